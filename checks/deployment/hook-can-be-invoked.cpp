#include "common.h"

namespace stackfit::checks {
namespace {

std::string role_name(const Deployment& deployment) {
    if (deployment.role != nullptr) return say("role ", deployment.role->id);
    return deployment.service_role.is_text() ? say("role ", to_string(deployment.service_role.text))
                                             : "its service role";
}

std::string physical_name(const Hook& hook) {
    return hook.physical_name.is_text() ? say("this one is named ", to_string(hook.physical_name.text))
                                        : "CloudFormation generates the name of this one";
}

/// Lambda drops an asynchronous event for a function without concurrency without trying (Lambda Developer Guide, "Configuring reserved
/// concurrency").
bool is_switched_off(World& world, const Hook& hook) {
    return hook.function != nullptr &&
           world.number(world.get(hook.function->properties, "ReservedConcurrentExecutions")) == 0.0;
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
               physical_name(*hook.hook),
               ". The deployment fails when it comes to the hook. Give the hook a FunctionName that "
               "starts with CodeDeployHook_, or let the role invoke it.");
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto may = [&](const Deployment& deployment, const Hook& hook) {
        if (is_switched_off(context.world, hook)) return Tri::no;
        return may_invoke_hook(context.world, context.graph, deployment, hook);
    };
    const auto refusal = [&](const Deployment& deployment, const NamedHook& hook) {
        return is_switched_off(context.world, *hook.hook) ? switched_off(function, hook)
                                                          : not_allowed(function, deployment, hook);
    };
    const auto place = [&](const Hook& hook) {
        return is_switched_off(context.world, hook)
                   ? context.world.get(hook.function->properties, "ReservedConcurrentExecutions").node->span
                   : Span{};
    };
    return judge_hooks(context, function, may, refusal, place);
}

}  // namespace

NativeCheck hook_can_be_invoked() { return {"hook-can-be-invoked", judge}; }

}  // namespace stackfit::checks
