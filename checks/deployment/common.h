// What the deployment checks share. Their subject is always the function that is released, also where the
// mistake stands in its alias, its deployment group or a hook: that is then the judgement's `location`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../common/places.h"
#include "../common/rights.h"
#include "../common/say.h"
#include "../common/together.h"
#include "stackfit/deployment_calls.h"
#include "stackfit/deployment_elsewhere.h"
#include "stackfit/engine.h"

namespace stackfit::checks {

/// How the function is released in this world; nothing for the functions that deployment checks do not
/// judge: hooks, the functions of custom resources, and functions at CloudFront's edge.
const std::optional<Deployment>& released(CheckContext& context, const Resource& function);

/// The calls of the released function in this world.
const std::vector<Call>& calls_of(CheckContext& context, const Deployment& deployment);

/// Does this call run the function? A function that is told of another one calls it only when it may.
bool is_caller(CheckContext& context, const Deployment& deployment, const Call& call);

/// The REST API of this template through which the call comes, or null.
const Resource* rest_api_of(CheckContext& context, const Call& call);

/// The Ref of a resource, and nothing else.
inline bool is_plain_reference(const Text& text) {
    return text.size() == 1 && text[0].kind == Piece::Kind::reference;
}

/// Is this what SAM made of an AWS::Serverless::Function? Advice then names SAM's properties.
bool made_by_sam(const CheckContext& context, const Resource& function);

/// Where the author asked for CodeDeploy: the alias' UpdatePolicy, or the DeploymentPreference that SAM
/// made it of; the alias itself when nothing was asked. The alias must exist.
Span release_place(const Deployment& deployment);

/// Where its hooks are written, or would be: the Hooks of SAM, else release_place().
Span hooks_place(const CheckContext& context, const Deployment& deployment);

/// Another template of the run, as this judging reads it.
OtherTemplate& other_template(CheckContext& context, const Unit& unit);
/// What a value of this template leads to in another one: a function, or a role.
Elsewhere find_elsewhere(CheckContext& context, const Value& value, std::string_view type);

/// A hook that the deployment names, and its name in the words of the template: "PreTraffic" in SAM, else
/// "BeforeAllowTraffic".
struct NamedHook {
    const Hook* hook = nullptr;
    std::string_view event;
    std::string name;     ///< "Gate", "Gate of gates/template.yaml", or as it is written
    Elsewhere elsewhere;  ///< the function when it stands in another template of the run

    /// "Gate, the PreTraffic hook of function Checkout"
    [[nodiscard]] std::string text(const Resource& function) const;
    /// In whichever template; null when it is in none of the run.
    [[nodiscard]] const Resource* function() const {
        return hook->function != nullptr ? hook->function : elsewhere.resource;
    }
};
std::vector<NamedHook> hooks_of(CheckContext& context, const Deployment& deployment);

/// What `ask(world, graph, function)` answers of the hook's function, in its own template: in another one, in the headline world.
/// Unknown when the function is in no template of the run.
template <class Ask>
Tri ask_hook(CheckContext& context, const NamedHook& named, Ask ask) {
    if (named.hook->function != nullptr) return ask(context.world, context.graph, *named.hook->function);
    Tri answer = Tri::unknown;
    if (!named.elsewhere) return answer;
    OtherTemplate& other = other_template(context, *named.elsewhere.unit);
    other.ask([&](World& world) { answer = ask(world, other.graph, *named.elsewhere.resource); });
    return answer;
}

/// The judgement of all hooks of the function's deployment by one question, `ask(deployment, hook)`. `refusal` words the failure,
/// whose location is the hook, and `place` says where in a hook of this template: its name when that is no place.
/// Without any hook the outcome is implied by the checks that ask for hooks.
template <class Ask, class Refusal, class Place>
Judgement judge_hooks(CheckContext& context, const Resource& function, Ask ask, Refusal refusal, Place place);

/// The hook as a whole.
inline Span whole_hook(const Hook&) { return {}; }

/// Does the deployment name this hook? `message` words the failure from the function and whether SAM made it.
Judgement judge_hook_presence(CheckContext& context, const Resource& function, Hook Deployment::*hook,
                              std::string (*message)(const Resource& function, bool sam));

/// Does this name an alias that the function does not have? No when not all of its aliases are known.
bool names_no_alias(CheckContext& context, const Deployment& deployment, const Qualifier& qualifier);

/// "EventSourceMapping Orders": a resource in the words of its type.
std::string named(const Resource& resource);
/// "Ref of the alias" in the words of the template: "!Ref Checkout.Alias" of SAM, else "!Ref LiveAlias".
std::string alias_reference(const CheckContext& context, const Deployment& deployment);

/// A failure at this place in the hook; without a place: at its name, or what names it when it is no function of this template.
Judgement refused(const Deployment& deployment, const Hook& hook, std::string message, Span at);

/// 0 without a finding of its own: the check that asks for the missing part reports it and carries the points.
Judgement implied(std::string_view by);

/// What there is to say of a deployment without hooks: the checks that ask for them carry the points.
Judgement without_hooks(const Deployment& deployment);
/// What ends a judgement that rests on the deployment group: no release to judge, no CodeDeploy, a group that is not in this template.
std::optional<Judgement> without_group(const std::optional<Deployment>& deployment);

inline constexpr std::string_view asks_for_release = "codedeploy-lambda-allatonce-traffic-shift-disabled";
inline constexpr std::string_view asks_for_hook = "deployment-has-pre-traffic-hook";

template <class Ask, class Refusal, class Place>
Judgement judge_hooks(CheckContext& context, const Resource& function, Ask ask, Refusal refusal,
                      Place place) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    const std::vector<NamedHook> hooks = hooks_of(context, *deployment);
    if (hooks.empty()) return without_hooks(*deployment);

    std::vector<Judgement> mistakes;
    Judgement verdict = Judgement::pass();
    for (const NamedHook& named : hooks) {
        const Hook& hook = *named.hook;
        const Tri answer = ask(*deployment, named);
        if (answer == Tri::no) {
            const Span at = hook.function != nullptr ? place(hook) : Span{};
            mistakes.push_back(refused(*deployment, hook, refusal(*deployment, named), at));
        }
        if (answer == Tri::unknown)
            verdict = Judgement::unknown(named.text(function) + ", cannot be judged from these templates");
    }
    return together(std::move(mistakes), std::move(verdict));
}

}  // namespace stackfit::checks
