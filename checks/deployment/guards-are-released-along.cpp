// Do the hooks and alarms of a release come from another stack?
#include "common.h"

namespace stackfit::checks {
namespace {

/// An import ties to another stack, whose exports outlive a release of this one.
bool is_imported(const Value& value) {
    return value.is_text() && value.text.size() == 1 && value.text[0].kind == Piece::Kind::opaque &&
           value.text[0].name.starts_with("Fn::ImportValue");
}

Judgement mistake(const Deployment& deployment, std::string_view what, const Value& value) {
    Judgement judgement =
        Judgement::fail(say(what, " of function ", deployment.function->id,
                            "'s release is one of another stack: ", to_string(value.text),
                            ". What changes in both stacks is not deployed as one: the release is judged by "
                            "whatever that stack has at "
                            "the time, and a rollback of the one takes nothing of the other back. Deploy the "
                            "other stack first, and "
                            "keep it able to judge the old version as well as the new one."),
                        value.node->span, "UpdatePolicy.CodeDeployLambdaAliasUpdate");
    judgement.location = deployment.alias;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment || !deployment->has_update_policy) return Judgement::not_applicable();
    std::vector<Judgement> mistakes;
    for (const NamedHook& named : hooks_of(context, *deployment))
        if (is_imported(named.hook->value))
            mistakes.push_back(mistake(*deployment, say("The ", named.event, " hook"), named.hook->value));
    for (const DeploymentAlarm& listed : deployment->alarms)
        if (is_imported(listed.name)) mistakes.push_back(mistake(*deployment, "An alarm", listed.name));
    return together(std::move(mistakes), Judgement::not_applicable());
}

}  // namespace

NativeCheck guards_are_released_along() { return {"guards-are-released-along", judge}; }

}  // namespace stackfit::checks
