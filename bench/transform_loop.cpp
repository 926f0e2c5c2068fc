// transform_loop FILE TIMES: reads, expands and prints a SAM template that often in one process, and says how many milliseconds of CPU
// one turn takes (the median of all but the first tenth). The benchmark compares it with the same loop around AWS's translator.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "stackfit/sam.h"
#include "stackfit/template.h"

namespace {

/// The length of the JSON, so that the work is not for nothing; 0 when the template is refused.
std::size_t transform(const std::string& text) {
    stackfit::Sources sources;
    stackfit::Arena arena;
    const stackfit::FileId file = sources.add("template.yaml", text);
    const stackfit::Document document = stackfit::read_document(sources, file, arena);
    if (document.root == nullptr) return 0;
    const stackfit::Template templ = stackfit::Template::read(document.root);
    stackfit::Assignment given;
    given.defaults_are_given = true;
    stackfit::SamOptions options;
    options.mode = stackfit::SamMode::transform;
    options.given = &given;
    const stackfit::SamResult result = stackfit::expand_sam(templ, options, arena);
    return result.refused ? 0 : stackfit::write_json(*result.root, 2).size();
}

double cpu_milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    std::ifstream in(arguments[1]);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    std::vector<double> took;
    for (long turn = std::strtol(arguments[2], nullptr, 10); turn > 0; --turn) {
        const double begin = cpu_milliseconds();
        if (transform(text) == 0) return 1;
        took.push_back(cpu_milliseconds() - begin);
    }
    if (took.empty()) return 2;
    took.erase(took.begin(), took.begin() + static_cast<std::ptrdiff_t>(took.size() / 10));
    const auto middle = took.begin() + static_cast<std::ptrdiff_t>(took.size() / 2);
    std::nth_element(took.begin(), middle, took.end());
    std::printf("%.4f\n", *middle);
    return 0;
}
