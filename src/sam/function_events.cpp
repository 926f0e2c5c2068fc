// The events of a function: which types it takes, and their order.
#include <algorithm>

#include "events.h"
#include "value.h"

namespace stackfit::sam {
namespace {

std::span<const EventType> tables(std::size_t index) {
    switch (index) {
        case 0: return pull_events();
        case 1: return rule_events();
        case 2: return scheduler_events();
        case 3: return topic_events();
        case 4: return bucket_events();
        case 5: return pool_events();
        case 6: return small_events();
        case 7: return api_events();
        case 8: return http_api_events();
        default: return {};
    }
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

void expand_function_events(Context& context, const SamResource& source, FunctionParts& parts,
                            std::vector<Draft>& out) {
    if (!truthy(source.value("Events"))) return;
    const Target target = parts.target(source);
    expand_events({context, source, target, parts.policies, tables, out},
                  in_order(context.apis.events_in_order(source)));
}

}  // namespace stackfit::sam
