// Resources of one type that would be one and the same.
//
// As in resource-shape.cpp, the text is searched for pairs first, over all branches of Fn::If; worlds are asked of what was found.
#include <algorithm>
#include <map>

#include "../common/say.h"
#include "shape_branches.h"
#include "stackfit/engine.h"
#include "stackfit/spec_resources.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "resource-distinct";

struct Identity {
    const Resource* resource;
    std::string_view property;  ///< the last of those that make it
    const Node* value;
    Branches branches;
};

/// What there can be only one of, although it has an identifier of its own.
std::vector<std::string_view> unique_properties(std::string_view type) {
    if (type == "AWS::EC2::SubnetRouteTableAssociation") return {"SubnetId"};
    return {};
}

/// The properties that identify a resource; none when the service gives it its name.
std::vector<std::string_view> identifier(const Resource& resource) {
    if (resource.properties == nullptr) return {};
    std::vector<std::string_view> names = unique_properties(resource.type);
    if (names.empty()) {
        const auto type = resource_type(resource.type);
        if (type) names = type->primary_identifier();
    }
    const bool given = std::all_of(names.begin(), names.end(), [&](std::string_view name) {
        return value_of(resource.properties->members, name) != nullptr;
    });
    return given ? names : std::vector<std::string_view>{};
}

using Identities = std::map<std::string, std::vector<Identity>>;

void add(const Template& templ, const Resource& resource, Identities& identities) {
    const std::vector<std::string_view> names = identifier(resource);
    if (names.empty()) return;
    each_combination(templ, {resource.properties->members}, names, [&](const Combination& chosen) {
        std::string key(resource.type);
        for (const Node* value : chosen.values) {
            if (value == nullptr) return;
            key += write_json(*value, 0);
        }
        identities[key].push_back({&resource, names.back(), chosen.values.back(), chosen.branches});
    });
}

bool holds(CheckContext& context, const Identity& identity) {
    return context.world.exists(identity.resource->id) &&
           std::all_of(identity.branches.begin(), identity.branches.end(), [&](const Branch& branch) {
               return context.world.condition(branch.condition) == branch.taken;
           });
}

std::string message(const Identity& first, const Identity& second) {
    const std::string value =
        second.value->is_scalar() ? say(" \"", second.value->text, "\"") : std::string();
    return say(
        second.resource->id, " has the same ", second.property, value, " as ", first.resource->id,
        ", and there can be only one such ", second.resource->type,
        ". CloudFormation fails when it creates the second. Give them different names, or conditions that "
        "exclude each other.");
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.expanded;
    Identities identities;
    for (const Resource& resource : templ.resources()) add(templ, resource, identities);
    for (const auto& [key, alike] : identities) {
        const Identity* first = nullptr;
        for (const Identity& one : alike) {
            if (alike.size() == 1 || !holds(context, one)) continue;
            if (first != nullptr && first->resource != one.resource)
                problems.push_back({id, message(*first, one),
                                    place_of(one.resource->properties->members, one.property),
                                    one.resource->id, false});
            else
                first = &one;
        }
    }
}

}  // namespace

NativeCheck resource_distinct() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
