#include "common.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& function) {
    const auto at_once = [&](const Deployment&, const NamedHook& hook) {
        return ask_hook(context, hook, [](World& world, const Graph& graph, const Resource& own) {
            return deployment_of(world, graph, own).has_update_policy ? Tri::no : Tri::yes;
        });
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
