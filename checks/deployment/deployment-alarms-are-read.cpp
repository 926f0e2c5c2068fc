// CodeDeploy asks CloudWatch for the states of its alarms by name. What it does not find, or does not insist on, is no guard.
#include <algorithm>

#include "guards.h"

namespace stackfit::checks {
namespace {

/// CodeDeploy API Reference, AlarmConfiguration. The quota of an account may be greater ("CodeDeploy quotas").
constexpr std::size_t alarms_documented = 10;

struct Listing {
    CheckContext& context;
    const Deployment& deployment;
    std::vector<Judgement> failures;

    void report(std::string message, Span at, std::string_view property, double value) {
        Judgement failure = Judgement::fail(std::move(message), at,
                                            "Properties.AlarmConfiguration." + std::string(property), value);
        failure.location = deployment.group;
        failures.push_back(std::move(failure));
    }
};

bool is_arn(const Text& name) {
    const bool attribute =
        name.size() == 1 && name[0].kind == Piece::Kind::attribute && name[0].attribute == "Arn";
    return attribute ||
           (!name.empty() && name[0].kind == Piece::Kind::literal && name[0].name.starts_with("arn:"));
}

/// What the name is instead of the name of an alarm, with what to do; "" when nothing is wrong with it.
std::string mistake_in(const Listing& listing, const DeploymentAlarm& alarm) {
    const Text& name = alarm.name.text;
    const Resource* referred = resource_meant(listing.context.graph, name);
    if (is_arn(name))
        return "is an ARN. CodeDeploy looks alarms up by name. Write " +
               (referred != nullptr ? say("!Ref ", referred->id, ".") : "the name alone.");
    if (referred != nullptr && !is_alarm(*referred))
        return say("is ", referred->id, ", an ", referred->type, ". List the name of a CloudWatch alarm.");
    const auto text = literal(name);
    const Resource* by_id =
        text && alarm.alarm == nullptr ? listing.context.unit.expanded.resource(*text) : nullptr;
    if (by_id != nullptr && is_alarm(*by_id))
        return say(
            "is the logical id of an alarm, written as text, and the alarm is called otherwise when it is "
            "made. Write !Ref ",
            by_id->id, ".");
    return {};
}

void judge_name(Listing& listing, const DeploymentAlarm& alarm) {
    if (!alarm.name.is_text()) return;
    const std::string mistake = mistake_in(listing, alarm);
    const std::string_view function = listing.deployment.function->id;
    if (!mistake.empty())
        return listing.report(say("The deployment of function ", function, " names no alarm: \"",
                                  listing.context.world.show(alarm.name), "\" ", mistake),
                              alarm.name.node->span, "Alarms", 0);
    if (alarm.alarm == nullptr || alarm.alarm->type == "AWS::CloudWatch::Alarm") return;
    listing.report(say("Alarm ", alarm.alarm->id, ", which guards the release of function ", function,
                       ", is an ", alarm.alarm->type,
                       ". CloudWatch returns only metric alarms to a caller that does not ask for other "
                       "types, and CodeDeploy's documentation "
                       "does not say that it does. List the metric alarms beneath it."),
                   alarm.name.node->span, "Alarms", weakened);
}

void judge_list(Listing& listing) {
    const Deployment& deployment = listing.deployment;
    World& world = listing.context.world;
    for (const DeploymentAlarm& alarm : deployment.alarms) judge_name(listing, alarm);
    if (deployment.alarms.size() > alarms_documented)
        listing.report(say("The deployment of function ", deployment.function->id, " lists ",
                           std::to_string(deployment.alarms.size()),
                           " alarms, and the documented maximum is ", std::to_string(alarms_documented),
                           ": an account with that quota refuses the deployment group. List the alarms that "
                           "tell most, or ask for a greater quota."),
                       deployment.alarms[alarms_documented].name.absent()
                           ? deployment.group->id_span
                           : deployment.alarms[alarms_documented].name.node->span,
                       "Alarms", weakened);
    const Value ignore = world.get(deployment.alarm_configuration, "IgnorePollAlarmFailure");
    if (ignore.absent() || world.truth(ignore) != Tri::yes) return;
    listing.report(say("The deployment of function ", deployment.function->id,
                       " goes on when CodeDeploy cannot read its alarms: IgnorePollAlarmFailure is true. A "
                       "missing right or a deleted alarm then switches the "
                       "guard off, and nobody is told. Remove it."),
                   ignore.node->span, "IgnorePollAlarmFailure", weakened);
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (auto nothing = without_group(deployment)) return *std::move(nothing);
    Listing listing{context, *deployment, {}};
    judge_list(listing);
    return together(std::move(listing.failures),
                    deployment->alarms_known
                        ? Judgement::pass()
                        : Judgement::unknown("the list of alarms is known only at deployment"));
}

}  // namespace

NativeCheck deployment_alarms_are_read() { return {"deployment-alarms-are-read", judge}; }

}  // namespace stackfit::checks
