// ScheduleV2: an EventBridge Scheduler schedule with a role of its own.
#include "sam/events/events_rule.h"
#include "sam/function/role.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"PermissionsBoundary", text},
    {"ScheduleExpression", text, Need::required},
    {"FlexibleTimeWindow", map},
    {"Name", text},
    {"State", text},
    {"Description", text},
    {"StartDate", text},
    {"EndDate", text},
    {"ScheduleExpressionTimezone", text},
    {"GroupName", text},
    {"KmsKeyArn", text},
    {"Input", text},
    {"RoleArn", text},
    {"DeadLetterConfig", map},
    {"RetryPolicy", map},
    {"OmitName", boolean, Need::optional, anything, anything, Functions::refused},
};

void set_name(Event& event, Draft& schedule) {
    const Node* name = event.value("Name");
    if (!truthy(event.value("OmitName"))) {
        schedule.set("Name", truthy(name) ? name : schedule.make.text(event.id));
    } else if (truthy(name)) {
        event.refuse("Name", "Event '" + std::string(event.name) + "' sets Name although OmitName is true.");
    }
}

/// The ARN of the role that the scheduler assumes: the one given, or of one that is made.
const Node* role_arn(Event& event, const Node* queue) {
    const Node* given = event.value("RoleArn");
    if (truthy(given)) return given;
    const Maker make = event.maker("AWS::IAM::Role");
    std::vector<const Node*> policies{invocation_policy(event, make, event.id)};
    if (truthy(queue))
        policies.push_back(one_statement_policy(make, event.id + "SQSPolicy", "sqs:SendMessage", queue));
    Draft& role = add_role(event, "scheduler.amazonaws.com", policies);
    if (truthy(event.value("PermissionsBoundary"))) event.pass(role, "PermissionsBoundary");
    return role.arn();
}

void expand_schedule(Event& event) {
    Draft& schedule = event.add(event.id, "AWS::Scheduler::Schedule");
    const std::size_t index = event.out.size() - 1;
    const Maker make = schedule.make;
    event.pass(schedule, "ScheduleExpression");
    if (truthy(event.value("State"))) event.pass(schedule, "State");
    set_name(event, schedule);
    event.pass(schedule, "Description");
    const Node* window = event.value("FlexibleTimeWindow");
    schedule.set("FlexibleTimeWindow", truthy(window) ? window : make.map({{"Mode", make.text("OFF")}}));
    event.pass_all(schedule,
                   {"StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName", "KmsKeyArn"});
    const Node* queue = dead_letter_queue(event, nullptr);
    const Node* role = role_arn(event, queue);
    event.out[index].set(
        "Target", make.map({{"Arn", event.target.arn(make)},
                            {"RoleArn", role},
                            {"Input", event.value("Input")},
                            {"DeadLetterConfig", queue == nullptr ? nullptr : make.map({{"Arn", queue}})},
                            {"RetryPolicy", event.value("RetryPolicy")}}));
}

constexpr EventType types[] = {{"ScheduleV2", rules, expand_schedule}};

}  // namespace

std::span<const EventType> scheduler_events() { return types; }

}  // namespace stackfit::sam
