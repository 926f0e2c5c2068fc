// Schedule, CloudWatchEvent and EventBridgeRule: an EventBridge rule, and the permission to invoke the function or the role to start the
// state machine that it targets.
#include "sam/events/events_rule.h"

#include "sam/logical_ids.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;
constexpr std::string_view principal = "events.amazonaws.com";

constexpr PropertyRule schedule_rules[] = {
    {"Schedule", text, required}, {"RuleName", text},        {"Input", text},
    {"Enabled", boolean},         {"State", text},           {"Name", text},
    {"Description", text},        {"DeadLetterConfig", map}, {"RetryPolicy", map},
};

constexpr PropertyRule pattern_rules[] = {
    {"EventBusName", text}, {"RuleName", text}, {"Pattern", map},          {"DeadLetterConfig", map},
    {"RetryPolicy", map},   {"Input", text},    {"InputPath", text},       {"Target", map},
    {"Enabled", boolean},   {"State", text},    {"InputTransformer", map},
};

constexpr PropertyRule started_schedule_rules[] = {
    {"Schedule", text, required},
    {"Input", text},
    {"Enabled", boolean},
    {"State", text},
    {"Name", text},
    {"Description", text},
    {"DeadLetterConfig", map},
    {"RetryPolicy", map},
    {"Target", map, optional, anything, anything, Functions::refused},
    {"RoleArn", text, optional, anything, anything, Functions::refused},
};

constexpr PropertyRule started_pattern_rules[] = {
    {"EventBusName", text},
    {"RuleName", text},
    {"Pattern", map},
    {"Input", text},
    {"InputPath", text},
    {"DeadLetterConfig", map},
    {"RetryPolicy", map},
    {"State", text},
    {"Target", map, optional, anything, anything, Functions::refused},
    {"InputTransformer", map},
};

bool starts(const Event& event) { return event.target.kind == Target::Kind::state_machine; }

/// The role with which the rule starts a state machine: the one given, or one that is made. Null for a function.
const Node* role_of(const Event& event) {
    if (!starts(event)) return nullptr;
    const Node* given = event.value("RoleArn");
    return given != nullptr ? given : add_start_role(event, principal).arn();
}

const Node* target_of(const Event& event, const Maker& make, const Node* role, const Node* queue) {
    const Node* target = event.value("Target");
    const Node* own = target == nullptr ? nullptr : target->get("Id");
    const std::string_view suffix = starts(event) ? "StepFunctionsTarget" : "LambdaTarget";
    std::vector<Member> members{
        make.member("Arn", event.target.arn(make)),
        make.member("Id", own != nullptr ? own : make.text(target_id(event.id, suffix)))};
    if (role != nullptr) members.push_back(make.member("RoleArn", role));
    for (const char* name : {"Input", "InputPath"}) {
        if (const Member* member = event.property(name)) members.push_back(*member);
    }
    if (queue != nullptr) members.push_back(make.member("DeadLetterConfig", make.map({{"Arn", queue}})));
    for (const char* name : {"RetryPolicy", "InputTransformer"}) {
        if (const Member* member = event.property(name)) members.push_back(*member);
    }
    return make.map(members);
}

/// Adds the rule's end: its target, and what the target needs. `rule` is not valid afterwards.
void finish_rule(Event& event, Draft& rule) {
    rule.set("State", rule_state(event, rule.make));
    const std::size_t index = event.out.size() - 1;
    const Node* arn = rule.arn();
    const Node* role = role_of(event);
    const Node* queue = dead_letter_queue(event, arn);
    Draft& moved = event.out[index];
    moved.set("Targets", moved.make.list({target_of(event, moved.make, role, queue)}));
    if (!starts(event)) add_permission(event, principal, event.id).set("SourceArn", arn);
}

void expand_schedule(Event& event) {
    Draft& rule = event.add(event.id, "AWS::Events::Rule");
    const Member schedule = *event.property("Schedule");
    rule.set("ScheduleExpression", schedule.value);
    event.pass_all(rule, {"Name", "Description"});
    finish_rule(event, rule);
}

