#include "common.h"

namespace stackfit::checks {
namespace {

std::string message(const Resource& function, bool sam) {
    return say(
        "No alarm watches the release of function ", function.id,
        ": whatever the new version does, CodeDeploy goes on and leaves the traffic on it. Shifting in "
        "steps helps only when something stops it between two steps. List an alarm on the errors of "
        "the new version in ",
        sam ? "DeploymentPreference.Alarms." : "the deployment group's AlarmConfiguration.Alarms.");
}

/// The empty list; else where it belongs.
Span place(const Deployment& deployment, bool sam) {
    const Value& list = deployment.alarm_configuration;
    if (sam && list.absent()) return release_place(deployment);
    return sam ? list.node->span : place_of(*deployment.group, "AlarmConfiguration");
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (!deployment->has_update_policy) return implied(asks_for_release);
    if (!deployment->alarms.empty()) return Judgement::pass();
    if (deployment->group == nullptr)
        return Judgement::unknown("the deployment group is not in this template");
    if (!deployment->alarms_known)
        return Judgement::unknown("the list of alarms is known only at deployment");

    // Enabled and empty: CodeDeploy refuses the group.
    const Value enabled = context.world.get(deployment->alarm_configuration, "Enabled");
    if (!enabled.absent() && context.world.truth(enabled) == Tri::yes) return implied("deployment-group-valid");

    const bool sam = made_by_sam(context, function);
    Judgement judgement =
        Judgement::fail(message(function, sam), place(*deployment, sam), "Properties.AlarmConfiguration");
    judgement.location = deployment->group;
    return judgement;
}

}  // namespace

NativeCheck deployment_has_alarms() { return {"deployment-has-alarms", judge}; }

}  // namespace stackfit::checks
