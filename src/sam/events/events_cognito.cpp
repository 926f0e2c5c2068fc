// Cognito: the user pool, which must stand in the same template, gets the function as a trigger.
#include "sam/events/events.h"
#include "sam/rewritten.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr Need required = Need::required;

constexpr PropertyRule rules[] = {
    {"UserPool", text, required},
    {"Trigger", text | list, required, text, anything, Functions::refused},
};

/// What the service knows of a user pool. It refuses any other property.
constexpr PropertyRule pool_rules[] = {
#include "sam/events/user_pool_properties.inc"
};

bool has_trigger(const Event& event, const Resource& pool, std::string_view trigger) {
    const Node* config = value_of(pool.properties, "LambdaConfig");
    const bool written = config != nullptr && config->find(trigger) != nullptr;
    return written || event.context.rewritten.has_trigger(pool.id, trigger);
}

const Resource* pool_of(const EventSource& event) {
    const std::string_view id = ref_name(event.value("UserPool"));
    return id.empty() ? nullptr : event.context.templ.resource(id);
}

bool link_pool(EventSource& event) {
    if (pool_of(event) != nullptr) return true;
    event.refuse("UserPool", "UserPool of event '" + std::string(event.name) +
                                 "' must be a Ref to a user pool in the same template, not " +
                                 quote(event.value("UserPool")) + ".");
    return false;
}

void expand_pool_event(Event& event) {
    const Resource* pool = pool_of(event);
    if (!check_rewritten(*pool, "AWS::Cognito::UserPool", pool_rules, event.context.problems)) return;
    Draft& permission =
        add_permission(event, "cognito-idp.amazonaws.com", std::string(event.target.id) + "Cognito");
    permission.set("SourceArn", permission.make.attribute(pool->id, "Arn"));

    const Maker make = event.maker("AWS::Cognito::UserPool");
    Edit edit{pool->id, make, {}, nullptr, nullptr, {}};
    const Node* trigger = event.value("Trigger");
    std::vector<const Node*> triggers{trigger};
    if (trigger->is_sequence()) triggers.assign(trigger->items.begin(), trigger->items.end());
    for (const Node* one : triggers) {
        if (has_trigger(event, *pool, one->text) || find_value(edit.triggers, one->text) != nullptr) {
            event.refuse("Trigger",
                         "Trigger '" + std::string(one->text) + "' of user pool '" + std::string(pool->id) +
                             "' is set more than once; a pool calls one function for each trigger.");
        }
        edit.triggers.push_back(make.at(one->span).member(one->text, event.target.arn(make.at(one->span))));
    }
    event.context.rewritten.add(std::move(edit));
}

constexpr EventType types[] = {{"Cognito", rules, expand_pool_event, link_pool}};

}  // namespace

std::span<const EventType> pool_events() { return types; }

}  // namespace stackfit::sam
