// The formats of `lint`: text for people, concise for grep, github for annotations. And the one-line summary.
#include <algorithm>
#include <map>

#include "report/style.h"

namespace stackfit {
namespace {

template <class Visit>
void each_open(const Report& report, Visit&& visit) {
    for (const ReportedTemplate& one : report.templates) {
        if (one.verdict == nullptr) continue;
        for (const Finding& finding : one.verdict->findings)
            if (finding.open()) visit(one, finding);
    }
}

bool shown(const Report& report, const Finding& finding) { return report.notes || finding.severity != Severity::info; }

template <class Visit>
void each_shown(const Report& report, Visit&& visit) {
    each_open(report, [&](const ReportedTemplate& one, const Finding& finding) {
        if (shown(report, finding)) visit(one, finding);
    });
}

/// One line for what is not shown: how many notes, and of which checks where those are few. `more`: something stands above it.
std::string folded_notes(const Report& report, bool more) {
    constexpr std::size_t most_named = 3;
    std::map<std::string_view, std::size_t> by_check;
    std::size_t all = 0;
    each_open(report, [&](const ReportedTemplate&, const Finding& finding) {
        if (shown(report, finding)) return;
        ++by_check[finding.check->id];
        ++all;
    });
    if (all == 0) return {};
    std::string names;
    for (const auto& [check, count] : by_check)
        names += (names.empty() ? "" : ", ") + std::string(check) + (count == 1 ? "" : " " + std::to_string(count));
    if (by_check.size() > most_named) names = "of " + count_text(by_check.size(), "check");
    return (more ? "and " : "") + count_text(all, "note") + " (" + names + "); --notes shows " + (all == 1 ? "it" : "them") + "\n";
}

double points_in(const ReportedTemplate& one, const Finding& finding) { return one.fitness ? points_of(finding, *one.fitness) : 0; }

/// GitHub's workflow commands: percent-encoding of data, and more of it in properties ("Workflow commands for GitHub Actions").
std::string github_escape(std::string_view text, bool property) {
    std::string result;
    for (const char c : text) {
        if (c == '%') result += "%25";
        else if (c == '\r') result += "%0D";
        else if (c == '\n') result += "%0A";
        else if (property && c == ':') result += "%3A";
        else if (property && c == ',') result += "%2C";
        else result += c;
    }
    return result;
}

}  // namespace

std::string lint_text(const Report& report, TextStyle style) {
    std::string out;
    each_shown(report, [&](const ReportedTemplate& one, const Finding& finding) {
        if (!out.empty()) out += "\n";
        out += finding_text(*report.project, finding, points_in(one, finding), style);
    });
    const std::string notes = folded_notes(report, !out.empty());
    return out.empty() || notes.empty() ? out + notes : out + "\n" + notes;
}

std::string lint_concise(const Report& report) {
    std::string out;
    each_shown(report, [&](const ReportedTemplate&, const Finding& finding) {
        out += finding_line(*report.project, finding, {});
    });
    return out + folded_notes(report, !out.empty());
}

std::string lint_github(const Report& report) {
    std::string out;
    each_shown(report, [&](const ReportedTemplate&, const Finding& finding) {
        const Source& source = report.project->sources()[finding.span.file];
        const Position begin = source.position(finding.span.begin), end = source.position(finding.span.end);
        const char* command = finding.severity == Severity::error ? "error" : finding.severity == Severity::warning ? "warning" : "notice";
        out += "::" + std::string(command) + " file=" + github_escape(source.path(), true) + ",line=" + std::to_string(begin.line);
        // An annotation over several lines must not name columns.
        if (end.line == begin.line) out += ",col=" + std::to_string(begin.column) + ",endColumn=" + std::to_string(end.column);
        else out += ",endLine=" + std::to_string(end.line);
        out += ",title=" + github_escape(finding.check->id, true) + "::" + github_escape(finding.message, false) + "\n";
    });
    return out;
}

std::string summary_line(const Report& report) {
    std::size_t count[3] = {0, 0, 0}, suppressed = 0, baselined = 0, judged = 0;
    for (const ReportedTemplate& one : report.templates) {
        if (one.verdict == nullptr) continue;
        ++judged;
        for (const Finding& finding : one.verdict->findings) {
            if (finding.suppressed) ++suppressed;
            else if (finding.baselined) ++baselined;
            else ++count[static_cast<std::size_t>(finding.severity)];
        }
    }
    const std::size_t all = count[0] + count[1] + count[2];
    std::string out = all == 0 ? "no findings" : count_text(all, "finding");
    std::string parts;
    const auto add = [&](std::size_t number, std::string text) {
        if (number > 0) parts += (parts.empty() ? "" : ", ") + std::move(text);
    };
    add(count[2], count_text(count[2], "error"));
    add(count[1], count_text(count[1], "warning"));
    add(count[0], std::to_string(count[0]) + " info");
    add(suppressed, std::to_string(suppressed) + " suppressed");
    add(baselined, std::to_string(baselined) + " baselined");
    if (!parts.empty()) out += " (" + parts + ")";
    out += " in " + count_text(judged, "template") + ", fitness ";
    const auto& fitness = report.fitness();
    out += score_number(fitness);
    if (fitness && !fitness->world.empty()) out += " (" + short_world(fitness->world) + ")";
    return out;
}

}  // namespace stackfit
