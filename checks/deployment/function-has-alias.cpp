#include "common.h"

namespace stackfit::checks {
namespace {

std::string no_alias(const Resource& function, bool sam) {
    return say("Function ", function.id,
               " has no alias: its callers reach $LATEST. Every update is live for all of them the moment "
               "it is uploaded, and there is no version to return to. ",
               sam ? "Set AutoPublishAlias, for instance to live."
                   : "Publish an AWS::Lambda::Version, point an AWS::Lambda::Alias at it, and let callers "
                     "use the alias.");
}

std::string on_latest(const Resource& function, const Resource& alias) {
    return say("Alias ", alias.id, " of function ", function.id,
               " points at $LATEST. Callers get every update the moment it is uploaded, as if there were no "
               "alias. Point it at a published version.");
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (deployment->alias == nullptr && context.unit.expanded.is_open("Resources"))
        return Judgement::unknown("what is not expanded here may add an alias");
    if (deployment->alias == nullptr)
        return Judgement::fail(no_alias(function, made_by_sam(context, function)), function.id_span);

    // Lambda Developer Guide, "Create an alias": FunctionVersion accepts $LATEST, which is no published
    // version.
    const Resource& alias = *deployment->alias;
    if (deployment->has_update_policy) return Judgement::pass();  // alias-can-be-shifted
    const Value version = context.world.get(alias.properties, "FunctionVersion");
    if (context.world.equal(version, "$LATEST") != Tri::yes) return Judgement::pass();
    Judgement judgement =
        Judgement::fail(on_latest(function, alias), version.node->span, "Properties.FunctionVersion");
    judgement.location = &alias;
    return judgement;
}

}  // namespace

NativeCheck function_has_alias() { return {"function-has-alias", judge}; }

}  // namespace stackfit::checks