void expand_pattern(Event& event) {
    Draft& rule = event.add(event.id, "AWS::Events::Rule");
    event.pass(rule, "EventBusName");
    rule.set("EventPattern", event.value("Pattern"));
    rule.set("Name", event.value("RuleName"));
    finish_rule(event, rule);
}

constexpr EventType types[] = {
    {"Schedule", schedule_rules, expand_schedule},
    {"CloudWatchEvent", pattern_rules, expand_pattern},
    {"EventBridgeRule", pattern_rules, expand_pattern},
};

constexpr EventType started_types[] = {
    {"Schedule", started_schedule_rules, expand_schedule},
    {"CloudWatchEvent", started_pattern_rules, expand_pattern},
    {"EventBridgeRule", started_pattern_rules, expand_pattern},
};

void check_dead_letter_config(Event& event, const Node& config) {
    const Node* type = config.get("Type");
    const bool arn = config.find("Arn") != nullptr;
    const std::string of = " of event '" + std::string(event.name) + "'";
    if (arn && type != nullptr) {
        event.refuse("DeadLetterConfig", "'DeadLetterConfig'" + of + " takes either Arn or Type, not both.");
    } else if (type != nullptr && !is_text(type, "SQS")) {
        event.refuse("DeadLetterConfig",
                     "Type of 'DeadLetterConfig'" + of + " must be SQS, not " + quote(type) + ".");
    } else if (!arn && type == nullptr) {
        event.refuse("DeadLetterConfig",
                     "'DeadLetterConfig'" + of + " needs Arn, or Type SQS for a queue that SAM makes.");
    }
}

const Node* queue_policy(const Maker& make, const Node* rule_arn, const Node* queue_arn) {
    const Node* condition = make.map({{"ArnEquals", make.map({{"aws:SourceArn", rule_arn}})}});
    const Node* statement = make.map({{"Action", make.text("sqs:SendMessage")},
                                      {"Effect", make.text("Allow")},
                                      {"Principal", make.map({{"Service", make.text(principal)}})},
                                      {"Resource", queue_arn},
                                      {"Condition", condition}});
    return make.map({{"Version", make.text("2012-10-17")}, {"Statement", make.list({statement})}});
}

}  // namespace

const Node* dead_letter_queue(Event& event, const Node* rule_arn) {
    const Node* config = event.value("DeadLetterConfig");
    if (config == nullptr) return nullptr;
    const std::size_t before = event.context.problems.refusals();
    check_dead_letter_config(event, *config);
    if (event.context.problems.refusals() != before) return nullptr;
    if (const Node* arn = value_of(config, "Arn")) return arn;
    const Node* own_id = value_of(config, "QueueLogicalId");
    if (own_id != nullptr && !own_id->is_string()) {
        event.context.problems.refuse(own_id->span,
                                      "QueueLogicalId must be a string, not " + quote(own_id) + ".");
        return nullptr;
    }
    const bool named = own_id != nullptr && !own_id->text.empty();
    Draft& queue = event.add(named ? std::string(own_id->text) : event.id + "Queue", "AWS::SQS::Queue");
    const Node* arn = queue.arn();
    const Node* url = queue.ref();
    if (rule_arn == nullptr) return arn;
    Draft& policy = event.add(event.id + "QueuePolicy", "AWS::SQS::QueuePolicy");
    policy.set("PolicyDocument", queue_policy(policy.make, rule_arn, arn));
    policy.set("Queues", policy.make.list({url}));
    return arn;
}

const Node* rule_state(Event& event, const Maker& make) {
    const Node* state = event.value("State");
    const Node* enabled = event.value("Enabled");
    if (truthy(state) && enabled != nullptr) {
        event.refuse("State", "Event '" + std::string(event.name) +
                                  "' sets both State and Enabled; keep one of them.");
    }
    if (enabled != nullptr) return make.at(enabled->span).text(truthy(enabled) ? "ENABLED" : "DISABLED");
    return truthy(state) ? state : nullptr;
}

std::string target_id(std::string_view id, std::string_view suffix) {
    constexpr std::size_t longest = 64;
    return std::string(id.substr(0, longest - suffix.size())) + std::string(suffix);
}

std::span<const EventType> rule_events() { return types; }

std::span<const EventType> state_machine_rule_events() { return started_types; }

}  // namespace stackfit::sam
