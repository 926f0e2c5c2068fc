// How a function is released. What SAM generates, what the CDK synthesises and what is written by hand are the same
// resources, only wired differently: by Ref, by GetAtt or by literal names. So everything here goes from value to resource.
#include "stackfit/deployment.h"

#include <algorithm>

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

/// Of an application for Lambda, or with one of its deployment types; a group for servers has neither.
bool is_for_lambda(World& world, const Graph& graph, const Resource& group) {
    const Resource* application = meant(world, graph, property(world, group, "ApplicationName"),
                                        "AWS::CodeDeploy::Application", "ApplicationName");
    if (application != nullptr &&
        world.equal(property(world, *application, "ComputePlatform"), "Lambda") == Tri::yes)
        return true;
    const Value type = property(world, group, "DeploymentConfigName");
    const auto first = type.is_text() && !type.text.empty() ? literal({type.text[0]}) : std::nullopt;
    return first && first->starts_with("CodeDeployDefault.Lambda");
}

Value named_group(World& world, const Resource& alias) {
    return world.get(update_policy(world, alias), "DeploymentGroupName");
}

const Resource* group_meant(World& world, const Graph& graph, const Value& name) {
    return meant(world, graph, name, "AWS::CodeDeploy::DeploymentGroup", "DeploymentGroupName");
}

}  // namespace

const Resource* idle_group(World& world, const Graph& graph) {
    const auto& resources = graph.templ().resources();
    const auto moves_by = [&](const Resource& resource, const Resource& group) {
        return resource.type == "AWS::Lambda::Alias" && world.exists(resource.id) &&
               group_meant(world, graph, named_group(world, resource)) == &group;
    };
    const auto found = std::find_if(resources.begin(), resources.end(), [&](const Resource& group) {
        return group.type == "AWS::CodeDeploy::DeploymentGroup" && world.exists(group.id) &&
               is_for_lambda(world, graph, group) &&
               std::none_of(resources.begin(), resources.end(),
                            [&](const Resource& resource) { return moves_by(resource, group); });
    });
    return found != resources.end() ? &*found : nullptr;
}

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
    deployment.group = group_meant(world, graph, deployment.group_name);
    if (deployment.group != nullptr) read_group(world, graph, deployment);
    return deployment;
}

}  // namespace stackfit
