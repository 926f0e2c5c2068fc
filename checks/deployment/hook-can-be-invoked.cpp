#include "../common/rights.h"
#include "../common/texts.h"
#include "common.h"

namespace stackfit::checks {
namespace {

std::string role_name(const Deployment& deployment) {
    if (deployment.role != nullptr) return say("role ", deployment.role->id);
    return deployment.service_role.is_text() ? say("role ", to_string(deployment.service_role.text))
                                             : "its service role";
}

std::string physical_name(const NamedHook& named) {
    const Value& name = named.hook->physical_name;
    const bool generated = named.elsewhere || !name.is_text();
    return generated ? "CloudFormation generates the name of this one"
                     : say("this one is named ", to_string(name.text));
}

/// Lambda drops an asynchronous event for a function without concurrency without trying (Lambda Developer Guide, "Configuring reserved
/// concurrency").
Tri can_run(World& world, const Graph&, const Resource& hook) {
    return world.number(world.get(hook.properties, "ReservedConcurrentExecutions")) == 0.0 ? Tri::no
                                                                                           : Tri::yes;
}

std::string switched_off(const Resource& function, const NamedHook& hook) {
    return hook.text(function) +
           ", can never run: its ReservedConcurrentExecutions is 0. CodeDeploy's event is dropped, nothing "
           "reports, and the "
           "deployment fails after an hour. Take the property out, or set it to 1 at least.";
}

std::string not_allowed(const Resource& function, const Deployment& deployment, const NamedHook& hook) {
    // AWS Managed Policy Reference, AWSCodeDeployRoleForLambda: lambda:InvokeFunction on
    // function:CodeDeployHook_* only.
    return say("CodeDeploy may not invoke ", hook.text(function), ": ", role_name(deployment),
               " does not allow it. AWS's managed policy for such a role covers functions named "
               "CodeDeployHook_*, and ",
               physical_name(hook),
               ". The deployment fails when it comes to the hook. Give the hook a FunctionName that "
               "starts with CodeDeployHook_, or let the role invoke it.");
}

/// The hook's and the role's own template may be another one, and it may be the same for both.
Tri may_invoke_elsewhere(CheckContext& context, const Deployment& deployment, const NamedHook& named) {
    const Elsewhere& hook = named.elsewhere;
    if (deployment.role == nullptr) {
        const Elsewhere role = find_elsewhere(context, deployment.service_role, "AWS::IAM::Role");
        if (!role || role.unit != hook.unit) return Tri::unknown;
        return ask_hook(context, named, [&](World& world, const Graph& graph, const Resource& function) {
            return may_invoke_hook(
                world, graph, rights_of(context, world, *role.resource),
                Hook{hook.value, &function, world.get(function.properties, "FunctionName")});
        });
    }
    // Another template knows the hook by its name, or not at all: no generated name starts with CodeDeployHook_.
    Hook by_name{named.hook->value, nullptr, {}};
    const auto find_name = [&](World& world, const Graph&, const Resource& function) {
        const Value name = world.get(function.properties, "FunctionName");
        by_name.value.text =
            name.is_text() ? name.text : literal_text(say("stack-", function.id, "-XXXXXXXXXXXX"));
        return Tri::yes;
    };
    if (ask_hook(context, named, find_name) != Tri::yes) return Tri::unknown;
    by_name.physical_name = by_name.value;
    return may_invoke_hook(context.world, context.graph, rights_of(context, *deployment.role), by_name);
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto may = [&](const Deployment& deployment, const NamedHook& hook) {
        if (ask_hook(context, hook, can_run) == Tri::no) return Tri::no;
        if (hook.elsewhere) return may_invoke_elsewhere(context, deployment, hook);
        if (deployment.role == nullptr) return Tri::unknown;
        return may_invoke_hook(context.world, context.graph, rights_of(context, *deployment.role),
                               *hook.hook);
    };
    const auto refusal = [&](const Deployment& deployment, const NamedHook& hook) {
        return ask_hook(context, hook, can_run) == Tri::no ? switched_off(function, hook)
                                                           : not_allowed(function, deployment, hook);
    };
    const auto place = [&](const Hook& hook) {
        const bool off = can_run(context.world, context.graph, *hook.function) == Tri::no;
        return off ? context.world.get(hook.function->properties, "ReservedConcurrentExecutions").node->span
                   : Span{};
    };
    return judge_hooks(context, function, may, refusal, place);
}

}  // namespace

NativeCheck hook_can_be_invoked() { return {"hook-can-be-invoked", judge}; }

}  // namespace stackfit::checks
