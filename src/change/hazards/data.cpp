// Resources that hold what CloudFormation cannot make again: removed, replaced, renamed ("DeletionPolicy attribute", "UpdateReplacePolicy
// attribute", "Update behaviors of stack resources").
#include "judging.h"
#include "stackfit/spec_stateful.h"

namespace stackfit::change {
namespace {

using Action = ResourceChange::Action;

std::string holds(const StatefulType& type) {
    return "With it goes what it holds: " + std::string(type.holds) + ".";
}

/// CloudFormation deletes no bucket that holds objects ("AWS::S3::Bucket").
std::string removal_of(std::string_view type) {
    return type == "AWS::S3::Bucket" ? "CloudFormation deletes it if it is empty, and fails to otherwise. "
                                     : "CloudFormation deletes it after the update. ";
}

std::string stateful_words(const StatefulType& type, const char* attribute) {
    return std::string("Set ") + attribute + ": Retain" + (type.snapshots ? " or Snapshot" : "");
}

void removed(Judging& judging, const ResourceChange& change, const StatefulType& type) {
    if (change.policy != "Delete") return;
    judging.report(
        "stateful-resource-removed", change,
        {named(change.old_type, change.old_id) + " is removed and has no DeletionPolicy that keeps it.",
         removal_of(change.old_type) + holds(type),
         stateful_words(type, "DeletionPolicy") +
             " in a release of its own, and remove the resource in the one after it."});
}

void replaced(Judging& judging, const ResourceChange& change, const StatefulType& type) {
    if (change.policy != "Delete") return;
    const bool certain = change.action == Action::replace;
    Hazard& hazard = judging.report(
        "stateful-resource-replaced", change,
        {named(change.type, change.id) + (certain ? " is" : " may be") + " replaced, because " +
             replacing_properties(change) +
             " changes, and has no UpdateReplacePolicy that keeps the old one.",
         "A new, empty one takes its place, and the old one is deleted after the update. " + holds(type) +
             " A rollback does not bring it back, either.",
         "Leave the property as it is; or " +
             std::string("create a second resource, move the data, and remove this one later. ") +
             stateful_words(type, "UpdateReplacePolicy") + " in any case."},
        replacing_property(change));
    if (!certain) soften(hazard);
}

void renamed(Judging& judging, const ResourceChange& change, const StatefulType& type) {
    const bool lost = change.policy == "Delete";
    Hazard& hazard = judging.report(
        "stateful-resource-renamed", change,
        {named(change.type, change.old_id) + " is now called " + std::string(change.id) + ".",
         "To CloudFormation a logical id is the resource: it creates " + std::string(change.id) +
             ", empty, and " +
             (lost ? "deletes " + std::string(change.old_id) + ". " + holds(type)
                   : "leaves " + std::string(change.old_id) + " behind with its data, outside of the stack."),
         "Keep the logical id " + std::string(change.old_id) +
             ", or rename it with a stack refactoring (aws cloudformation create-stack-refactor), which "
             "keeps the resource."});
    if (!lost) soften(hazard);
}

/// Does the attribute stop keeping the resource, which itself stays?
void unprotected(Judging& judging, const ResourceChange& change, const StatefulType& type) {
    for (const PropertyChange& one : change.properties) {
        const bool policy = one.path == "DeletionPolicy" || one.path == "UpdateReplacePolicy";
        const bool kept = one.old_value.starts_with("Retain") || one.old_value == "Snapshot";
        const bool keeps = one.new_value.starts_with("Retain") || one.new_value == "Snapshot";
        if (!policy || !kept || keeps) continue;
        judging.report(
            "deletion-protection-dropped", change,
            {named(change.type, change.id) + " no longer has " + one.path + ": " + one.old_value + ".",
             "The next change that " + std::string(one.path == "DeletionPolicy" ? "removes" : "replaces") +
                 " it deletes what it holds: " + std::string(type.holds) + ".",
             "Put " + one.path + ": " + one.old_value + " back, unless the data can be made again."},
            &one);
    }
}

}  // namespace

void find_data_hazards(Judging& judging) {
    for (const ResourceChange& change : judging.changes.resources) {
        const auto type = stateful_type(change.old_type);
        if (!type) continue;
        if (change.action == Action::remove || change.action == Action::retype)
            removed(judging, change, *type);
        if (change.action == Action::rename) renamed(judging, change, *type);
        const bool in_place = change.action == Action::modify || change.action == Action::replace;
        if (in_place && change.replacement != Replacement::never) replaced(judging, change, *type);
        if (in_place) unprotected(judging, change, *type);
    }
}

}  // namespace stackfit::change
