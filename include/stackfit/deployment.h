// deployment: how a function is released, as one value, the same whether SAM, the CDK or a hand wrote it.
// Every deployment check reads this and nothing else.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/graph.h"
#include "stackfit/iam.h"

namespace stackfit {

/// A lifecycle hook: BeforeAllowTraffic (pre) or AfterAllowTraffic (post).
struct Hook {
    Value value;                          ///< what the alias' UpdatePolicy names; absent: no hook
    /// When it is a function of this template: by Ref, by its alias or version, by its literal FunctionName, or (a mistake that
    /// works only by chance) by its logical id written as text.
    const Resource* function = nullptr;
    /// FunctionName of the hook, absent when CloudFormation generates it. Of a hook outside this template: `value`.
    Value physical_name;
};

struct DeploymentAlarm {
    Value name;
    const Resource* alarm = nullptr;      ///< when it is an alarm of this template
};

/// The release of one function in one world.
struct Deployment {
    const Resource* function = nullptr;
    std::vector<const Resource*> aliases; ///< that exist in this world, of this function
    const Resource* alias = nullptr;      ///< the one that is deployed gradually, else the first
    const Resource* version = nullptr;
    const Resource* group = nullptr;      ///< AWS::CodeDeploy::DeploymentGroup; null: not deployed by CodeDeploy, or not in this template
    Value group_name;                     ///< what UpdatePolicy names; unknown group: known name, null `group`
    bool has_update_policy = false;       ///< the alias has UpdatePolicy.CodeDeployLambdaAliasUpdate
    Value alarm_configuration, auto_rollback;
    std::vector<DeploymentAlarm> alarms;  ///< as listed, also when AlarmConfiguration.Enabled is false
    bool alarms_known = true;             ///< false: the list or one of its items is not known
    Hook pre_traffic, post_traffic;
    Value service_role;                   ///< of the group
    const Resource* role = nullptr;       ///< when it is a role of this template
};

/// `function`: an AWS::Lambda::Function. Linear in the resources of the template.
Deployment deployment_of(World& world, const Graph& graph, const Resource& function);

/// A deployment group for Lambda in which nothing is ever deployed by the stack, since no alias' UpdatePolicy names it; null when there is none.
/// Linear in groups times aliases.
const Resource* idle_group(World& world, const Graph& graph);

/// How fast the traffic shifts. No part of a Deployment, since asking for it decides a parameter that often has nine values, and few ask.
struct DeploymentType {
    /// DeploymentConfigName. AWS's own without "CodeDeployDefault.Lambda": "Canary10Percent5Minutes", and then `predefined`.
    Value value;
    bool predefined = false;           ///< false also for "Canary10Percent5Minutes" that a hand wrote: that names a custom type
    const Resource* custom = nullptr;  ///< AWS::CodeDeploy::DeploymentConfig of this template
};
/// Absent without a group in this template.
DeploymentType type_of(World& world, const Graph& graph, const Deployment& deployment);

/// Is this type gradual: shifts traffic in more than one step? AllAtOnce and a server configuration are not. Reads custom types.
Tri is_gradual(World& world, const Graph& graph, const Deployment& deployment);
/// "Canary10Percent5Minutes" and the like, without "CodeDeployDefault.Lambda".
bool is_predefined_gradual(std::string_view type);
bool is_predefined(std::string_view type);
/// All nine, gradual ones first.
std::span<const char* const> predefined_types();

/// Functions that deployment checks do not judge, and why (never a property that a fix would change).
enum class FunctionRole : std::uint8_t { ordinary, hook, custom_resource, edge };
/// Over all worlds' references: a hook is named by an alias, is called CodeDeployHook_..., or may report to CodeDeploy;
/// a custom resource's function serves only ServiceTokens; edge functions are associated with CloudFront.
FunctionRole role_of(World& world, const Graph& graph, const Resource& function);

/// May a role with these rights, that of a hook, call codedeploy:PutLifecycleEventHookExecutionStatus on any deployment group?
Tri may_report(World& world, const Policy& rights);
/// May a role with these rights, that of the deployment, invoke the hook: default role's CodeDeployHook_ prefix, or an own role's policy?
/// Unknown without a hook.
Tri may_invoke_hook(World& world, const Graph& graph, const Policy& rights, const Hook& hook);

}  // namespace stackfit
