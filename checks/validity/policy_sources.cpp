#include "policy_sources.h"

#include "../common/say.h"
#include "stackfit/spec_resources.h"

namespace stackfit::checks {
namespace {

/// "Store" of "${Store}/*"
std::string_view first_variable(std::string_view pattern) {
    if (!pattern.starts_with("${") || pattern.starts_with("${!")) return {};
    return pattern.substr(2, pattern.find('}') - 2);
}

/// The name of what Ref begins the text with; "" when that is something else.
std::string_view first_reference(const Node& value) {
    if (const std::string_view name = ref_name(&value); !name.empty()) return name;
    const Member* function = intrinsic(value);
    if (function == nullptr) return {};
    const Node& argument = *function->value;
    // Variables of its own may stand for anything.
    if (function->key == "Fn::Sub")
        return argument.is_string() ? first_variable(argument.text) : std::string_view{};
    const bool joined =
        function->key == "Fn::Join" && argument.items.size() == 2 && !argument.items[1]->items.empty();
    return joined ? ref_name(argument.items[1]->items[0]) : std::string_view{};
}

/// The property that Ref gives, where it holds a name. What only an attribute holds may be an ARN, whatever it is called.
std::string_view named_property(const ResourceType& type) {
    const auto ids = type.primary_identifier();
    if (ids.size() != 1 || !type.property(ids[0])) return {};
    return ids[0].ends_with("Name") ? ids[0] : std::string_view{};
}

}  // namespace

std::string name_for_arn(const Node& value, const Template& templ) {
    const std::string_view name = first_reference(value);
    const Resource* resource = name.empty() ? nullptr : templ.resource(name);
    const auto type = resource == nullptr ? std::nullopt : templ.types().find(resource->type);
    const std::string_view property = type ? named_property(*type) : std::string_view{};
    if (property.empty()) return {};
    return say("Ref of ", name, " gives ", property, " of an ", resource->type, ", which is no ARN");
}

}  // namespace stackfit::checks
