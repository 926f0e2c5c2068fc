// Do a function and one that calls it shift their traffic at the same time?
#include "common.h"

namespace stackfit::checks {
namespace {

Judgement mistake(const Deployment& callee, const Call& call) {
    Judgement judgement =
        Judgement::fail(say("Function ", call.by->id, " calls function ", callee.function->id,
                            " through its alias, and CodeDeploy shifts both at the same time: they are of "
                            "one stack, and nothing "
                            "orders their deployments. For as long as that takes, the old and the new "
                            "version of each meet the old "
                            "and the new one of the other. Keep what they say to each other compatible in "
                            "both directions, or release "
                            "one after the other."),
                        call.span, "Properties.Environment");
    judgement.location = call.by;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment || !deployment->has_update_policy) return Judgement::not_applicable();
    std::vector<Judgement> mistakes;
    for (const Call& call : calls_of(context, *deployment)) {
        if (call.place->role != CallPlace::Role::environment ||
            call.qualifier.kind != Qualifier::Kind::alias || !is_caller(context, *deployment, call))
            continue;
        const auto& caller = released(context, *call.by);
        if (caller && caller->has_update_policy) mistakes.push_back(mistake(*deployment, call));
    }
    return together(std::move(mistakes), Judgement::not_applicable());
}

}  // namespace

NativeCheck callers_are_released_apart() { return {"callers-are-released-apart", judge}; }

}  // namespace stackfit::checks
