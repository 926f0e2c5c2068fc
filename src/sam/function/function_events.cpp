// The events of a function: which types it takes, and their order.
#include <algorithm>

#include "sam/events/events.h"
#include "sam/value.h"

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
std::string_view sort_key(const EventSource& event) {
    const Node* path = event.value("Path");
    const bool bare = event.type == "HttpApi" && !truthy(path) && !truthy(event.value("Method"));
    if (bare) return "$default";
    return path != nullptr && path->is_string() ? path->text : event.name;
}

}  // namespace

std::vector<LinkedEvent> link_function_events(Context& context, const SamResource& source) {
    return link_events(context, source, tables);
}

void expand_function_events(const SamResource& source, const std::vector<LinkedEvent>& events,
                            FunctionParts& parts, std::vector<Draft>& out) {
    const Target target = parts.target(source);
    std::vector<const LinkedEvent*> order;
    for (const LinkedEvent& event : events) order.push_back(&event);
    std::stable_sort(order.begin(), order.end(), [](const LinkedEvent* a, const LinkedEvent* b) {
        return sort_key(a->source) < sort_key(b->source);
    });
    for (const LinkedEvent* event : order) expand_event(*event, {target, parts.policies, out});
}

}  // namespace stackfit::sam
