// AlexaSkill, IoTRule and CloudWatchLogs: a permission, and at most one resource besides.
#include "sam/events/events.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr Need required = Need::required;
constexpr PropertyRule alexa_rules[] = {{"SkillId", text}};
constexpr PropertyRule iot_rules[] = {{"Sql", text, required}, {"AwsIotSqlVersion", text}};
constexpr PropertyRule logs_rules[] = {{"LogGroupName", text, required}, {"FilterPattern", text, required}};

/// arn:PARTITION:service:${AWS::Region}:${AWS::AccountId}:resource, with the variable filled in.
const Node* source_arn(const Event& event, const Maker& make, std::string_view service,
                       std::string_view resource, std::string_view variable, const Node* value) {
    const std::string arn = "arn:" + std::string(event.context.partition) + ":" + std::string(service) +
                            ":${AWS::Region}:${AWS::AccountId}:" + std::string(resource);
    return make.sub(arn, make.map({{variable, value}}));
}

void expand_alexa(Event& event) {
    add_permission(event, "alexa-appkit.amazon.com", event.id)
        .set("EventSourceToken", event.value("SkillId"));
}

void expand_iot(Event& event) {
    Draft& permission = add_permission(event, "iot.amazonaws.com", event.id);
    const Maker& make = permission.make;
    permission.set("SourceArn",
                   source_arn(event, make, "iot", "rule/${RuleName}", "RuleName", make.ref(event.id)));
    permission.set("SourceAccount", make.sub("${AWS::AccountId}"));
    Draft& rule = event.add(event.id, "AWS::IoT::TopicRule");
    const Maker& rule_make = rule.make;
    const Node* action =
        rule_make.map({{"Lambda", rule_make.map({{"FunctionArn", event.target.arn(rule_make)}})}});
    const Node* version = event.value("AwsIotSqlVersion");
    rule.set("TopicRulePayload", rule_make.map({{"Sql", event.value("Sql")},
                                                {"RuleDisabled", rule_make.yes(false)},
                                                {"Actions", rule_make.list({action})},
                                                {"AwsIotSqlVersion", truthy(version) ? version : nullptr}}));
}

void expand_logs(Event& event) {
    Draft& permission = add_permission(event, "logs.amazonaws.com", event.id);
    const Maker& make = permission.make;
    permission.set("SourceArn", source_arn(event, make, "logs", "log-group:${__LogGroupName__}:*",
                                           "__LogGroupName__", event.value("LogGroupName")));
    const std::string permission_id(permission.id);
    Draft& filter = event.add(event.id, "AWS::Logs::SubscriptionFilter");
    event.pass_all(filter, {"LogGroupName", "FilterPattern"});
    filter.set("DestinationArn", event.target.arn(filter.make));
    filter.depend_on(filter.make.texts({permission_id}));
}

constexpr EventType types[] = {
    {"AlexaSkill", alexa_rules, expand_alexa},
    {"IoTRule", iot_rules, expand_iot},
    {"CloudWatchLogs", logs_rules, expand_logs},
};

}  // namespace

std::span<const EventType> small_events() { return types; }

}  // namespace stackfit::sam
