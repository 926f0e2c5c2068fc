// An alarm that is in ALARM whatever the new version does: every deployment is stopped, also the one that mends it.
#include <algorithm>

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
    if (!comparison || !comparison->starts_with("Greater") || !counts_failures(context, release, alarm))
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

std::vector<Defect> defects_of(CheckContext& context, const GuardedRelease& release, const Alarm& alarm) {
    std::vector<Defect> defects;
    judge_silence(context, release, alarm, defects);
    judge_threshold(context, release, alarm, defects);
    return defects;
}

/// An alarm with what makes it go off while nothing fails.
struct Noisy {
    const Alarm* alarm = nullptr;
    std::vector<Defect> defects;
};

/// Is an item of the list in ALARM in every good release, when these alarms are? The others of the template are not; of those from
/// elsewhere nothing is known.
bool stops_every_release(const GuardedRelease& release, const AlarmRule& item,
                         const std::vector<Noisy>& noisy) {
    return always_holds(item, [&](const AlarmRule& child) {
               if (child.alarm == nullptr) return any_state;
               const bool is_noisy = std::any_of(noisy.begin(), noisy.end(), [&](const Noisy& one) {
                   return one.alarm == release.find(child);
               });
               return is_noisy ? always_in_alarm : never_in_alarm;
           }) == Tri::yes;
}

bool is_set_off_by(const AlarmRule& rule, const Alarm& alarm) {
    const auto children = set_off_by(rule);
    return std::any_of(children.begin(), children.end(),
                       [&](const AlarmRule* child) { return child->alarm == alarm.resource; });
}

/// NOT ALARM(...), OK(...) or TRUE: what is true while all is well.
std::optional<Judgement> inverted(CheckContext& context, const GuardedRelease& release,
                                  const Alarm& composite) {
    if (!release.lists(composite) || !stops_every_release(release, composite.rule, {})) return std::nullopt;
    const Value rule = context.world.get(composite.resource->properties, "AlarmRule");
    return failure_at(
        release, composite,
        {say("Composite alarm ", composite.resource->id, " is in ALARM while nothing is wrong: its rule, ",
             to_string(alarm_of(context.world, context.graph, *composite.resource).rule),
             ", is true when no alarm beneath it is in ALARM. Every release is stopped. Ask for "
             "ALARM(...) of the alarms that tell of a bad release."),
         rule.node->span, "Properties.AlarmRule"},
        0);
}

/// One alarm in ALARM is enough to stop a release; a gate beneath a composite alarm is not.
Judgement judge(CheckContext& context, const Resource& function) {
    const Guarding guarding = guarding_by_rule(context, function);
    if (!guarding.release) return guarding.otherwise;
    const GuardedRelease& release = *guarding.release;
    std::vector<Judgement> failures;
    for (const Alarm& composite : release.composites)
        if (auto failure = inverted(context, release, composite)) failures.push_back(*std::move(failure));
    std::vector<Noisy> noisy;
    for (const Alarm& alarm : release.alarms)
        if (auto defects = defects_of(context, release, alarm); !defects.empty())
            noisy.push_back({&alarm, std::move(defects)});
    for (const Noisy& one : noisy) {
        const auto& items = release.rule.parts;
        if (std::none_of(items.begin(), items.end(), [&](const AlarmRule& item) {
                return is_set_off_by(item, *one.alarm) && stops_every_release(release, item, noisy);
            }))
            continue;
        for (const Defect& defect : one.defects)
            failures.push_back(failure_at(release, *one.alarm, defect, 0));
    }
    return together(std::move(failures), release.alarms.empty() ? nothing_here() : Judgement::pass());
}

}  // namespace

NativeCheck alarm_lets_good_releases_pass() { return {"alarm-lets-good-releases-pass", judge}; }

}  // namespace stackfit::checks
