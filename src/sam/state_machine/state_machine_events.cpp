// The events of a state machine: which types it takes. AWS services start it with a role, where they invoke a function by permission.
#include "sam/events/events.h"
#include "sam/state_machine/state_machine.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

std::span<const EventType> tables(std::size_t index) {
    switch (index) {
        case 0: return state_machine_rule_events();
        case 1: return scheduler_events();
        case 2: return state_machine_api_events();
        default: return {};
    }
}

}  // namespace

std::vector<LinkedEvent> link_state_machine_events(Context& context, const SamResource& source) {
    return link_events(context, source, tables);
}

void expand_state_machine_events(const SamResource& source, const std::vector<LinkedEvent>& events,
                                 StateMachineParts& parts, std::vector<Draft>& out) {
    const bool alias = parts.alias && truthy(source.value("UseAliasAsEventTarget"));
    const Target target{alias ? parts.alias->id : parts.machine.id, Target::Kind::state_machine,
                        source.inherited()};
    for (const LinkedEvent& event : events) expand_event(event, {target, parts.policies, out});
}

Draft& add_start_role(const Event& event, std::string_view service) {
    const Maker make = event.maker("AWS::IAM::Role");
    Draft& role = add_role(event, service, {invocation_policy(event, make, event.id + "Role")});
    if (truthy(event.owner.value("PermissionsBoundary"))) role.pass(event.owner, "PermissionsBoundary");
    return role;
}

}  // namespace stackfit::sam
