#include "common.h"

namespace stackfit::checks {
namespace {

std::string message(const Resource& function, bool sam) {
    return say("Nothing tries function ", function.id,
               " once all traffic is on the new version: its deployment has no ",
               sam ? "PostTraffic" : "AfterAllowTraffic",
               " hook. What shows only from outside, such as a route or a permission of the alias, then "
               "waits for a caller to find it. Name a function that calls the service as its users do and "
               "reports to CodeDeploy in ",
               sam ? "DeploymentPreference.Hooks.PostTraffic."
                   : "UpdatePolicy.CodeDeployLambdaAliasUpdate.AfterAllowTrafficHook.");
}

Judgement judge(CheckContext& context, const Resource& function) {
    return judge_hook_presence(context, function, &Deployment::post_traffic, message);
}

}  // namespace

NativeCheck deployment_has_post_traffic_hook() { return {"deployment-has-post-traffic-hook", judge}; }

}  // namespace stackfit::checks
