#include "sam/events/events.h"

#include <optional>

#include "sam/logical_ids.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

const EventType* find_type(EventTables tables, std::string_view name) {
    for (std::size_t i = 0; !tables(i).empty(); ++i) {
        for (const EventType& type : tables(i)) {
            if (name == type.name) return &type;
        }
    }
    return nullptr;
}

void refuse_type(Context& context, const SamResource& owner, EventTables tables, const Member& event,
                 const Node* type) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; !tables(i).empty(); ++i) {
        for (const EventType& known : tables(i)) names.emplace_back(known.name);
    }
    std::string message = "Event '" + std::string(event.key) + "' has ";
    if (type == nullptr || !type->is_string()) {
        message += "no Type that is a string.";
    } else {
        const std::string_view meant = closest(type->text, names);
        message += "the type " + quote(type) + ", which " + std::string(owner.type) + " does not take";
        message += meant.empty() ? "." : "; did you mean '" + std::string(meant) + "'?";
    }
    context.problems.refuse(type == nullptr ? event.key_span : type->span, std::move(message));
}

/// The event's Properties: an empty map when there are none, null when they are something else.
const Node* properties_of_event(Context& context, const Member& event) {
    const Member* properties = event.value->find("Properties");
    if (properties == nullptr) {
        return Maker(context.build, event.key_span, context.build.origin("Events"))
            .map(std::vector<Member>{});
    }
    if (properties->value->is_mapping()) return properties->value;
    context.problems.wrong_property(properties->key_span, "Properties of event '" + std::string(event.key) +
                                                              "' must be a map, but they are " +
                                                              a_kind(*properties->value) + ".");
    return nullptr;
}

/// The action that invokes a target, and what policies that allow it are called.
struct Invocation {
    char action[24];
    char policy[24];
};
constexpr Invocation invoke_function{"lambda:InvokeFunction", "LambdaPolicy"};
constexpr Invocation start_execution{"states:StartExecution", "StartExecutionPolicy"};

/// The event when its properties are what its type takes.
std::optional<LinkedEvent> link(Context& context, const SamResource& owner, const Member& member,
                                const EventType& type) {
    const std::string id = std::string(owner.id) + std::string(member.key);
    const Naming naming(context.problems, context.text(id));
    if (!check_logical_id(context, id, member.key_span)) return std::nullopt;
    const Node* properties =
        context.apis.refused(member.value) ? nullptr : properties_of_event(context, member);
    if (properties == nullptr) return std::nullopt;
    const std::string what = "event '" + std::string(member.key) + "' of type " + type.name;
    if (!check_properties(type.rules, *properties, what, member.key_span, context.problems))
        return std::nullopt;
    return LinkedEvent{&type, {context, owner, member.key, id, type.name, member.key_span, properties}};
}

}  // namespace

const Member* EventSource::property(std::string_view key) const { return member_of(properties, key); }

const Node* EventSource::value(std::string_view key) const { return value_of(properties, key); }

Maker EventSource::maker(std::string_view made) const {
    return context.maker(name_span, "Events." + std::string(name), made);
}

void EventSource::refuse(std::string_view key, std::string message) const {
    const Member* member = properties->find(key);
    context.problems.refuse(member == nullptr ? name_span : member->key_span, std::move(message));
}

Draft& Event::add(std::string_view resource_id, std::string_view resource_type) const {
    check_logical_id(context, resource_id, name_span);
    return out.emplace_back(resource_id, resource_type, maker(resource_type), target.inherited);
}

void Event::pass(Draft& draft, std::string_view key) const {
    if (const Member* member = property(key)) set_member(draft.properties, *member);
}

void Event::pass_all(Draft& draft, std::initializer_list<std::string_view> keys) const {
    for (const std::string_view key : keys) pass(draft, key);
}

Draft& add_permission(Event& event, std::string_view principal, std::string_view prefix,
                      std::string_view suffix) {
    const std::string id = std::string(prefix) + "Permission" +
                           (is_alphanumeric(suffix) ? std::string(suffix) : hash_suffix(suffix));
    Draft& permission = event.add(id, "AWS::Lambda::Permission");
    const Maker& make = permission.make;
    permission.set("Action", make.text("lambda:InvokeFunction"));
    permission.set("FunctionName", event.target.name(make));
    permission.set("Principal", make.text(principal));
    return permission;
}

Draft& add_role(const Event& event, std::string_view service, const std::vector<const Node*>& policies) {
    Draft& role = event.add(event.id + "Role", "AWS::IAM::Role");
    role.set("AssumeRolePolicyDocument", assume_role_document(role.make, service));
    role.set("Policies", role.make.list(policies));
    return role;
}

const Node* invocation_policy(const Event& event, const Maker& make, std::string_view prefix) {
    const Invocation& invocation =
        event.target.kind == Target::Kind::state_machine ? start_execution : invoke_function;
    return one_statement_policy(make, std::string(prefix) + invocation.policy, invocation.action,
                                event.target.arn(make));
}

std::vector<LinkedEvent> link_events(Context& context, const SamResource& owner, EventTables tables) {
    std::vector<LinkedEvent> linked;
    if (!truthy(owner.value("Events"))) return linked;
    for (const Member* member : context.apis.events_in_order(owner)) {
        const Node* type = member->value->get("Type");
        const EventType* known =
            type != nullptr && type->is_string() ? find_type(tables, type->text) : nullptr;
        if (known == nullptr) {
            refuse_type(context, owner, tables, *member, type);
            continue;
        }
        std::optional<LinkedEvent> event = link(context, owner, *member, *known);
        if (event && (known->link == nullptr || known->link(event->source))) linked.push_back(*event);
    }
    return linked;
}

void expand_event(const LinkedEvent& event, const EventOutput& output) {
    Event expanded{{event.source}, output.target, output.policies, output.out};
    event.type->expand(expanded);
}

}  // namespace stackfit::sam
