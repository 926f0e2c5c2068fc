#include "common.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& function) {
    const auto at_once = [&](const Deployment&, const Hook& hook) {
        if (hook.function == nullptr) return Tri::unknown;
        const Deployment own = deployment_of(context.world, context.graph, *hook.function);
        return own.has_update_policy ? Tri::no : Tri::yes;
    };
    const auto refusal = [&](const Deployment&, const NamedHook& hook) {
        return hook.text(function) +
               ", is itself released through CodeDeploy. While its own traffic shifts, it is not certain "
               "which version of it judges, and a hook that is its own hook can keep itself from being "
               "mended. Set DeploymentPreference: {Enabled: false} on the hook, or take it out of the "
               "Globals' reach.";
    };
    return judge_hooks(context, function, at_once, refusal, whole_hook);
}

}  // namespace

NativeCheck hook_is_not_deployed_gradually() { return {"hook-is-not-deployed-gradually", judge}; }

}  // namespace stackfit::checks
