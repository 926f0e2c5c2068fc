#include "common.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& function) {
    const auto may = [&](const Deployment&, const NamedHook& hook) {
        return ask_hook(context, hook, may_report);
    };
    const auto refusal = [&](const Deployment&, const NamedHook& hook) {
        return hook.text(function) +
               ", may not report to CodeDeploy: no policy of its role allows "
               "codedeploy:PutLifecycleEventHookExecutionStatus. CodeDeploy waits an hour for the report and "
               "then fails the deployment, whatever the hook found. Allow the action on the deployment "
               "group.";
    };
    return judge_hooks(context, function, may, refusal, whole_hook);
}

}  // namespace

NativeCheck hook_can_report_to_codedeploy() { return {"hook-can-report-to-codedeploy", judge}; }

}  // namespace stackfit::checks
