// The text of `score`: the number and its world, a bar for each family, and what would raise it most.
#include <algorithm>
#include <cmath>

#include "report/style.h"

namespace stackfit {
namespace {

std::string bar(double score, TextStyle style) {
    constexpr int width = 20;
    const int full = static_cast<int>(std::lround(score / 100 * width));
    std::string result;
    for (int i = 0; i < width; ++i) result += style.unicode ? (i < full ? "█" : "░") : (i < full ? "#" : ".");
    return paint(result, score >= 80 ? Paint::green : score >= 50 ? Paint::yellow : Paint::red, style);
}

std::string right(const std::string& text, std::size_t width) { return text.size() < width ? std::string(width - text.size(), ' ') + text : text; }

std::string bound_text(const char* name, const Bound& bound, bool exact) {
    std::string out = std::string(name) + " " + std::to_string(std::lround(bound.value));
    if (!bound.world.empty()) out += " when " + short_world(bound.world);
    else if (!exact) out += " (outer bound)";
    return out;
}

void add_head(std::string& out, const std::string& name, const std::optional<Fitness>& fitness, TextStyle style) {
    out += paint(name, Paint::bold, style) + ": fitness " + paint(score_number(fitness), Paint::bold, style);
    if (!fitness) {
        out += " (nothing to judge)\n";
        return;
    }
    if (!fitness->world.empty()) out += " (" + short_world(fitness->world) + ")";
    out += "\n";
    const bool spread = std::lround(fitness->low.value) != std::lround(fitness->value) || std::lround(fitness->high.value) != std::lround(fitness->value);
    if (spread) out += "  " + bound_text("low", fitness->low, fitness->bounds_exact) + ", " + bound_text("high", fitness->high, fitness->bounds_exact) + "\n";
}

void add_families(std::string& out, const Fitness& fitness, TextStyle style) {
    for (const FamilyScore& family : fitness.families) {
        out += "  " + pad(std::string(to_string(family.family)), 14) + bar(family.score, style) + right(std::to_string(std::lround(family.score)), 5);
        const double lost = family.weight * (1 - family.score / 100);
        if (lost >= 0.05) out += right("-" + points_number(lost), 8) + " points";
        if (family.unknown > 0) out += "   " + std::to_string(family.unknown) + " unknown";
        out += "\n";
    }
}

void add_gains(std::string& out, const Report& report, const ReportedTemplate& one, TextStyle style) {
    constexpr std::size_t most = 10;
    if (one.gains.empty()) return;
    out += "  what would raise it most:\n";
    std::vector<double> points;
    double total = 0;
    for (const Gain& gain : one.gains) points.push_back(gain.points), total += gain.points;
    points = round_to_sum(points, total, 1);
    std::size_t width = 0;
    for (std::size_t i = 0; i < one.gains.size() && i < most; ++i) width = std::max(width, one.gains[i].check->id.size());
    for (std::size_t i = 0; i < one.gains.size() && i < most; ++i) {
        const Gain& gain = one.gains[i];
        out += right("+" + points_number(points[i]), 8) + "  " + pad(std::string(gain.check->id), width) + "  " + resource_list(gain.resources);
        if (gain.finding != nullptr)
            out += paint("  line " + std::to_string(report.project->sources()[gain.finding->span.file].position(gain.finding->span.begin).line), Paint::dim, style);
        out += "\n";
    }
    if (one.gains.size() > most) {
        double rest = 0;
        for (std::size_t i = most; i < one.gains.size(); ++i) rest += points[i];
        out += right("+" + points_number(rest), 8) + "  " + count_text(one.gains.size() - most, "smaller one") + "\n";
    }
}

void add_deployable(std::string& out, const Verdict& verdict, TextStyle style) {
    if (verdict.deployable == Verdict::Deployable::yes) return;
    const auto errors = std::count_if(verdict.findings.begin(), verdict.findings.end(), [](const Finding& finding) {
        return finding.check->family == Family::validity && finding.severity == Severity::error && !finding.suppressed;
    });
    out += "  " + paint(verdict.deployable == Verdict::Deployable::no ? "deployable: no" : "deployable: in some worlds", Paint::red, style) + " (" +
           count_text(static_cast<std::size_t>(errors), "validity error") + ": see lint)\n";
}

}  // namespace

std::string score_text(const Report& report, TextStyle style) {
    std::string out;
    for (const ReportedTemplate& one : report.templates) {
        if (!out.empty()) out += "\n";
        if (!one.unit->readable) {
            out += paint(one.unit->path, Paint::bold, style) + ": cannot be read";
            if (one.verdict != nullptr && !one.verdict->findings.empty()) out += ": " + one.verdict->findings[0].message;
            out += "\n";
            continue;
        }
        add_head(out, one.unit->path, one.fitness, style);
        if (one.verdict != nullptr) add_deployable(out, *one.verdict, style);
        if (!one.fitness) continue;
        add_families(out, *one.fitness, style);
        if (one.fitness->waived >= 0.05) out += "  waived by suppressions: " + points_number(one.fitness->waived) + " points, still counted\n";
        add_gains(out, report, one, style);
    }
    if (report.templates.size() > 1) {
        out += "\n";
        add_head(out, count_text(report.templates.size(), "template") + " together", report.total, style);
        if (report.total) add_families(out, *report.total, style);
    }
    for (const EnvironmentScore& environment : report.environments)
        out += "  environment " + environment.name + (environment.production ? " (production)" : "") + ": fitness " + score_number(environment.fitness) + "\n";
    return out;
}

}  // namespace stackfit
