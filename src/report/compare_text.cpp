// The text of `compare`: both numbers, the exact split of the change; its hazards and what it does to each resource; findings new, fixed and
// unchanged.
#include <cstdio>

#include "report/compare_parts.h"
#include "report/style.h"

namespace stackfit {
namespace {

void add_changes(std::string& out, const Comparison& comparison, TextStyle style) {
    for (const OutcomeChange& change : comparison.changes) {
        char values[32];
        std::snprintf(values, sizeof values, "%.2g -> %.2g", change.old_value, change.new_value);
        out += "    " + paint(signed_points(change.points), change.points < 0 ? Paint::red : Paint::green, style) + "  " + std::string(change.check->id) + "  " +
               std::string(change.resource) + "  (" + values + ")\n";
    }
}

void add_findings(std::string& out, const char* title, const std::vector<const Finding*>& findings, const Revision& side, TextStyle style) {
    if (findings.empty()) return;
    out += "\n" + std::string(title) + "\n";
    for (const Finding* finding : findings) {
        const double points = side.fitness ? points_of(*finding, *side.fitness) : 0;
        out += finding_text(*side.project, *finding, points, style);
    }
}

}  // namespace

std::string compare_text(const Comparison& comparison, const Revision& old_side, const Revision& new_side, TextStyle style) {
    std::string out = paint("fitness " + fitness_text(comparison.old_value) + " -> " + fitness_text(comparison.new_value), Paint::bold, style);
    out += "  (" + old_side.name + " -> " + new_side.name + ")\n";
    if (comparison.old_value && comparison.new_value) {
        out += "  like for like " + signed_points(comparison.like_for_like) + "   what both revisions have\n";
        add_changes(out, comparison, style);
        out += "  mix           " + signed_points(comparison.mix) + "   added and removed resources, and the new weight of the rest\n";
    } else {
        out += "  one side has nothing to judge: the fitness is not compared\n";
    }
    if (comparison.was_undeployable) out += "  " + old_side.name + " could not be deployed either; that does not count against the change\n";
    out += hazards_text(comparison, old_side, new_side, style) + changes_text(comparison, old_side, new_side, style);
    add_findings(out, "new findings:", comparison.new_findings, new_side, style);
    if (!comparison.fixed_findings.empty()) {
        out += "\nfixed:\n";
        for (const Finding* finding : comparison.fixed_findings)
            out += "  " + std::string(finding->check->id) + "  " + resource_list(finding->resources) + "\n";
    }
    out += "\n" + count_text(comparison.new_findings.size(), "new finding") + ", " + std::to_string(comparison.fixed_findings.size()) + " fixed, " +
           std::to_string(comparison.unchanged_findings.size()) + " unchanged";
    if (!comparison.moved_findings.empty()) out += " (" + std::to_string(comparison.moved_findings.size()) + " moved)";
    out += "\n";
    return out;
}

}  // namespace stackfit
