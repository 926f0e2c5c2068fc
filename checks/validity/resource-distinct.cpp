// Resources of one type that would be one and the same.
//
// As in resource-shape.cpp, the text is searched for pairs first, over all branches of Fn::If; worlds are asked of what was found.
#include <algorithm>
#include <map>

#include "../common/say.h"
#include "shape_branches.h"
#include "stackfit/engine.h"
#include "stackfit/spec_resources.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "resource-distinct";

struct Identity {
    const Resource* resource;
    std::string_view property;  ///< the last of those that make it
    const Node* value;
    Branches branches;
};

/// What there can be only so many of with the same properties, although each has an identifier of its own.
struct Quota {
    char type[40];
    char same[2][16];
    char when[2][2][20];  ///< properties, with the values that make it count
    std::size_t most;
    char one[24];  ///< in words
};
constexpr Quota quotas[] = {
    // Amazon VPC User Guide, "Subnet route tables"
    {"AWS::EC2::SubnetRouteTableAssociation", {"SubnetId"}, {}, 1, ""},
    // AWS PrivateLink Guide, "Manage DNS names": the second would answer for the names of the first
    {"AWS::EC2::VPCEndpoint",
     {"VpcId", "ServiceName"},
     {{"VpcEndpointType", "Interface"}, {"PrivateDnsEnabled", "true"}},
     1,
     " with private DNS"},
    // Amazon CloudWatch Logs User Guide, "CloudWatch Logs quotas"
    {"AWS::Logs::SubscriptionFilter", {"LogGroupName"}, {}, 2, ""}};

const Quota* quota_of(std::string_view type) {
    const auto found = std::find_if(std::begin(quotas), std::end(quotas),
                                    [&](const Quota& one) { return type == one.type; });
    return found == std::end(quotas) ? nullptr : found;
}

/// The properties that identify a resource, those that make it count behind them; none when the service gives it its name.
std::vector<std::string_view> identifier(const Template& templ, const Resource& resource,
                                         const Quota* quota) {
    if (resource.properties == nullptr) return {};
    std::vector<std::string_view> names;
    if (quota != nullptr) {
        for (const auto& name : quota->same)
            if (name[0] != '\0') names.emplace_back(name);
        for (const auto& condition : quota->when)
            if (condition[0][0] != '\0') names.emplace_back(condition[0]);
    } else if (const auto type = templ.types().find(resource.type)) {
        names = type->primary_identifier();
    }
    const bool given = std::all_of(names.begin(), names.end(), [&](std::string_view name) {
        return value_of(resource.properties->members, name) != nullptr;
    });
    return given ? names : std::vector<std::string_view>{};
}

/// How many of the values identify; the others make it count.
std::size_t identifying(const Quota* quota, std::size_t all) {
    return quota == nullptr ? all : quota->same[1][0] == '\0' ? 1 : 2;
}

bool counts(const Quota* quota, std::span<const Node* const> values) {
    if (quota == nullptr) return true;
    const std::size_t first = identifying(quota, values.size());
    for (std::size_t i = first; i < values.size(); ++i) {
        if (to_lower(values[i]->text) != to_lower(quota->when[i - first][1])) return false;
    }
    return true;
}

using Identities = std::map<std::string, std::vector<Identity>>;

void add(const Template& templ, const Resource& resource, Identities& identities) {
    const Quota* quota = quota_of(resource.type);
    const std::vector<std::string_view> names = identifier(templ, resource, quota);
    if (names.empty()) return;
    const std::size_t identify = identifying(quota, names.size());
    each_combination(templ, {resource.properties->members}, names, [&](const Combination& chosen) {
        std::string key(resource.type);
        for (const Node* value : chosen.values) {
            if (value == nullptr) return;
        }
        if (!counts(quota, chosen.values)) return;
        for (std::size_t i = 0; i < identify; ++i) key += write_json(*chosen.values[i], 0);
        identities[key].push_back(
            {&resource, names[identify - 1], chosen.values[identify - 1], chosen.branches});
    });
}

bool holds(CheckContext& context, const Identity& identity) {
    return context.world.exists(identity.resource->id) && are_taken(context.world, identity.branches);
}

std::string message(const Identity& first, const Identity& second) {
    const std::string value =
        second.value->is_scalar() ? say(" \"", second.value->text, "\"") : std::string();
    const Quota* quota = quota_of(second.resource->type);
    const std::size_t most = quota == nullptr ? 1 : quota->most;
    return say(second.resource->id, " has the same ", second.property, value, " as ", first.resource->id,
               ", and there can be only ", most == 1 ? std::string("one such") : std::to_string(most), " ",
               second.resource->type, quota == nullptr ? "" : quota->one,
               most == 1 ? ". CloudFormation fails when it creates the second. Give them different names, or "
                           "conditions that exclude each other."
                         : ". CloudFormation fails when it creates another. Take one away.");
}

/// More of them are there than can be.
void find_surplus(CheckContext& context, const std::vector<Identity>& alike, std::size_t most,
                  std::vector<Problem>& problems) {
    std::vector<const Identity*> there;  // one of each resource
    for (const Identity& one : alike) {
        if (!holds(context, one) || (!there.empty() && there.back()->resource == one.resource)) continue;
        there.push_back(&one);
        if (there.size() > most)
            problems.push_back({id,
                                message(*there.front(), one),
                                place_of(one.resource->properties->members, one.property),
                                one.resource->id,
                                false,
                                {}});
    }
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.expanded;
    Identities identities;
    for (const Resource& resource : templ.resources()) add(templ, resource, identities);
    for (const auto& [key, alike] : identities) {
        const Quota* quota = quota_of(alike.front().resource->type);
        const std::size_t most = quota == nullptr ? 1 : quota->most;
        if (alike.size() <= most) continue;
        context.ask_apart(problems, [alike, most](CheckContext& here, std::vector<Problem>& found) {
            find_surplus(here, alike, most, found);
        });
    }
}

}  // namespace

NativeCheck resource_distinct() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
