// Two revisions that have little to do with each other: the input is cut at a line "---", or compared with itself without its middle line.
#include <cstddef>
#include <cstdint>
#include <string>

#include "stackfit/report.h"
#include "stackfit/report_compare.h"

namespace {

std::pair<std::string, std::string> revisions(const std::string& text) {
    const std::size_t cut = text.find("\n---\n");
    if (cut != std::string::npos) return {text.substr(0, cut + 1), text.substr(cut + 5)};
    const std::size_t line = text.find('\n', text.size() / 2);
    const std::size_t end = line == std::string::npos ? line : text.find('\n', line + 1);
    return {text, end == std::string::npos ? text.substr(0, line) : text.substr(0, line) + text.substr(end)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [old_text, new_text] = revisions(std::string(reinterpret_cast<const char*>(data), size));
    stackfit::Project before, after;
    const stackfit::Unit& old_unit = before.add_text("old.yaml", old_text, {});
    const stackfit::Unit& new_unit = after.add_text("new.yaml", new_text, {});
    if (old_unit.worlds == nullptr || new_unit.worlds == nullptr) return 0;
    stackfit::Verdict old_verdict, new_verdict;
    old_verdict.unit = &old_unit;
    new_verdict.unit = &new_unit;
    const stackfit::Revision old_side{"old", &before, {&old_verdict}, std::nullopt};
    const stackfit::Revision new_side{"new", &after, {&new_verdict}, std::nullopt};
    const stackfit::Comparison comparison = stackfit::compare(old_side, new_side);
    stackfit::Report old_report, new_report;
    old_report.project = &before;
    new_report.project = &after;
    (void)stackfit::compare_text(comparison, old_side, new_side, {});
    (void)stackfit::compare_json(comparison, old_report, new_report);
    (void)stackfit::compare_markdown(comparison, old_side, new_side, {});
    return 0;
}
