// The text of `score`: the number and its world, a bar for each family, and what would raise it most.
#include <algorithm>
#include <cmath>

#include "report/score_parts.h"
#include "report/style.h"
#include "stackfit/fitness_evolutionary.h"

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

/// Of the points, those that checks add which are judged only when this one holds are not its own.
std::string implied_text(const Gain& gain, double points) {
    if (gain.implied < 0.05) return {};
    return "  (" + points_number(points - gain.implied) + " by itself)";
}

void add_gains(std::string& out, const Report& report, const ReportedTemplate& one, TextStyle style) {
    constexpr std::size_t most = 10;
    if (one.gains.empty()) return;
    out += "  what would raise it most, and the fitness then:\n";
    const std::vector<double> points = rounded_points(one.gains);
    const std::string arrow = style.unicode ? " → " : " -> ";
    const std::size_t shown = std::min(one.gains.size(), most);
    std::size_t width = 0;
    for (std::size_t i = 0; i < shown; ++i) width = std::max(width, one.gains[i].check->id.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const Gain& gain = one.gains[i];
        out += right("+" + points_number(points[i]), 8) + arrow + right(points_number(gain.then), 5) + "  " + pad(std::string(gain.check->id), width) + "  " +
               resource_list(gain.resources);
        if (const std::string lines = lines_text(report, gain); !lines.empty()) out += paint("  " + lines, Paint::dim, style);
        out += implied_text(gain, points[i]) + "\n";
    }
    if (one.gains.size() > shown) {
        double rest = 0;
        for (std::size_t i = shown; i < one.gains.size(); ++i) rest += points[i];
        out += right("+" + points_number(rest), 8) + arrow + right(points_number(one.gains.back().then), 5) + "  " +
               count_text(one.gains.size() - shown, "smaller one") + "\n";
    }
}

void add_list(std::string& out, const char* head, const std::vector<std::string>& items) {
    if (items.empty()) return;
    out += "    " + std::string(head) + "\n";
    for (const std::string& item : items) out += "      " + item + "\n";
}

void add_what_if(std::string& out, const std::optional<Fitness>& now, const std::optional<WhatIf>& what_if, TextStyle style) {
    if (!what_if || !now) return;
    const std::string arrow = style.unicode ? " → " : " -> ";
    const std::string least = points_number(what_if->least.value), most = points_number(what_if->most.value);
    out += "  what if: fitness " + points_number(now->value) + arrow + paint(least == most ? least : least + " to " + most, Paint::bold, style) + "\n";
    if (what_if->mended.empty()) out += "    nothing changes: they are good already\n";
    add_list(out, "mended:", by_check(what_if->mended));
    add_list(out, "mended with them, because they need it:", by_check(what_if->required));
    add_list(out, "judged only then, and good or bad as they will be written:", by_check(what_if->opened));
}

void add_deployable(std::string& out, const Verdict& verdict, TextStyle style) {
    if (verdict.deployable == Verdict::Deployable::yes) return;
    const auto errors = std::count_if(verdict.findings.begin(), verdict.findings.end(), [](const Finding& finding) {
        return finding.check->family == Family::validity && finding.severity == Severity::error && !finding.suppressed;
    });
    out += "  " + paint("deployable: " + std::string(deployable_text(verdict)), Paint::red, style) + " (" +
           count_text(static_cast<std::size_t>(errors), "validity error") + ": see lint)\n";
}

void add_waived(std::string& out, const Fitness& fitness) {
    if (fitness.waived < 0.05) return;
    out += "  waived by suppressions: " + points_number(fitness.waived) + " points, " + (fitness.forgiven ? "forgiven" : "still counted") + "\n";
}

void add_template(std::string& out, const Report& report, const ReportedTemplate& one, TextStyle style) {
    add_head(out, one.unit->path, one.fitness, style);
    if (one.verdict != nullptr) add_deployable(out, *one.verdict, style);
    if (!one.fitness) return;
    if (const auto place = standing_of(report, one)) out += "  " + standing_text(*place) + "\n";
    add_families(out, *one.fitness, style);
    add_waived(out, *one.fitness);
    if (const auto sum = evolutionary_metric(*one.unit, report.as_of))
        out += "  the sum of evolutionary-serverless-architectures: " + std::to_string(*sum) + " (when all its tests pass, without AWS Config)\n";
    add_gains(out, report, one, style);
    add_what_if(out, one.fitness, one.what_if, style);
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
        add_template(out, report, one, style);
    }
    if (report.templates.size() > 1) {
        out += "\n";
        add_head(out, count_text(report.templates.size(), "template") + " together", report.total, style);
        if (report.total) add_families(out, *report.total, style);
        add_what_if(out, report.total, report.total_what_if, style);
    }
    for (const EnvironmentScore& environment : report.environments)
        out += "  environment " + environment.name + (environment.production ? " (production)" : "") + ": fitness " + score_number(environment.fitness) + "\n";
    if (report.scoring_model != ScoringModel::standard().name) out += "  own weights: scoring model " + report.scoring_model + "\n";
    return out;
}

}  // namespace stackfit
