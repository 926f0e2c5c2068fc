// Does a hook run long enough to see the function that it tests answer?
#include <cmath>
#include <string>

#include "common.h"

namespace stackfit::checks {
namespace {

/// Seconds; Lambda's own are 3 (Lambda Developer Guide, "Configure Lambda function timeout").
std::optional<double> timeout_of(World& world, const Resource& function) {
    const Value timeout = world.get(function.properties, "Timeout");
    return timeout.absent() ? 3 : world.number(timeout);
}

/// Does the hook call this function? No only when its role is known not to allow it, under any name.
bool calls_function(CheckContext& context, const Deployment& deployment, const Resource* hook) {
    if (hook == nullptr) return true;
    const Resource* role = role_named(context.world, context.graph, hook->properties, "Role");
    if (role == nullptr) return true;
    const Qualifier version{Qualifier::Kind::version, deployment.version, {}};
    const Qualifier alias{Qualifier::Kind::alias, deployment.alias, {}};
    for (const Qualifier& target : {Qualifier{}, version, alias})
        if (may_invoke(context.world, rights_of(context, *role), *deployment.function, target) != Tri::no)
            return true;
    return false;
}

std::string seconds(double value) { return std::to_string(static_cast<int>(std::lround(value))) + " s"; }

Judgement judge(CheckContext& context, const Resource& function) {
    const auto has_time = [&](const Deployment& deployment, const NamedHook& hook) {
        if (!calls_function(context, deployment, hook.hook->function)) return Tri::yes;
        const auto other = timeout_of(context.world, function);
        return ask_hook(context, hook, [&](World& world, const Graph&, const Resource& own) {
            const auto limit = timeout_of(world, own);
            if (!limit || !other) return Tri::unknown;
            return *limit > *other ? Tri::yes : Tri::no;
        });
    };
    const auto refusal = [&](const Deployment&, const NamedHook& hook) {
        std::string limit;
        ask_hook(context, hook, [&](World& world, const Graph&, const Resource& own) {
            const bool written = !world.get(own.properties, "Timeout").absent();
            limit = seconds(*timeout_of(world, own)) + (written ? "" : " (Lambda's default)");
            return Tri::unknown;
        });
        return say(
            hook.text(function), ", is stopped after ", limit,
            ", and the function that it waits for may take ", seconds(*timeout_of(context.world, function)),
            ". A hook that is stopped reports nothing: CodeDeploy waits an hour for it and then fails the "
            "deployment. Give the hook a Timeout that leaves room for the call, a cold start and the report, "
            "such as 60.");
    };
    const auto place = [&](const Hook& hook) {
        const Value timeout = context.world.get(hook.function->properties, "Timeout");
        return timeout.absent() ? Span{} : timeout.node->span;
    };
    return judge_hooks(context, function, has_time, refusal, place);
}

}  // namespace

NativeCheck hook_has_time() { return {"hook-has-time", judge}; }

}  // namespace stackfit::checks
