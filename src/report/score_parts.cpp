#include "report/score_parts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "report/style.h"

namespace stackfit {

std::string_view deployable_text(const Verdict& verdict) {
    return to_string(verdict.deployable);
}

std::string_view deployable_text(const Report& report) {
    std::string_view result = "yes";
    for (const ReportedTemplate& one : report.templates) {
        if (one.verdict == nullptr) continue;
        if (one.verdict->deployable == Verdict::Deployable::no) return "no";
        if (one.verdict->deployable != Verdict::Deployable::yes) result = deployable_text(*one.verdict);
    }
    return result;
}

std::optional<Standing> standing_of(const Report& report, const ReportedTemplate& one) {
    if (report.partial || !one.fitness) return std::nullopt;
    const auto& families = one.fitness->families;
    const bool only_form = std::all_of(families.begin(), families.end(), [](const FamilyScore& family) {
        return family.family == Family::hygiene;
    });
    if (only_form) return std::nullopt;
    return standing(one.fitness->value, report.scoring_model);
}

std::optional<Standing> standing_of(const Report& report, const FamilyScore& family) {
    return report.partial ? std::nullopt : standing(family.family, family.score, report.scoring_model);
}

std::string standing_text(const Standing& standing) {
    return "better than " + std::to_string(standing.better_than) + " % of " + grouped(standing.templates) +
           " public templates";
}

std::string grouped(long long number) {
    std::string text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::vector<double> rounded_points(const std::vector<Gain>& gains) {
    std::vector<double> points;
    double total = 0;
    for (const Gain& gain : gains) {
        points.push_back(gain.points);
        total += gain.points;
    }
    return round_to_sum(points, total, 1);
}

std::string lines_text(const Report& report, const Gain& gain) {
    constexpr std::size_t most = 4;
    std::set<int> lines;
    for (const Finding* finding : gain.findings)
        if (finding->span.known())
            lines.insert(report.project->sources()[finding->span.file].position(finding->span.begin).line);
    if (lines.empty()) return {};
    std::string text = lines.size() == 1 ? "line " : "lines ";
    std::size_t shown = 0;
    for (const int line : lines) {
        if (shown == most) break;
        text += (shown++ == 0 ? "" : ", ") + std::to_string(line);
    }
    return lines.size() > most ? text + " and " + std::to_string(lines.size() - most) + " more" : text;
}

std::vector<std::string> by_check(const std::vector<const Outcome*>& outcomes) {
    std::map<std::string_view, std::vector<std::string_view>> resources;
    for (const Outcome* outcome : outcomes) {
        auto& list = resources[outcome->check->id];
        if (outcome->subject != nullptr) list.push_back(outcome->subject->id);
    }
    std::vector<std::string> result;
    for (const auto& [check, list] : resources)
        result.push_back(std::string(check) + (list.empty() ? "" : " of " + resource_list(list)));
    return result;
}

std::string exact_number(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f", value);
    std::string text = buffer;
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace stackfit
