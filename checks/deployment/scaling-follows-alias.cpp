// Does what scales a function's provisioned concurrency scale that of its alias?
#include "common.h"

namespace stackfit::checks {
namespace {

using Of = Qualifier::Kind;

bool is_wrong(CheckContext& context, const Deployment& deployment, const Qualifier& qualifier) {
    return qualifier.kind == Of::none || qualifier.kind == Of::version ||
           names_no_alias(context, deployment, qualifier);
}

Judgement mistake(CheckContext& context, const Deployment& deployment, const Call& call) {
    const std::string alias = context.world.show(context.world.get(deployment.alias->properties, "Name"));
    const std::string_view function = deployment.function->id;
    const std::string meant = call.qualifier.kind == Of::alias
                                  ? say("alias ", to_string(call.qualifier.name), ", which it does not have")
                              : call.qualifier.kind == Of::version ? std::string("one version")
                                                                   : std::string("the function itself");
    Judgement judgement =
        Judgement::fail(say("ScalableTarget ", call.by->id, " scales the concurrency of function ", function,
                            " for ", meant, ", not for its alias ", alias,
                            ". Concurrency that is provisioned for anything else does not move to the new "
                            "version when a release does. Set ResourceId to "
                            "!Sub 'function:${",
                            function, "}:", alias, "'."),
                        call.span, "Properties.ResourceId");
    judgement.location = call.by;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (deployment->alias == nullptr) return Judgement::not_applicable();
    std::vector<Judgement> mistakes;
    bool scaled = false;
    for (const Call& call : calls_of(context, *deployment)) {
        if (call.place->role != CallPlace::Role::scaling) continue;
        scaled = true;
        if (is_wrong(context, *deployment, call.qualifier))
            mistakes.push_back(mistake(context, *deployment, call));
    }
    return together(std::move(mistakes), scaled ? Judgement::pass() : Judgement::not_applicable());
}

}  // namespace

NativeCheck scaling_follows_alias() { return {"scaling-follows-alias", judge}; }

}  // namespace stackfit::checks
