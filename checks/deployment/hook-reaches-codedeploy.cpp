// Does a hook that runs in a VPC have a way to CodeDeploy?
#include <algorithm>

#include "common.h"

namespace stackfit::checks {
namespace {

/// Where a route leads out of a subnet for a function, which has no public address (Lambda Developer Guide, "Enable internet access for
/// VPC-connected Lambda functions").
constexpr const char* ways_out[] = {"NatGatewayId",       "TransitGatewayId",       "InstanceId",
                                    "NetworkInterfaceId", "VpcPeeringConnectionId", "VpcEndpointId",
                                    "CoreNetworkArn",     "LocalGatewayId"};

bool is_way_out(World& world, const Resource& resource) {
    if (resource.type == "AWS::EC2::Route")
        return std::any_of(std::begin(ways_out), std::end(ways_out),
                           [&](const char* way) { return !world.get(resource.properties, way).absent(); });
    if (resource.type != "AWS::EC2::VPCEndpoint") return false;
    const Value service = world.get(resource.properties, "ServiceName");
    return !service.is_text() || to_string(service.text).find("codedeploy") != std::string::npos;
}

/// Are all its subnets of its own template, so that their routes are too?
bool is_own_network(World& world, const Graph& graph, const Value& subnets) {
    const auto items = world.items(subnets);
    return !items.empty() && std::all_of(items.begin(), items.end(), [&](const Value& subnet) {
        if (!subnet.is_text() || subnet.text.size() != 1) return false;
        const Resource* resource = graph.resolve(subnet.text[0].name);
        return resource != nullptr && resource->type == "AWS::EC2::Subnet";
    });
}

Tri reaches_codedeploy(World& world, const Graph& graph, const Resource& hook) {
    const Value subnets = world.at(hook.properties, {"VpcConfig", "SubnetIds"});
    if (subnets.absent() || (subnets.is_sequence() && world.items(subnets).empty())) return Tri::yes;
    if (!is_own_network(world, graph, subnets)) return Tri::unknown;
    const auto& resources = graph.templ().resources();
    const bool out = std::any_of(resources.begin(), resources.end(),
                                 [&](const Resource& resource) { return is_way_out(world, resource); });
    return out ? Tri::yes : Tri::no;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto reaches = [&](const Deployment&, const NamedHook& hook) {
        return ask_hook(context, hook, reaches_codedeploy);
    };
    const auto refusal = [&](const Deployment&, const NamedHook& hook) {
        return hook.text(function) +
               ", runs in subnets from which nothing leads to CodeDeploy: the template has no NAT gateway "
               "and no endpoint for it. The "
               "hook cannot report, CodeDeploy waits an hour and then fails the deployment. Take VpcConfig "
               "from the hook, or add an endpoint "
               "for com.amazonaws.REGION.codedeploy.";
    };
    const auto place = [&](const Hook& hook) {
        const Span key = place_of(*hook.function, "VpcConfig");
        return key == hook.function->id_span ? Span{} : key;
    };
    return judge_hooks(context, function, reaches, refusal, place);
}

}  // namespace

NativeCheck hook_reaches_codedeploy() { return {"hook-reaches-codedeploy", judge}; }

}  // namespace stackfit::checks
