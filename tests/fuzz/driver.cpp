// Runs a fuzz target without libFuzzer, under any compiler and in the ordinary test suite:
//
//     document_fuzz [--mutations N] [--seed S] [FILE | DIRECTORY]...
//
// Every file is run as it is, then N mutations of them. Mutation i depends on the seed, i and the files alone, so a
// failure repeats. When the target dies, the input that killed it is written to ./crash-input. Paths that do not exist are
// ignored: a target may have no corpus yet.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

namespace {

using Random = std::mt19937_64;

const std::string* current_input = nullptr;

// Called while dying: system calls only.
void write_current_input() {
    if (current_input == nullptr) return;
    const int file = open("crash-input", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0) return;
    const ssize_t written = write(file, current_input->data(), current_input->size());
    const std::string_view note = "fuzz: the input is in ./crash-input\n";
    if (written >= 0 && write(STDERR_FILENO, note.data(), note.size()) < 0) _exit(1);
    close(file);
}

void on_signal(int number) {
    write_current_input();
    std::signal(number, SIG_DFL);
    std::raise(number);
}

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

// What templates are made of: a mutation that keeps tokens whole gets further than one that flips bits.
constexpr const char* kTokens[] = {
    "!Sub ", "!Ref ", "!GetAtt ", "!If ",  "Fn::ForEach::X", "${",   "}",     "- ",     ": ", "\n",
    "\n  ",  "|\n",   "&a ",      "*a",    "<<: ",           "[",    "]",     "{",      "\"", "'",
    ",",     "\t",    "#",        "---\n", "\xff",           "null", "1e999", "\\u0000"};

void mutate_once(Random& random, std::string& text, const std::vector<std::string>& seeds) {
    const std::size_t at = below(random, text.size() + 1);
    const std::size_t length = std::min(below(random, 64), text.size() - at);
    switch (below(random, 6)) {
        case 0: text.erase(at, length); break;
        case 1: text.insert(at, kTokens[below(random, std::size(kTokens))]); break;
        case 2: text.insert(below(random, text.size() + 1), std::string(text, at, length)); break;
        case 3:
            if (at < text.size()) text[at] = static_cast<char>(random() & 0xff);
            break;
        case 4: text.resize(at); break;
        default: {
            const std::string& other = seeds[below(random, seeds.size())];
            text.insert(at, other.substr(below(random, other.size() + 1), below(random, 256)));
        }
    }
}

std::string mutation(std::uint64_t seed, std::uint64_t index, const std::vector<std::string>& seeds) {
    Random random(seed * 0x9e3779b97f4a7c15U + index);
    std::string text = seeds[below(random, seeds.size())];
    for (std::size_t steps = 1 + below(random, 8); steps > 0; --steps) mutate_once(random, text, seeds);
    return text;
}

void run(const std::string& input) {
    current_input = &input;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    current_input = nullptr;
}

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void collect(const std::filesystem::path& path, std::vector<std::filesystem::path>& files) {
    if (std::filesystem::is_regular_file(path)) files.push_back(path);
    if (!std::filesystem::is_directory(path)) return;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
        if (entry.is_regular_file()) files.push_back(entry.path());
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t mutations = 0;
    std::uint64_t seed = 1;
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--mutations" && i + 1 < argc)
            mutations = std::strtoull(argv[++i], nullptr, 10);
        else if (argument == "--seed" && i + 1 < argc)
            seed = std::strtoull(argv[++i], nullptr, 10);
        else
            collect(argument, files);
    }
    std::sort(files.begin(), files.end());

    if (__sanitizer_set_death_callback != nullptr)
        __sanitizer_set_death_callback(write_current_input);
    else
        std::signal(SIGSEGV, on_signal);
    std::signal(SIGABRT, on_signal);

    std::vector<std::string> seeds = {""};
    for (const auto& file : files) seeds.push_back(read(file));
    for (const auto& input : seeds) run(input);
    for (std::uint64_t i = 0; i < mutations; ++i) run(mutation(seed, i, seeds));
    std::printf("%zu inputs, %llu mutations\n", seeds.size(), static_cast<unsigned long long>(mutations));
    return 0;
}
