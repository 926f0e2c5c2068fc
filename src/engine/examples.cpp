// `# ^ message` on a line of its own speaks of the line above it, of the place over the `^`; `# <- message` of its own line.
#include <algorithm>
#include <set>

#include "stackfit/engine_examples.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

struct Mark {
    int line = 0, column = 0;  // column 0: anywhere in the line
    std::string_view message;
    int written = 0;  // the line of the mark itself
};

std::vector<Mark> marks(std::string_view example) {
    std::vector<Mark> result;
    int number = 0, last = 0;
    for (const std::string_view line : split(example, '\n')) {
        ++number;
        const std::string_view text = trim(line);
        const auto arrow = line.find("# <- ");
        if (text.starts_with("# ^")) {
            result.push_back({last, static_cast<int>(line.find('^')) + 1, trim(text.substr(3)), number});
            continue;
        }
        last = number;
        if (arrow != std::string_view::npos)
            result.push_back({number, 0, trim(line.substr(arrow + 5)), number});
    }
    return result;
}

class JudgedExample {
public:
    JudgedExample(const CheckSet& checks, const CheckInfo& check, std::string_view text, Date as_of) {
        MemoryFileSystem files;  // what local-path-exists finds beside an example
        files.write("src/app.py", "");
        files.write("example.yaml", std::string(text));
        ProjectOptions options;
        options.check_paths = check.id == "local-path-exists";
        const Unit& unit = project_.add(files, "example.yaml", options);
        verdict_ = judge(project_, unit, checks, {}, {as_of});
        for (const Finding& finding : verdict_.findings)
            if (finding.check == &check && !finding.suppressed) reported_.push_back(&finding);
    }

    [[nodiscard]] bool reported() const { return !reported_.empty(); }
    [[nodiscard]] bool meets(const Mark& mark) const {
        return std::any_of(reported_.begin(), reported_.end(),
                           [&](const Finding* finding) { return at(*finding, mark); });
    }
    /// "; reported: 4:9 Bucket B has ...".
    [[nodiscard]] std::string what() const {
        std::string text;
        for (const Finding* finding : reported_) {
            const Position place = project_.sources()[finding->span.file].position(finding->span.begin);
            text += (text.empty() ? "" : "; ") + std::to_string(place.line) + ":" +
                    std::to_string(place.column) + " of the example: " + finding->message;
        }
        return text.empty() ? "nothing" : text;
    }
    /// Why nothing is reported, where that is not the rule's doing.
    [[nodiscard]] std::string obstacle(const CheckInfo& check) const {
        const Unit& unit = project_.units().front();
        if (!unit.readable)
            return unit.document.errors.empty() ? "it cannot be read" : unit.document.errors.front().message;
        if (!unit.is_template) return "it is no template: it has no Resources";
        const auto is_subject = [&](const Resource& resource) {
            return std::find(check.subjects.begin(), check.subjects.end(), resource.type) !=
                   check.subjects.end();
        };
        const auto& resources = unit.expanded.resources();
        const bool of_template = check.subjects.front() == "Template";
        if (of_template || std::any_of(resources.begin(), resources.end(), is_subject)) return "";
        const bool serverless = check.subjects.front().starts_with("AWS::Serverless::");
        return "it has no resource of type " + std::string(check.subjects.front()) +
               (serverless ? ", because SAM resources are judged as what they are expanded to" : "");
    }

private:
    [[nodiscard]] bool at(const Finding& finding, const Mark& mark) const {
        const Source& source = project_.sources()[finding.span.file];
        const Position begin = source.position(finding.span.begin), end = source.position(finding.span.end);
        const bool inside = mark.column == 0 || (begin.column <= mark.column &&
                                                 (end.line > begin.line || mark.column < end.column));
        return begin.line == mark.line && inside && finding.message.find(mark.message) != std::string::npos;
    }

    Project project_;
    Verdict verdict_;
    std::vector<const Finding*> reported_;
};

void test(const CheckSet& checks, const CheckInfo& check, const Example& example, Date as_of,
          ExampleReport& report) {
    const JudgedExample judged(checks, check, example.text, as_of);
    const bool wanted = example.kind == "fails";
    ++report.examples;
    if (wanted != judged.reported()) {
        const std::string obstacle = judged.obstacle(check);
        report.failures.push_back({example.line, 0,
                                   wanted ? "This example must be reported, and is not" +
                                                (obstacle.empty() ? "." : ": " + obstacle + ".")
                                          : "This example must not be reported, and is: " + judged.what()});
        return;
    }
    for (const Mark& mark : marks(example.text))
        if (!judged.meets(mark))
            report.failures.push_back({example.line + mark.written - 1, mark.column,
                                       "Nothing is reported here with \"" + std::string(mark.message) +
                                           "\". Reported: " + judged.what()});
}

}  // namespace

ExampleReport test_examples(const CheckSet& checks, const CheckInfo& check, Date as_of) {
    ExampleReport report;
    std::set<std::string_view> kinds;
    for (const Example& example : examples(check.markdown)) {
        kinds.insert(example.kind);
        if (example.kind != "fixed") test(checks, check, example, as_of, report);
    }
    for (const std::string_view kind : {"fails", "passes"})
        if (!kinds.contains(kind))
            report.failures.push_back({1, 0,
                                       "The check has no example that " + std::string(kind) +
                                           ": write one as ```yaml " + std::string(kind) + "."});
    return report;
}

}  // namespace stackfit
