// Events of a function or a state machine: what invokes it, as the rules, mappings, subscriptions, permissions and roles they become.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sam/function/function.h"
#include "sam/properties.h"

namespace stackfit::sam {

/// One event as it is written, its properties checked.
struct EventSource {
    Context& context;
    const SamResource& owner;  ///< the function or state machine
    std::string_view name;     ///< as in Events
    std::string id;  ///< owner's id + name: the start of every id it makes, and what the service calls it
    std::string_view type;
    Span name_span;
    const Node* properties;  ///< a mapping

    [[nodiscard]] const Member* property(std::string_view key) const;
    [[nodiscard]] const Node* value(std::string_view key) const;
    /// "Events.Name -> AWS::Lambda::Permission", caused by the event's name.
    [[nodiscard]] Maker maker(std::string_view made) const;
    /// A refusal at a property, or at the event's name.
    void refuse(std::string_view key, std::string message) const;
};

/// ... while it is expanded.
struct Event : EventSource {
    const Target& target;
    RolePolicies& policies;  ///< of the owner's execution role
    std::vector<Draft>& out;

    /// A new resource under the owner's inherited attributes.
    Draft& add(std::string_view resource_id, std::string_view resource_type) const;
    /// Passes a property on under the same name.
    void pass(Draft& draft, std::string_view key) const;
    void pass_all(Draft& draft, std::initializer_list<std::string_view> keys) const;
};

struct StateMachineParts;

using ExpandEvent = void (*)(Event&);
/// Finds what the event refers to in the template. False after a refusal.
using LinkEvent = bool (*)(EventSource&);

struct EventType {
    char name[20];
    std::span<const PropertyRule> rules;
    ExpandEvent expand;
    LinkEvent link = nullptr;
};

/// An event that may be expanded.
struct LinkedEvent {
    const EventType* type;
    EventSource source;
};

/// The tables of event types that a kind of owner takes, by index; an empty one behind the last.
using EventTables = std::span<const EventType> (*)(std::size_t index);

/// The owner's events in the service's order. It checks all of them and finds what they refer to before it makes anything of their owner;
/// those that were refused are left out.
std::vector<LinkedEvent> link_events(Context& context, const SamResource& owner, EventTables tables);

/// What events invoke, and what they add to.
struct EventOutput {
    const Target& target;
    RolePolicies& policies;
    std::vector<Draft>& out;
};
void expand_event(const LinkedEvent& event, const EventOutput& output);

// Each kind's own events, in the file of its name.
std::vector<LinkedEvent> link_function_events(Context& context, const SamResource& source);
void expand_function_events(const SamResource& source, const std::vector<LinkedEvent>& events,
                            FunctionParts& parts, std::vector<Draft>& out);
std::vector<LinkedEvent> link_state_machine_events(Context& context, const SamResource& source);
void expand_state_machine_events(const SamResource& source, const std::vector<LinkedEvent>& events,
                                 StateMachineParts& parts, std::vector<Draft>& out);

/// Allows `principal` to invoke the target. The id is `prefix`Permission`suffix`; a suffix that is not alphanumeric is hashed.
Draft& add_permission(Event& event, std::string_view principal, std::string_view prefix,
                      std::string_view suffix = {});

/// A role of the event's own, which `service` assumes.
Draft& add_role(const Event& event, std::string_view service, const std::vector<const Node*>& policies);
/// Such a role with which `service` starts the state machine, under the owner's PermissionsBoundary.
Draft& add_start_role(const Event& event, std::string_view service);
/// An inline policy of such a role: it may invoke the event's target. Its name begins with `prefix`.
const Node* invocation_policy(const Event& event, const Maker& make, std::string_view prefix);

// The event types of functions, each file's own table.
std::span<const EventType> pull_events();       // events_pull.cpp
std::span<const EventType> rule_events();       // events_rule.cpp
std::span<const EventType> scheduler_events();  // events_scheduler.cpp
std::span<const EventType> topic_events();      // events_sns.cpp
std::span<const EventType> bucket_events();     // events_s3.cpp
std::span<const EventType> pool_events();       // events_cognito.cpp
std::span<const EventType> small_events();      // events_small.cpp
std::span<const EventType> api_events();        // events_api.cpp
std::span<const EventType> http_api_events();   // events_http_api.cpp
// Of state machines; scheduler_events() are theirs, too.
std::span<const EventType> state_machine_rule_events();  // events_rule.cpp
std::span<const EventType> state_machine_api_events();   // events_state_machine_api.cpp

}  // namespace stackfit::sam
