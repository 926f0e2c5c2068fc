// Is an alarm of this template listed by its name as a text?
#include "common.h"
#include "stackfit/template_pieces.h"

namespace stackfit::checks {
namespace {

Judgement mistake(const Deployment& deployment, const DeploymentAlarm& listed) {
    Judgement judgement =
        Judgement::fail(say("The release of function ", deployment.function->id, " lists alarm ",
                            listed.alarm->id, " as the text ", to_string(listed.name.text),
                            ". CloudFormation sees no reference in it: it may update the alarm after the "
                            "traffic has shifted, which "
                            "then watched the version of before, and whoever renames the alarm leaves a name "
                            "behind that stands for "
                            "nothing. List !Ref ",
                            listed.alarm->id, "."),
                        listed.name.node->span, "Properties.AlarmConfiguration.Alarms");
    judgement.location = deployment.group;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment || deployment->alarms.empty()) return Judgement::not_applicable();
    std::vector<Judgement> mistakes;
    for (const DeploymentAlarm& listed : deployment->alarms) {
        if (listed.alarm == nullptr || !listed.name.is_text()) continue;
        const Text& text = listed.name.text;
        if (!is_of_a_resource(text)) mistakes.push_back(mistake(*deployment, listed));
    }
    return together(std::move(mistakes), Judgement::pass());
}

}  // namespace

NativeCheck alarms_are_named_by_reference() { return {"alarms-are-named-by-reference", judge}; }

}  // namespace stackfit::checks
