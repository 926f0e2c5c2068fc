// Containers whose port on the host changes with every task.
#include "../common/say.h"
#include "shape_branches.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "dynamic-port-health-check";

/// Does the task map this port of this container to any port of the host that is free?
bool is_dynamic(World& world, const Resource& task, const Value& container, const Value& port) {
    const auto name = world.literal_of(container);
    const auto number = world.number(port);
    if (!name || !number) return false;
    for (const Value& one : world.items(world.get(task.properties, "ContainerDefinitions"))) {
        if (world.equal(world.get(one, "Name"), *name) != Tri::yes) continue;
        for (const Value& mapping : world.items(world.get(one, "PortMappings"))) {
            if (world.number(world.get(mapping, "ContainerPort")) == number &&
                world.number(world.get(mapping, "HostPort")) == 0)
                return true;
        }
    }
    return false;
}

const Resource* referred(const Template& templ, const Value& value, std::string_view type) {
    const Resource* resource = value.node == nullptr ? nullptr : referred_resource(templ, *value.node);
    return resource != nullptr && resource->type == type ? resource : nullptr;
}

void balanced(CheckContext& context, const Resource& service, const Resource& task, const Value& balancer,
              std::vector<Problem>& problems) {
    World& world = context.world;
    const Resource* group = referred(context.unit.expanded, world.get(balancer, "TargetGroupArn"),
                                     "AWS::ElasticLoadBalancingV2::TargetGroup");
    if (group == nullptr) return;
    const Value port = world.get(group->properties, "HealthCheckPort");
    const bool fixed = port.absent() ? false : world.equal(port, "traffic-port") == Tri::no;
    if (!fixed) return;
    if (!is_dynamic(world, task, world.get(balancer, "ContainerName"), world.get(balancer, "ContainerPort")))
        return;
    problems.push_back({id,
                        say("Target group ", group->id, " asks port ", world.show(port),
                            " for its health, and service ", service.id,
                            " runs its container on a port that changes with every task (HostPort is 0). "
                            "The tasks never become healthy. Say traffic-port."),
                        port.node->span,
                        group->id,
                        false,
                        {}});
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    World& world = context.world;
    for (const Resource& service : context.unit.expanded.resources()) {
        if (service.type != "AWS::ECS::Service" || !world.exists(service.id)) continue;
        const Resource* task =
            referred(context.unit.expanded, world.get(service.properties, "TaskDefinition"),
                     "AWS::ECS::TaskDefinition");
        if (task == nullptr) continue;
        for (const Value& balancer : world.items(world.get(service.properties, "LoadBalancers")))
            balanced(context, service, *task, balancer, problems);
    }
}

}  // namespace

NativeCheck dynamic_port_health_check() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
