// How a function is released. What SAM generates, what the CDK synthesises and what is written by hand are the same
// resources, only wired differently: by Ref, by GetAtt or by literal names. So everything here goes from value to resource.
#include "stackfit/deployment.h"

#include "lookup.h"
#include "stackfit/deployment_alarms.h"

namespace stackfit {
namespace {

constexpr std::string_view function_type = "AWS::Lambda::Function";

Value update_policy(World& world, const Resource& alias) {
    return world.at(alias.node, {"UpdatePolicy", "CodeDeployLambdaAliasUpdate"});
}

/// The alias that CodeDeploy moves, or the first: with its update policy.
Value choose_alias(World& world, Deployment& deployment) {
    for (const Resource* alias : deployment.aliases) {
        Value update = update_policy(world, *alias);
        if (update.absent()) continue;
        deployment.alias = alias;
        return update;
    }
    if (!deployment.aliases.empty()) deployment.alias = deployment.aliases.front();
    return {};
}

Hook read_hook(World& world, const Graph& graph, const Value& update, std::string_view key) {
    Hook hook;
    hook.value = world.get(update, key);
    if (hook.value.absent()) return hook;
    hook.function = function_meant(world, graph, hook.value);
    hook.physical_name =
        hook.function != nullptr ? property(world, *hook.function, "FunctionName") : hook.value;
    return hook;
}

void read_alarms(World& world, const Graph& graph, Deployment& deployment) {
    const Value list = world.get(deployment.alarm_configuration, "Alarms");
    deployment.alarms_known = !list.unknown();
    for (const Value& item : world.items(list)) {
        DeploymentAlarm alarm;
        alarm.name = world.get(item, "Name");
        alarm.alarm = alarm_meant(world, graph, alarm.name);
        deployment.alarms_known = deployment.alarms_known && !alarm.name.unknown();
        deployment.alarms.push_back(std::move(alarm));
    }
}

void read_group(World& world, const Graph& graph, Deployment& deployment) {
    const Resource& group = *deployment.group;
    deployment.alarm_configuration = property(world, group, "AlarmConfiguration");
    deployment.auto_rollback = property(world, group, "AutoRollbackConfiguration");
    deployment.service_role = property(world, group, "ServiceRoleArn");
    deployment.role = referenced(world, graph, deployment.service_role, "AWS::IAM::Role");
    read_alarms(world, graph, deployment);
}

/// An alias names its function by reference, or by the same literal name.
bool is_alias_of(World& world, const Graph& graph, const Resource& alias, const Resource& function) {
    const Value name = property(world, alias, "FunctionName");
    if (const Resource* named = referenced(graph, name)) {
        return function_behind(world, graph, *named) == &function;
    }
    const Value own_name = property(world, function, "FunctionName");
    return name.is_text() && own_name.is_text() && world.equal(name.text, own_name.text) == Tri::yes;
}

void read_aliases(World& world, const Graph& graph, Deployment& deployment) {
    for (const Resource& resource : graph.templ().resources()) {
        if (resource.type == "AWS::Lambda::Alias" &&
            is_alias_of(world, graph, resource, *deployment.function) && world.exists(resource.id)) {
            deployment.aliases.push_back(&resource);
        }
    }
}

}  // namespace

Deployment deployment_of(World& world, const Graph& graph, const Resource& function) {
    Deployment deployment;
    deployment.function = &function;
    if (function.type != function_type) return deployment;
    read_aliases(world, graph, deployment);
    const Value update = choose_alias(world, deployment);
    if (deployment.alias == nullptr) return deployment;
    deployment.version = referenced(world, graph, property(world, *deployment.alias, "FunctionVersion"),
                                    "AWS::Lambda::Version");
    deployment.has_update_policy = !update.absent();
    deployment.group_name = world.get(update, "DeploymentGroupName");
    deployment.pre_traffic = read_hook(world, graph, update, "BeforeAllowTrafficHook");
    deployment.post_traffic = read_hook(world, graph, update, "AfterAllowTrafficHook");
    deployment.group =
        meant(world, graph, deployment.group_name, "AWS::CodeDeploy::DeploymentGroup", "DeploymentGroupName");
    if (deployment.group != nullptr) read_group(world, graph, deployment);
    return deployment;
}

}  // namespace stackfit
