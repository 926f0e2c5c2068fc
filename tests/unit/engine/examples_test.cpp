// Every example of every check file, judged by the whole catalogue. The marks are described in docs/check-language.md.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "stackfit/checks.h"
#include "stackfit/support/text.h"
#include "support/source_dir.h"

using namespace stackfit;

namespace {

struct Mark {
    int line = 0, column = 0;  // column 0: anywhere in the line
    std::string_view message;
};

/// `# ^ message` on a line of its own speaks of the line above it, of the place over the `^`; `# <- message` of its own line.
std::vector<Mark> marks(std::string_view example) {
    std::vector<Mark> result;
    int number = 0, last = 0;
    for (const std::string_view line : split(example, '\n')) {
        ++number;
        const std::string_view text = trim(line);
        const auto arrow = line.find("# <- ");
        if (text.starts_with("# ^")) {
            result.push_back({last, static_cast<int>(line.find('^')) + 1, trim(text.substr(3))});
            continue;
        }
        last = number;
        if (arrow != std::string_view::npos) result.push_back({number, 0, trim(line.substr(arrow + 5))});
    }
    return result;
}

struct JudgedExample {
    Project project;
    Verdict verdict;

    JudgedExample(const CheckSet& checks, const CheckInfo& check, std::string_view text) {
        MemoryFileSystem files;  // what local-path-exists finds beside an example
        files.write("src/app.py", "");
        files.write("example.yaml", std::string(text));
        ProjectOptions options;
        options.check_paths = check.id == "local-path-exists";
        const Unit& unit = project.add(files, "example.yaml", options);
        verdict = judge(project, unit, checks, {}, {Date{2026, 11, 21}});
    }

    [[nodiscard]] std::vector<const Finding*> of(const CheckInfo& check) const {
        std::vector<const Finding*> result;
        for (const Finding& finding : verdict.findings)
            if (finding.check == &check && !finding.suppressed) result.push_back(&finding);
        return result;
    }

    [[nodiscard]] bool at(const Finding& finding, const Mark& mark) const {
        const Source& source = project.sources()[finding.span.file];
        const Position begin = source.position(finding.span.begin), end = source.position(finding.span.end);
        const bool inside = mark.column == 0 || (begin.column <= mark.column &&
                                                 (end.line > begin.line || mark.column < end.column));
        return begin.line == mark.line && inside && finding.message.find(mark.message) != std::string::npos;
    }

    [[nodiscard]] std::string show(const std::vector<const Finding*>& findings) const {
        std::string text;
        for (const Finding* finding : findings) {
            const Position place = project.sources()[finding->span.file].position(finding->span.begin);
            text += "\n  " + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " +
                    finding->message;
        }
        return text.empty() ? "\n  nothing" : text;
    }
};

void check_example(const CheckSet& checks, const CheckInfo& check, const Example& example) {
    const JudgedExample judged(checks, check, example.text);
    const auto findings = judged.of(check);
    const std::string where = std::string(check.id) + ".md:" + std::to_string(example.line) + " " +
                              std::string(example.kind) + ", reported:" + judged.show(findings);
    INFO(where);
    CHECK_EQ(example.kind == "fails", !findings.empty());
    for (const Mark& mark : marks(example.text)) {
        const bool met = std::any_of(findings.begin(), findings.end(),
                                     [&](const Finding* finding) { return judged.at(*finding, mark); });
        CHECK_MESSAGE(met,
                      "marked at " << mark.line << ":" << mark.column << ": " << std::string(mark.message));
    }
}

}  // namespace

TEST_CASE("examples: every check has failing and passing ones, and they do") {
    const CheckSet checks = catalogue();
    REQUIRE(checks.checks().size() > 10);
    for (const CheckInfo& check : checks.checks()) {
        std::set<std::string_view> kinds;
        for (const Example& example : examples(check.markdown)) {
            kinds.insert(example.kind);
            if (example.kind != "fixed") check_example(checks, check, example);
        }
        CHECK_MESSAGE(kinds.contains("fails"), check.id << " has no failing example");
        CHECK_MESSAGE(kinds.contains("passes"), check.id << " has no passing example");
    }
}

TEST_CASE("examples: every check file is in the catalogue, and every native check in the registry is one") {
    std::size_t files = 0;
    const CheckSet checks = catalogue();
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(stackfit::testing::in_source("checks"))) {
        if (entry.path().extension() != ".md") continue;
        ++files;
        CHECK_MESSAGE(checks.by_id(entry.path().stem().string()) != nullptr, entry.path().string());
    }
    CHECK(files == checks.checks().size());
    for (const NativeCheck& native : native_checks()) {
        CHECK_MESSAGE(checks.by_id(native.id) != nullptr, native.id);
        CHECK_MESSAGE((native.judge == nullptr) != (native.find == nullptr), native.id);
    }
}

TEST_CASE("examples: every id under which the layers below report is a check") {
    const CheckSet checks = catalogue();
    for (const std::string_view id : {"duplicate-key", "yaml-alias", "yaml-merge-key", "sam-template",
                                      "sam-property", "local-path-exists", "suppression-unknown-check",
                                      "suppression-unused"})
        CHECK_MESSAGE(checks.by_id(id) != nullptr, id);
}
