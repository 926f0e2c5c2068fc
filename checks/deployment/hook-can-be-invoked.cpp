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

Judgement judge(CheckContext& context, const Resource& function) {
    const auto may = [&](const Deployment& deployment, const Hook& hook) {
        return may_invoke_hook(context.world, context.graph, deployment, hook);
    };
    // AWS Managed Policy Reference, AWSCodeDeployRoleForLambda: lambda:InvokeFunction on
    // function:CodeDeployHook_* only.
    const auto refusal = [&](const Deployment& deployment, const NamedHook& hook) {
        return say("CodeDeploy may not invoke ", hook.text(function), ": ", role_name(deployment),
                   " does not allow it. AWS's managed policy for such a role covers functions named "
                   "CodeDeployHook_*, and ",
                   physical_name(*hook.hook),
                   ". The deployment fails when it comes to the hook. Give the hook a FunctionName that "
                   "starts with CodeDeployHook_, or let the role invoke it.");
    };
    return judge_hooks(context, function, may, refusal);
}

}  // namespace

NativeCheck hook_can_be_invoked() { return {"hook-can-be-invoked", judge}; }

}  // namespace stackfit::checks
