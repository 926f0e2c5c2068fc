#include "sam/events/event_source_mappings.h"

#include "sam/value.h"

namespace stackfit::sam {
namespace {

std::string key_of(std::string_view source, std::string_view function) {
    return std::string(source) + ">" + std::string(function);
}

}  // namespace

void EventSourceMappings::read(const Output& output) {
    for (const Member& resource : output.all()) {
        if (!is_text(resource.value->get("Type"), "AWS::Lambda::EventSourceMapping")) continue;
        const Node* properties = resource.value->get("Properties");
        const std::string_view function = referred_id(value_of(properties, "FunctionName"));
        const std::string_view source = referred_id(value_of(properties, "EventSourceArn"));
        if (function.empty() || source.empty()) continue;
        const auto [place, added] = only_.emplace(key_of(source, function), resource.key);
        if (!added) place->second = {};
    }
}

std::string_view EventSourceMappings::between(std::string_view source, std::string_view function,
                                              const Output& output) {
    if (!read_) read(output);
    read_ = true;
    const auto found = only_.find(key_of(source, function));
    return found == only_.end() ? std::string_view{} : found->second;
}

}  // namespace stackfit::sam
