// Subnets against the addresses of their VPC, and against each other.
//
// As in resource-shape.cpp, the text is searched first, over all branches of Fn::If; worlds are asked of what was found.
#include <algorithm>
#include <array>
#include <map>

#include "../common/networks.h"
#include "../common/say.h"
#include "branch_walk.h"
#include "macros.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "subnet-addresses";

/// A range that a resource has, under the conditions of its branches.
struct Range {
    const Resource* resource;
    std::string_view text;
    Span span;
    Network network;
    Branches branches;
};

/// What is known of a VPC's addresses.
struct Addresses {
    std::vector<Network> networks;
    bool open_v4 = false, open_v6 = false;  ///< there are others, which are not written out
    std::vector<Range> subnets;
};

class Vpcs {
public:
    explicit Vpcs(const Template& templ) : templ_(templ) {
        for (const Resource& resource : templ.resources()) {
            if (resource.properties == nullptr) continue;
            if (resource.type == "AWS::EC2::VPC") vpc(resource, vpcs_[say("Ref ", resource.id)]);
            if (resource.type == "AWS::EC2::VPCCidrBlock") vpc(resource, vpcs_[vpc_of(resource)]);
            if (resource.type == "AWS::EC2::Subnet") subnet(resource);
        }
    }

    const std::map<std::string, Addresses>& all() const { return vpcs_; }

private:
    /// Of the VPC that VpcId names: one of the template, or a text that is equal for equal ones.
    std::string vpc_of(const Resource& resource) const {
        const Node* vpc = resource.properties->get("VpcId");
        if (vpc == nullptr) return {};
        const Resource* named = referred_resource(templ_, *vpc);
        return named != nullptr && named->type == "AWS::EC2::VPC" ? say("Ref ", named->id)
                                                                  : write_json(*vpc, 0);
    }

    static void vpc(const Resource& resource, Addresses& addresses) {
        for (const Member& member : resource.properties->members) {
            const bool v4 = member.key == "CidrBlock";
            const bool v6 = member.key == "Ipv6CidrBlock";
            const auto network = v4 || v6 ? network_of(member.value->text) : std::nullopt;
            if (network) addresses.networks.push_back(*network);
            addresses.open_v4 |= (v4 && !network) || member.key == "Ipv4IpamPoolId";
            addresses.open_v6 |= (v6 && !network) || member.key == "AmazonProvidedIpv6CidrBlock" ||
                                 member.key == "Ipv6IpamPoolId" || member.key == "Ipv6Pool";
        }
    }

    void subnet(const Resource& resource) {
        const std::string vpc = vpc_of(resource);
        if (vpc.empty()) return;
        std::vector<Range>& subnets = vpcs_[vpc].subnets;
        const std::array<std::string_view, 2> ranges = {"CidrBlock", "Ipv6CidrBlock"};
        each_combination(templ_, {resource.properties->members}, ranges, [&](const Combination& chosen) {
            for (const Node* value : chosen.values) {
                const auto network = value == nullptr ? std::nullopt : network_of(value->text);
                if (network)
                    subnets.push_back({&resource, value->text, value->span, *network, chosen.branches});
            }
        });
    }

    const Template& templ_;
    std::map<std::string, Addresses> vpcs_;
};

class Subnets {
public:
    Subnets(CheckContext& context, std::vector<Problem>& problems) : context_(context), problems_(problems) {}

    void judge(const std::string& vpc, const Addresses& addresses) {
        const bool known =
            vpc.starts_with("Ref ") && context_.unit.expanded.resource(vpc.substr(4)) != nullptr;
        std::vector<const Range*> before;
        for (const Range& subnet : addresses.subnets) {
            if (known) inside(vpc.substr(4), addresses, subnet);
            apart(before, subnet);
            before.push_back(&subnet);
        }
    }

private:
    void inside(std::string_view vpc, const Addresses& addresses, const Range& subnet) {
        if (subnet.network.v6 ? addresses.open_v6 : addresses.open_v4) return;
        const bool found = std::any_of(addresses.networks.begin(), addresses.networks.end(),
                                       [&](const Network& one) { return one.contains(subnet.network); });
        if (found || !exists(subnet)) return;
        tell(subnet, say("Subnet ", subnet.resource->id, " has the addresses ", subnet.text,
                         ", which are not among those of its VPC ", vpc));
    }

    /// The first of those before it that it overlaps, if any.
    void apart(const std::vector<const Range*>& before, const Range& subnet) {
        for (const Range* other : before) {
            if (other->resource == subnet.resource || !other->network.overlaps(subnet.network)) continue;
            if (!exists(*other) || !exists(subnet)) continue;
            return tell(subnet, say("Subnet ", subnet.resource->id, " has the addresses ", subnet.text,
                                    ", which overlap with ", other->text, " of subnet ", other->resource->id,
                                    " in the same VPC"));
        }
    }

    bool exists(const Range& range) {
        return context_.world.exists(range.resource->id) && are_taken(context_.world, range.branches);
    }

    void tell(const Range& subnet, std::string what) {
        problems_.push_back(
            {id, what + ". EC2 refuses the subnet.", subnet.span, subnet.resource->id, false, {}});
    }

    CheckContext& context_;
    std::vector<Problem>& problems_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (has_macro(context.unit.expanded)) return;
    const Vpcs vpcs(context.unit.expanded);
    Subnets subnets(context, problems);
    for (const auto& [vpc, addresses] : vpcs.all()) subnets.judge(vpc, addresses);
}

}  // namespace

NativeCheck subnet_addresses() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
