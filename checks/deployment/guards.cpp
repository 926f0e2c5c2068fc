#include "guards.h"

#include <algorithm>

namespace stackfit::checks {
namespace {

GuardedRelease read(CheckContext& context, const Deployment& deployment) {
    GuardedRelease release;
    release.deployment = deployment;
    release.all_known = deployment.alarms_known;
    for (const DeploymentAlarm& listed : deployment.alarms) {
        if (listed.alarm != nullptr)
            release.alarms.push_back(alarm_of(context.world, context.graph, *listed.alarm));
        else
            release.all_known = false;
    }
    return release;
}

}  // namespace

Guarding guarding(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (auto nothing = without_group(deployment)) return {nullptr, *std::move(nothing)};
    const GuardedRelease& release = context.memory.remember(context.world, "guarded release", &function,
                                                            [&] { return read(context, *deployment); });
    if (release.alarms.empty()) return {nullptr, Judgement::unknown("the alarms are not in this template")};
    return {&release, {}};
}

Judgement judge_guards(CheckContext& context, const Resource& function, FindDefects find) {
    const Guarding guarding = checks::guarding(context, function);
    if (!guarding.release) return guarding.otherwise;
    std::vector<Judgement> failures;
    bool one_is_left = !guarding.release->all_known;
    for (const Alarm& alarm : guarding.release->alarms) {
        std::vector<Defect> defects;
        find(context, *guarding.release, alarm, defects);
        one_is_left = one_is_left || defects.empty();
        for (Defect& defect : defects) failures.push_back(failure_at(*alarm.resource, std::move(defect), 0));
    }
    for (Judgement& failure : failures) failure.value = one_is_left ? weakened : 0;
    return together(std::move(failures), Judgement::pass());
}

Judgement failure_at(const Resource& alarm, Defect defect, double value) {
    Judgement judgement =
        Judgement::fail(std::move(defect.message), defect.at, std::move(defect.property), value);
    judgement.location = &alarm;
    return judgement;
}

Span key_place(const Alarm& alarm, const Node* block, std::string_view key) {
    const Member* member = block == nullptr ? nullptr : block->find(key);
    if (member != nullptr) return member->key_span;
    return block == nullptr || block == alarm.resource->properties ? alarm.resource->id_span : block->span;
}

std::string window_text(const AlarmWindow& window) {
    const double points = *window.datapoints_to_alarm, periods = *window.evaluation_periods;
    return say(number_text(points), points == periods ? "" : say(" of ", number_text(periods)),
               periods == 1 ? " period of " : " periods of ", number_text(*window.period), " seconds");
}

std::string version_advice(const CheckContext& context, const Deployment& release) {
    if (made_by_sam(context, *release.function))
        return say("Write !GetAtt ", release.function->id, ".Version.Version.");
    return release.version != nullptr ? say("Write !GetAtt ", release.version->id, ".Version.")
                                      : "Take the attribute Version of the AWS::Lambda::Version.";
}

bool is_version_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace stackfit::checks
