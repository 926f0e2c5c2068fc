// Resources that stop being the same: CloudFormation refuses, or makes another one.
#include <algorithm>

#include "judging.h"

namespace stackfit::change {
namespace {

using Action = ResourceChange::Action;

void retyped(Judging& judging, const ResourceChange& change) {
    judging.report("type-changed", change,
                   {std::string(change.id) + " was " + std::string(change.old_type) + " and is " +
                        std::string(change.type) + ".",
                    "CloudFormation refuses the update: \"Update of resource type is not permitted\".",
                    "Give the new resource a logical id of its own; the old one is then removed."});
}

void service_token(Judging& judging, const ResourceChange& change) {
    const bool custom =
        change.type.starts_with("Custom::") || change.type == "AWS::CloudFormation::CustomResource";
    if (!custom || change.action == Action::rename) return;
    for (const PropertyChange& one : change.properties) {
        if (!is_property(one, "ServiceToken")) continue;
        judging.report(
            "service-token-changed", change,
            {"Custom resource " + std::string(change.id) + " gets another ServiceToken" +
                 (one.because.empty() ? "" : ": " + std::string(one.because) + " is replaced") + ".",
             "CloudFormation refuses to change it (\"Modifying service token is not allowed\").",
             "Keep the provider, or give the custom resource another logical id."},
            &one);
    }
}

/// Its alias is another one, too, and begins with all traffic on the new version.
void function_replaced(Judging& judging, const ReleasePair& release) {
    const ResourceChange* change = judging.changes.of(release.after.function->id);
    if (change == nullptr || release.before.alias == nullptr || change->replacement == Replacement::never)
        return;
    const bool certain = change->action != Action::modify, renamed = change->action == Action::rename;
    Hazard& hazard = judging.report(
        "function-replaced", *change,
        {"Function " + std::string(change->id) + (certain ? " is" : " may be") + " replaced: " +
             (renamed ? "its logical id was " + std::string(change->old_id)
                      : replacing_properties(*change) + " changes") +
             ".",
         "A new function has a new alias, which begins with all traffic on the new version: no shift, no "
         "hooks, no alarm that sends it back. The old function is deleted.",
         "Keep the logical id, FunctionName and PackageType; or create the second function first, and move "
         "its callers in a later release."},
        replacing_property(*change));
    if (!certain || !release.before.gradual) soften(hazard);
}

}  // namespace

void find_identity_hazards(Judging& judging) {
    for (const ResourceChange& change : judging.changes.resources) {
        if (change.action == Action::retype)
            retyped(judging, change);
        else
            service_token(judging, change);
    }
    for (const ReleasePair& release : judging.releases()) function_replaced(judging, release);
}

}  // namespace stackfit::change
