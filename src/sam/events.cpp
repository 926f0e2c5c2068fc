#include "events.h"

#include <algorithm>

#include "logical_ids.h"
#include "stackfit/support/text.h"
#include "value.h"

namespace stackfit::sam {
namespace {

constexpr std::size_t tables = 9;

std::span<const EventType> table(std::size_t index) {
    switch (index) {
        case 0: return pull_events();
        case 1: return rule_events();
        case 2: return scheduler_events();
        case 3: return topic_events();
        case 4: return bucket_events();
        case 5: return pool_events();
        case 6: return small_events();
        case 7: return api_events();
        default: return http_api_events();
    }
}

const EventType* find_type(std::string_view name) {
    for (std::size_t i = 0; i < tables; ++i) {
        for (const EventType& type : table(i)) {
            if (name == type.name) return &type;
        }
    }
    return nullptr;
}

void refuse_type(Context& context, const Member& event, const Node* type) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < tables; ++i) {
        for (const EventType& known : table(i)) names.emplace_back(known.name);
    }
    std::string message = "Event '" + std::string(event.key) + "' has ";
    if (type == nullptr || !type->is_string()) {
        message += "no Type that is a string.";
    } else {
        const std::string_view meant = closest(type->text, names);
        message += "the type " + quote(type) + ", which SAM does not know";
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

/// The service sorts events by path, those without one by name, so that an HttpApi's $default comes first.
std::vector<const Member*> in_order(std::vector<const Member*> order) {
    const auto key = [](const Member* event) {
        const Node* properties = event->value->get("Properties");
        const Node* path = value_of(properties, "Path");
        const bool bare = is_text(event->value->get("Type"), "HttpApi") && !truthy(path) &&
                          !truthy(value_of(properties, "Method"));
        if (bare) return std::string_view("$default");
        return path != nullptr && path->is_string() ? path->text : event->key;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](const Member* a, const Member* b) { return key(a) < key(b); });
    return order;
}

}  // namespace

const Member* Event::property(std::string_view key) const { return member_of(properties, key); }

const Node* Event::value(std::string_view key) const { return value_of(properties, key); }

Maker Event::maker(std::string_view made) const {
    return context.maker(name_span, "Events." + std::string(name), made);
}

void Event::refuse(std::string_view key, std::string message) const {
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

void expand_function_events(Context& context, const SamResource& source, FunctionParts& parts,
                            std::vector<Draft>& out) {
    const Node* events = source.value("Events");
    if (!truthy(events)) return;
    const Target target = parts.target(source);
    for (const Member* member : in_order(context.apis.events_in_order(source))) {
        const Node* type = member->value->get("Type");
        const EventType* known = type != nullptr && type->is_string() ? find_type(type->text) : nullptr;
        if (known == nullptr) {
            refuse_type(context, *member, type);
            continue;
        }
        const Node* properties =
            context.apis.refused(member->value) ? nullptr : properties_of_event(context, *member);
        if (properties == nullptr) continue;
        const std::string what = "event '" + std::string(member->key) + "' of type " + known->name;
        if (!check_properties(known->rules, *properties, what, member->key_span, context.problems)) continue;
        const std::string id = std::string(source.id) + std::string(member->key);
        Event event{context, source,      target,           parts.policies, member->key,
                    id,      known->name, member->key_span, properties,     out};
        known->expand(event);
    }
}

}  // namespace stackfit::sam
