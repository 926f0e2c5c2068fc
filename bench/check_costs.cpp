// check_costs FILE: what judging a template costs, check by check, beside what yaml-cpp takes to parse it. `./dev bench --checks` prints it.
// check_costs FILE parse|judge TIMES: does only that, so many times, for who counts its instructions from outside.
//
// A check is measured alone (`only`), less what a judging costs that runs none. What several checks share (the graph, how functions are released)
// is then counted for each, so the sum of the rows is more than the whole. In user-mode instructions where the kernel lets us count them, else in
// nanoseconds of CPU time; of several turns the least.
//
// Prints tab-separated lines: unit, then name and cost; the names in angle brackets are no checks.
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>

#include "stackfit/checks.h"

namespace {

/// Counts instructions of this thread in user mode, or CPU time.
class Counter {
public:
    Counter() {
        perf_event_attr wanted{};
        wanted.type = PERF_TYPE_HARDWARE;
        wanted.size = sizeof wanted;
        wanted.config = PERF_COUNT_HW_INSTRUCTIONS;
        wanted.exclude_kernel = 1;
        wanted.exclude_hv = 1;
        file_ = static_cast<int>(syscall(SYS_perf_event_open, &wanted, 0, -1, -1, 0));
    }
    ~Counter() {
        if (file_ >= 0) close(file_);
    }
    Counter(const Counter&) = delete;
    Counter& operator=(const Counter&) = delete;

    [[nodiscard]] const char* unit() const { return file_ >= 0 ? "instructions" : "nanoseconds"; }

    /// The least of several turns.
    [[nodiscard]] long long least(const std::function<void()>& work) const {
        constexpr int turns = 7;
        long long best = -1;
        for (int i = 0; i < turns; ++i) {
            const long long begin = now();
            work();
            const long long took = now() - begin;
            best = best < 0 ? took : std::min(best, took);
        }
        return best;
    }

private:
    [[nodiscard]] long long now() const {
        long long count = 0;
        if (file_ >= 0 && read(file_, &count, sizeof count) == sizeof count) return count;
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    }

    int file_ = -1;
};

stackfit::Configuration only(std::string_view id) {
    stackfit::Configuration configuration;
    configuration.only.emplace(id);
    return configuration;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2 && count != 4) return 2;
    std::ifstream in(arguments[1]);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    if (text.empty()) return 2;
    const stackfit::CheckSet checks = stackfit::catalogue();
    stackfit::Project project;
    const stackfit::Unit& unit = project.add_text("template.yaml", text, {});
    const stackfit::JudgeOptions options{stackfit::Date{2026, 11, 21}};
    const auto judging = [&](const stackfit::Configuration& configuration) {
        return [&] { (void)stackfit::judge(project, unit, checks, configuration, options); };
    };
    if (count == 4) {
        const bool parse = std::string_view(arguments[2]) == "parse";
        for (int left = std::atoi(arguments[3]); left > 0; --left)
            parse ? (void)YAML::Load(text) : judging({})();
        return 0;
    }
    const Counter counter;
    std::printf("%s\n", counter.unit());
    std::printf("<yaml-cpp>\t%lld\n", counter.least([&] { (void)YAML::Load(text); }));
    std::printf("<all checks>\t%lld\n", counter.least(judging({})));
    // This one reports what the engine found while suppressing: it runs nothing by itself.
    const long long none = counter.least(judging(only("suppression-unused")));
    std::printf("<no check>\t%lld\n", none);
    for (const stackfit::CheckInfo& check : checks.checks()) {
        const stackfit::Configuration alone = only(check.id);
        std::printf("%s\t%lld\n", std::string(check.id).c_str(),
                    std::max(0LL, counter.least(judging(alone)) - none));
    }
    return 0;
}
