// Which functions the deployment checks judge. What a function is for is told by who refers to it, never by how it is released.
#include <algorithm>

#include "lookup.h"
#include "stackfit/deployment.h"
#include "text_search.h"

namespace stackfit {
namespace {

/// CodeDeploy's own role may invoke only functions that are called so (CodeDeploy User Guide, "AppSpec 'hooks' section for an AWS
/// Lambda deployment").
constexpr std::string_view hook_prefix = "CodeDeployHook_";

bool is_called_hook(World& world, const Resource& function) {
    const Value name = property(world, function, "FunctionName");
    return name.is_text() && !name.text.empty() && name.text[0].name.starts_with(hook_prefix);
}

bool is_text(const Node* node, std::string_view text) {
    return node != nullptr && node->is_string() && node->text == text;
}

/// Does an alias name the function as a hook by its logical id or FunctionName, both written as text?
bool is_hook_by_name(const Graph& graph, const Resource& function) {
    const Node* name = function.properties != nullptr ? function.properties->get("FunctionName") : nullptr;
    const auto means_function = [&](const Node* hook) {
        return is_text(hook, function.id) ||
               (name != nullptr && name->is_string() && is_text(hook, name->text));
    };
    return std::any_of(
        graph.templ().resources().begin(), graph.templ().resources().end(), [&](const Resource& resource) {
            const Node* policy =
                resource.type == "AWS::Lambda::Alias" ? resource.node->get("UpdatePolicy") : nullptr;
            const Node* update = policy != nullptr ? policy->get("CodeDeployLambdaAliasUpdate") : nullptr;
            return update != nullptr && (means_function(update->get("BeforeAllowTrafficHook")) ||
                                         means_function(update->get("AfterAllowTrafficHook")));
        });
}

/// A cheap no before policies are read: nothing that could grant a right to the role names CodeDeploy.
bool may_grant_reporting(const Graph& graph, const Resource& role) {
    const auto grants = [&](const Resource& resource) {
        const bool policy = resource.type == "AWS::IAM::Policy" || resource.type == "AWS::IAM::ManagedPolicy" ||
                            resource.type == "AWS::IAM::RolePolicy" || &resource == &role;
        return policy && (mentions(*resource.node, "odedeploy") || mentions(*resource.node, "odeDeploy"));
    };
    const auto& resources = graph.templ().resources();
    return std::any_of(resources.begin(), resources.end(), grants);
}

/// A right to report that is given as such; an administrator's "*" makes no hook.
bool is_granted_reporting(World& world, const Resource& role) {
    const Policy policy = policies_of_role(world, role);
    const auto names_it = [&](const Value& action) {
        const auto pattern = world.literal_of(action);
        return pattern && *pattern != "*" &&
               covers_action(*pattern, "codedeploy:PutLifecycleEventHookExecutionStatus");
    };
    return std::any_of(policy.statements.begin(), policy.statements.end(), [&](const Statement& statement) {
        return statement.allow == Tri::yes && !statement.not_action &&
               std::any_of(statement.actions.begin(), statement.actions.end(), names_it);
    });
}

/// Lambda@Edge: the role is assumed by edgelambda.amazonaws.com too (CloudFront Developer Guide, "Set up IAM permissions and
/// roles for Lambda@Edge").
bool is_trusted_by_edge(World& world, const Resource& role) {
    const Policy trust = read_policy(world, property(world, role, "AssumeRolePolicyDocument"));
    return std::any_of(trust.statements.begin(), trust.statements.end(), [&](const Statement& statement) {
        return std::any_of(
            statement.principals.begin(), statement.principals.end(), [&](const Principal& principal) {
                return principal.value.is_text() &&
                       literal(principal.value.text) == std::string_view("edgelambda.amazonaws.com");
            });
    });
}

bool is_hook_call(const Invocation& call) { return call.place->role == CallPlace::Role::hook; }
bool is_edge_call(const Invocation& call) { return call.by->type == "AWS::CloudFront::Distribution"; }

bool serves_custom_resources_only(const std::vector<Invocation>& calls) {
    const auto is_token = [](const Invocation& call) {
        return call.place->role == CallPlace::Role::custom_resource;
    };
    const auto is_call = [](const Invocation& call) {
        return call.place->role == CallPlace::Role::caller || call.place->role == CallPlace::Role::hook;
    };
    return std::any_of(calls.begin(), calls.end(), is_token) &&
           std::none_of(calls.begin(), calls.end(), is_call);
}

}  // namespace

FunctionRole role_of(World& world, const Graph& graph, const Resource& function) {
    const auto calls = invocations(graph, function);
    const Resource* role = referenced(graph, property(world, function, "Role"));
    const bool has_role = role != nullptr && role->type == "AWS::IAM::Role";
    if (std::any_of(calls.begin(), calls.end(), is_hook_call) || is_called_hook(world, function) ||
        is_hook_by_name(graph, function) ||
        (has_role && may_grant_reporting(graph, *role) && is_granted_reporting(world, *role))) {
        return FunctionRole::hook;
    }
    if (std::any_of(calls.begin(), calls.end(), is_edge_call) ||
        (has_role && is_trusted_by_edge(world, *role)))
        return FunctionRole::edge;
    return serves_custom_resources_only(calls) ? FunctionRole::custom_resource : FunctionRole::ordinary;
}

}  // namespace stackfit
