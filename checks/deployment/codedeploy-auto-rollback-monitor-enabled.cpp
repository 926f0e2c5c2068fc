#include <algorithm>

#include "common.h"

namespace stackfit::checks {
namespace {

/// What is wrong with the group; without a message: nothing.
struct Defect {
    std::string message;
    std::string_view block, member;  ///< the property, and what in it
    bool aws_config = false;         ///< AWS Config finds the group compliant all the same
};

constexpr std::string_view split_alias =
    " A deployment that is stopped and not rolled back leaves the alias split between two versions, and the "
    "next deployment fails until somebody repairs it by hand. ";

/// CodeDeploy API Reference, AlarmConfiguration and AutoRollbackConfiguration: both do nothing unless Enabled
/// is true.
Tri enabled(World& world, const Value& block) {
    const Value flag = world.get(block, "Enabled");
    return flag.absent() ? Tri::no : world.truth(flag);
}

/// Enabled for no event at all: CodeDeploy refuses the group (check deployment-group-valid).
bool is_refused(World& world, const Value& rollback) {
    const Value events = world.get(rollback, "Events");
    return enabled(world, rollback) == Tri::yes && !events.unknown() && world.items(events).empty();
}

bool lists_alarms(World& world, const Value& rollback) {
    const Value events = world.get(rollback, "Events");
    const std::vector<Value> items = world.items(events);
    return events.unknown() || std::any_of(items.begin(), items.end(), [&](const Value& event) {
               return world.equal(event, "DEPLOYMENT_STOP_ON_ALARM") != Tri::no;
           });
}

Defect defect_of(World& world, const Deployment& deployment) {
    const std::string_view function = deployment.function->id;
    if (enabled(world, deployment.alarm_configuration) == Tri::no)
        return {say("The alarms of function ", function,
                    "'s deployment are switched off: AlarmConfiguration.Enabled is not true. CodeDeploy "
                    "shifts the traffic without looking at them. Set Enabled: true."),
                "AlarmConfiguration", "Enabled"};
    if (enabled(world, deployment.auto_rollback) == Tri::no)
        return {say("A failed deployment of function ", function,
                    " is not rolled back: AutoRollbackConfiguration.Enabled is not true.", split_alias,
                    "Enable it for DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM and "
                    "DEPLOYMENT_STOP_ON_REQUEST."),
                "AutoRollbackConfiguration", "Enabled"};
    if (!lists_alarms(world, deployment.auto_rollback))
        return {say("An alarm stops the deployment of function ", function,
                    " but does not roll it back: AutoRollbackConfiguration.Events lacks "
                    "DEPLOYMENT_STOP_ON_ALARM.",
                    split_alias, "Add the event."),
                "AutoRollbackConfiguration", "Events", true};
    return {};
}

Judgement failure(World& world, const Resource& group, const Defect& defect) {
    const Value value = world.get(world.get(group.properties, defect.block), defect.member);
    Judgement judgement =
        Judgement::fail(defect.message, value.absent() ? place_of(group, defect.block) : value.node->span,
                        say("Properties.", defect.block, ".", defect.member));
    judgement.location = &group;
    if (defect.aws_config) judgement.aws_config = true;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (auto nothing = without_group(deployment)) return *std::move(nothing);

    if (is_refused(context.world, deployment->auto_rollback)) return implied("deployment-group-valid");
    const Defect defect = defect_of(context.world, *deployment);
    if (!defect.message.empty()) return failure(context.world, *deployment->group, defect);
    const bool known = enabled(context.world, deployment->alarm_configuration) == Tri::yes &&
                       enabled(context.world, deployment->auto_rollback) == Tri::yes;
    return known ? Judgement::pass() : Judgement::unknown("Enabled is known only at deployment");
}

}  // namespace

NativeCheck codedeploy_auto_rollback_monitor_enabled() {
    return {"codedeploy-auto-rollback-monitor-enabled", judge};
}

}  // namespace stackfit::checks
