// What switches a DeploymentPreference of SAM off, and what only looks as if it did (AWS SAM Developer Guide, "DeploymentPreference").
#include "common.h"

namespace stackfit::checks {
namespace {

const Node* preference_of(const Node* properties) {
    return properties == nullptr ? nullptr : properties->get("DeploymentPreference");
}

/// SAM reads Ref of a parameter and Fn::FindInMap while it expands; of every other function it sees a map, which is not false.
const Node* unread_switch(const Node* own, const Node* inherited) {
    for (const Node* preference : {own, inherited}) {
        const Node* enabled = preference == nullptr ? nullptr : preference->get("Enabled");
        if (enabled == nullptr) continue;
        const Member* function = intrinsic(*enabled);
        return function != nullptr && function->key != "Ref" && function->key != "Fn::FindInMap" ? enabled
                                                                                                 : nullptr;
    }
    return nullptr;
}

Judgement failure(const Resource& function, std::string message, const Node& at) {
    Judgement judgement =
        Judgement::fail(std::move(message), at.span, "Properties.DeploymentPreference.Enabled");
    judgement.location = &function;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const Resource* source = context.unit.source.resource(function.id);
    if (source == nullptr || source->type != "AWS::Serverless::Function") return Judgement::not_applicable();
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (!deployment->has_update_policy) return implied(asks_for_release);

    const Node* globals = context.unit.source.section("Globals");
    const Node* own = preference_of(source->properties);
    const Node* inherited = preference_of(globals == nullptr ? nullptr : globals->get("Function"));
    if (const Node* enabled = unread_switch(own, inherited))
        return failure(function,
                       say("DeploymentPreference.Enabled is ", intrinsic(*enabled)->key,
                           ", which SAM does not read: it takes the function itself for true, so "
                           "CodeDeploy releases function ",
                           function.id,
                           " in every environment, whatever the condition says. Use a parameter or "
                           "Fn::FindInMap, or keep it enabled and choose the Type by the condition."),
                       *enabled);
    if (own != nullptr && own->is_mapping() && own->members.empty() && inherited != nullptr &&
        !inherited->members.empty())
        return failure(function,
                       say("The empty DeploymentPreference of function ", function.id,
                           " changes nothing: SAM merges it with that of the Globals, and CodeDeploy "
                           "releases the function. Write {Enabled: false} to switch it off, or remove it."),
                       *own);
    return Judgement::pass();
}

}  // namespace

NativeCheck deployment_preference_switch() { return {"deployment-preference-switch", judge}; }

}  // namespace stackfit::checks
