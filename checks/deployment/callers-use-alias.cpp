// Does everyone who calls a gradually released function call its alias?
#include <algorithm>

#include "common.h"

namespace stackfit::checks {
namespace {

using Of = Qualifier::Kind;

std::string alias_name(CheckContext& context, const Deployment& deployment) {
    return context.world.show(context.world.get(deployment.alias->properties, "Name"));
}

std::string_view caller_word(const Call& call) {
    return call.place->role == CallPlace::Role::environment ? " is told in its environment to call "
                                                            : " calls ";
}

/// What gets the new code at once.
std::string past_alias(CheckContext& context, const Deployment& deployment, const Call& call) {
    const bool version = call.qualifier.kind == Of::version;
    return say(
        named(*call.by), caller_word(call), version ? "a version of function " : "function ",
        deployment.function->id, version ? "" : " itself", ", past its alias ",
        alias_name(context, deployment),
        ". It gets every update as soon as it is uploaded, before any hook has run, and CodeDeploy can "
        "neither shift its traffic in steps nor take it back.",
        call.passed_on ? " Its definition is not in this template: unless that adds the alias, pass "
                       : " Name the alias: ",
        alias_reference(context, deployment), ".");
}

std::string no_such_alias(CheckContext& context, const Deployment& deployment, const Call& call) {
    return say(named(*call.by), caller_word(call), "alias ", to_string(call.qualifier.name), " of function ",
               deployment.function->id, ", which has none of that name: its alias is ",
               alias_name(context, deployment),
               ". Every call is refused. Name the alias by reference: ", alias_reference(context, deployment),
               ".");
}

Judgement at(const Call& call, std::string message) {
    Judgement judgement =
        Judgement::fail(std::move(message), call.span, say("Properties.", call.place->property));
    judgement.location = call.by;
    if (call.by->origin == nullptr) judgement.labels.push_back({call.by->id_span, "the caller"});
    return judgement;
}

/// A state machine that is published itself is released in steps with the versions that its definition names.
bool is_published(const CheckContext& context, const Resource& caller) {
    const auto edges = context.graph.in(caller);
    return caller.type == "AWS::StepFunctions::StateMachine" &&
           std::any_of(edges.begin(), edges.end(), [&](const Edge* edge) {
               return context.graph.resource(edge->from).type == "AWS::StepFunctions::StateMachineVersion";
           });
}

bool is_past_alias(const CheckContext& context, const Call& call) {
    return call.qualifier.kind == Of::none ||
           (call.qualifier.kind == Of::version && !is_published(context, *call.by));
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (!deployment->has_update_policy) return implied(asks_for_release);

    std::vector<Judgement> mistakes;
    Judgement verdict = Judgement::unknown("nothing in this template calls the function");
    for (const Call& call : calls_of(context, *deployment)) {
        if (!is_caller(context, *deployment, call)) continue;
        if (is_past_alias(context, call))
            mistakes.push_back(at(call, past_alias(context, *deployment, call)));
        else if (names_no_alias(context, *deployment, call.qualifier))
            mistakes.push_back(at(call, no_such_alias(context, *deployment, call)));
        else if (call.qualifier.kind != Of::unknown)
            verdict = Judgement::pass();
    }
    return together(std::move(mistakes), std::move(verdict));
}

}  // namespace

NativeCheck callers_use_alias() { return {"callers-use-alias", judge}; }

}  // namespace stackfit::checks
