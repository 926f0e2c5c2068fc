// An alarm that is in ALARM whatever the new version does: every deployment is stopped, also the one that mends it.
#include "alarm_points.h"

namespace stackfit::checks {
namespace {

/// CloudWatch takes a minute without calls for a breach, and the new version has none when its release begins.
void judge_silence(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                   std::vector<Defect>& defects) {
    if (context.world.equal(alarm.missing_data, "breaching") != Tri::yes) return;
    const auto metrics = alarm.metrics();
    if (metrics.empty() ||
        watched(context.world, context.graph, release.deployment, *metrics.front()).level !=
            WatchLevel::version)
        return;
    defects.push_back(
        {say("Alarm ", alarm.resource->id,
             " stops every release as it begins: the new version has no calls yet, and TreatMissingData is "
             "breaching. "
             "CodeDeploy finds the alarm in ALARM and moves the alias back. Set TreatMissingData: missing."),
         alarm.missing_data.node->span, "Properties.TreatMissingData"});
}

/// No metric of AWS is negative, so 0 and more is always.
bool is_always_reached(CheckContext& context, const Alarm& alarm) {
    if (alarm.kind != Alarm::Kind::metric) return false;
    const auto service = context.world.literal_of(alarm.metric.metric_namespace);
    const auto comparison = context.world.literal_of(alarm.comparison);
    const auto threshold = context.world.number(alarm.threshold);
    if (!service || !service->starts_with("AWS/") || !comparison || !threshold) return false;
    return (*comparison == "GreaterThanOrEqualToThreshold" && *threshold <= 0) ||
           (*comparison == "GreaterThanThreshold" && *threshold < 0);
}

/// One call a minute that goes well, and the alarm goes off.
bool goes_off_at_success(CheckContext& context, const GuardedRelease& release, const Alarm& alarm) {
    const auto comparison = context.world.literal_of(alarm.comparison);
    if (!comparison || !comparison->starts_with("Greater") || !counts_failures(context.world, alarm))
        return false;
    return breaches(context, release, alarm, {1, 1, 0}) == Tri::yes;
}

void judge_threshold(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                     std::vector<Defect>& defects) {
    if (!is_always_reached(context, alarm) && !goes_off_at_success(context, release, alarm)) return;
    const bool samples = alarm.kind == Alarm::Kind::metric &&
                         context.world.equal(alarm.metric.statistic, "SampleCount") == Tri::yes;
    const Value& at = samples ? alarm.metric.statistic : alarm.threshold;
    defects.push_back({say("Alarm ", alarm.resource->id,
                           " goes off with the first call, also when it goes well: it waits for ",
                           awaited(context.world, alarm), samples ? " samples" : "",
                           samples ? ", and the samples of this metric are all calls, good ones too" : "",
                           ". Every release is stopped. ",
                           samples ? "Set Statistic: Sum." : "Use GreaterThanThreshold with Threshold: 0."),
                       at.node->span, samples ? "Properties.Statistic" : "Properties.Threshold"});
}

void find(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
          std::vector<Defect>& defects) {
    judge_silence(context, release, alarm, defects);
    judge_threshold(context, release, alarm, defects);
}

Judgement judge(CheckContext& context, const Resource& function) {
    Judgement verdict = judge_guards(context, function, find);
    // One alarm in ALARM is enough to stop a release.
    if (verdict.status == Judgement::Status::judged && verdict.value < 0.5) verdict.value = 0;
    return verdict;
}

}  // namespace

NativeCheck alarm_lets_good_releases_pass() { return {"alarm-lets-good-releases-pass", judge}; }

}  // namespace stackfit::checks
