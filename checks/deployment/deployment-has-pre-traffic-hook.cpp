#include "common.h"

namespace stackfit::checks {
namespace {

std::string message(const Resource& function, bool sam) {
    return say("Nothing tries a new version of function ", function.id,
               " before it takes traffic: its deployment has no ", sam ? "PreTraffic" : "BeforeAllowTraffic",
               " hook. The first callers are then the test. Name a function that invokes the new version "
               "and reports to CodeDeploy in ",
               sam ? "DeploymentPreference.Hooks.PreTraffic."
                   : "UpdatePolicy.CodeDeployLambdaAliasUpdate.BeforeAllowTrafficHook.");
}

Judgement judge(CheckContext& context, const Resource& function) {
    return judge_hook_presence(context, function, &Deployment::pre_traffic, message);
}

}  // namespace

NativeCheck deployment_has_pre_traffic_hook() { return {"deployment-has-pre-traffic-hook", judge}; }

}  // namespace stackfit::checks
