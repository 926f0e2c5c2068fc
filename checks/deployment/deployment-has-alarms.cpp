#include "common.h"

namespace stackfit::checks {
namespace {

std::string message(const Resource& function, const Value& type, bool sam) {
    return say(
        {"No alarm watches the release of function ", function.id, ": CodeDeploy shifts the traffic (",
         to_string(type.text),
         ") whatever the new version does. Shifting in steps helps only when something stops it between two "
         "steps. List an alarm on the errors of the new version in ",
         sam ? "DeploymentPreference.Alarms." : "the deployment group's AlarmConfiguration.Alarms."});
}

Span place(const Deployment& deployment, bool sam) {
    if (!deployment.alarm_configuration.absent()) return deployment.alarm_configuration.node->span;
    return sam ? release_place(deployment) : deployment.group->id_span;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (!deployment->has_update_policy) return implied();
    if (!deployment->alarms.empty()) return Judgement::pass();
    if (deployment->group == nullptr)
        return Judgement::unknown("the deployment group is not in this template");
    if (!deployment->alarms_known)
        return Judgement::unknown("the list of alarms is known only at deployment");

    const bool sam = made_by_sam(context, function);
    Judgement judgement = Judgement::fail(message(function, deployment->type, sam), place(*deployment, sam),
                                          "Properties.AlarmConfiguration");
    judgement.location = deployment->group;
    return judgement;
}

}  // namespace

NativeCheck deployment_has_alarms() { return {"deployment-has-alarms", judge}; }

}  // namespace stackfit::checks
