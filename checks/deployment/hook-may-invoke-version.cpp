// May a hook invoke the version or alias that it is told of?
#include <algorithm>
#include <optional>

#include "common.h"

namespace stackfit::checks {
namespace {

using Of = Qualifier::Kind;

constexpr std::string_view invoke = "lambda:InvokeFunction";

struct Grant {
    const Resource* role = nullptr;
    Tri function = Tri::unknown,
        any = Tri::unknown;  ///< may the hook invoke the function itself; any function at all
};

Grant grant_of(CheckContext& context, const Resource& hook, const Resource& function) {
    Grant grant;
    grant.role = role_named(context.world, context.graph, hook.properties, "Role");
    if (grant.role == nullptr) return grant;
    const Policy& rights = rights_of(context, *grant.role);
    grant.function = may_invoke(context.world, rights, function, Qualifier{});
    grant.any = allows(context.world, rights, invoke, {});
    return grant;
}

/// A hook that may invoke something else altogether tests in another way, and what it is told is for its report.
Tri may(CheckContext& context, const Grant& grant, const Resource& function, const Qualifier& target) {
    if (grant.role == nullptr) return Tri::unknown;
    const Tri answer = may_invoke(context.world, rights_of(context, *grant.role), function, target);
    const bool meant = grant.function == Tri::yes || grant.any == Tri::no;
    return answer == Tri::no && !meant ? Tri::yes : answer;
}

std::string message(const NamedHook& named, const Resource& function, const Grant& grant, const Call& told) {
    const bool version = told.qualifier.kind == Of::version;
    return say(named.text(function), ", is told to test ", version ? "its new version" : "its alias",
               " and may not invoke it: role ", grant.role->id,
               grant.function == Tri::yes ? " allows lambda:InvokeFunction on the function itself only"
                                          : " does not allow lambda:InvokeFunction at all",
               ". A policy that ends with the function's ARN does not cover what stands behind a further "
               "colon. The hook is "
               "refused and fails every deployment, or reports nothing and lets it hang for an hour. Allow "
               "it on !Sub '${",
               function.id, ".Arn}:*'.");
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    const std::vector<NamedHook> hooks = hooks_of(context, *deployment);
    if (hooks.empty()) return without_hooks(*deployment);

    std::vector<Judgement> mistakes;
    Judgement verdict = Judgement::pass();
    for (const NamedHook& named : hooks) {
        const Resource* hook = named.hook->function;
        if (hook == nullptr) {
            verdict = Judgement::unknown(named.text(function) + ", tests from another template");
            continue;
        }
        const Grant grant = grant_of(context, *hook, function);
        for (const Call& told : calls_of(context, *deployment)) {
            if (told.by != hook || (told.qualifier.kind != Of::version && told.qualifier.kind != Of::alias))
                continue;
            const Tri answer = may(context, grant, function, told.qualifier);
            if (answer == Tri::unknown)
                verdict =
                    Judgement::unknown("the policies of " + named.text(function) + ", are not all known");
            if (answer != Tri::no) continue;
            mistakes.push_back(
                Judgement::fail(message(named, function, grant, told), told.span, "Properties.Environment"));
            mistakes.back().location = hook;
        }
    }
    return together(std::move(mistakes), std::move(verdict));
}

}  // namespace

NativeCheck hook_may_invoke_version() { return {"hook-may-invoke-version", judge}; }

}  // namespace stackfit::checks
