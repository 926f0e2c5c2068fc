// Physical names, of which there can be one at a time: CloudFormation creates before it deletes ("Name type").
#include "../policies.h"
#include "judging.h"

namespace stackfit::change {
namespace {

using Action = ResourceChange::Action;

void blocks_replacement(Judging& judging, const ResourceChange& change) {
    const bool in_place = change.action == Action::modify || change.action == Action::replace;
    const bool named_alike = !change.new_name.empty() && change.old_name == change.new_name;
    if (!in_place || change.made_anew || change.replacement == Replacement::never || !named_alike) return;
    const bool certain = change.action == Action::replace;
    const std::string property = name_property(judging.changes.after->expanded.types(), change.type);
    Hazard& hazard = judging.report(
        "name-blocks-replacement", change,
        {named(change.type, change.id) + (certain ? " has" : " may have") + " to be replaced, because " +
             replacing_properties(change) + " changes, and its name stays " + change.new_name + ".",
         "CloudFormation creates the new one before it deletes the old one. The name is taken, and the "
         "update fails.",
         "Change " + property + " in the same release, or leave it to CloudFormation."},
        replacing_property(change));
    if (!certain) soften(hazard);
}

void still_taken(Judging& judging, const ResourceChange& change) {
    const bool created =
        change.action == Action::add || change.action == Action::rename || change.action == Action::retype;
    if (!created || change.new_name.empty()) return;
    for (const ResourceChange& other : judging.changes.resources) {
        const bool same_name = other.old_type == change.type && other.old_name == change.new_name;
        if (!same_name || !other.is_gone() ||
            (other.in_headline != change.in_headline && other.worlds != change.worlds))
            continue;
        Hazard& hazard = judging.report(
            "name-still-taken", change,
            {named(change.type, change.id) + " is created with the name " + change.new_name + ", which " +
                 std::string(other.old_id) + " has.",
             "CloudFormation creates first and deletes after everything else has succeeded. The name is "
             "taken, and the update fails.",
             other.policy == "Retain" ? "Give the new one another name: the old one is kept."
                                      : "Give it another name, or remove " + std::string(other.old_id) +
                                            " in a release before this one."});
        hazard.old_span = other.before->id_span;
        return;
    }
}

}  // namespace

void find_name_hazards(Judging& judging) {
    for (const ResourceChange& change : judging.changes.resources) {
        blocks_replacement(judging, change);
        still_taken(judging, change);
    }
}

}  // namespace stackfit::change
