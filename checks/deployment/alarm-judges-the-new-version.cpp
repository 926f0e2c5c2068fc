// What an alarm on old and new calls together, or with a memory, does to the release that mends the old version.
#include <algorithm>

#include "guards.h"

namespace stackfit::checks {
namespace {

bool watches_the_new_version(CheckContext& context, const GuardedRelease& release, const Alarm& alarm) {
    const auto metrics = alarm.metrics();
    return std::any_of(metrics.begin(), metrics.end(), [&](const Metric* metric) {
        return metric->dimension("ExecutedVersion") != nullptr ||
               watched(context.world, context.graph, release.deployment, *metric).level ==
                   WatchLevel::version;
    });
}

/// Does a service of AWS publish all of what it looks at? Own metrics may tell versions apart in their own way.
bool is_service_alarm(CheckContext& context, const Alarm& alarm) {
    const auto metrics = alarm.metrics();
    return !metrics.empty() && std::all_of(metrics.begin(), metrics.end(), [&](const Metric* metric) {
        const auto service = context.world.literal_of(metric->metric_namespace);
        return service && service->starts_with("AWS/");
    });
}

std::optional<Judgement> keeps_its_state(CheckContext& context, const GuardedRelease& release) {
    for (const Alarm& alarm : release.alarms) {
        if (context.world.equal(alarm.missing_data, "ignore") != Tri::yes ||
            !watches_the_new_version(context, release, alarm))
            continue;
        return failure_at(
            release, alarm,
            {say("Alarm ", alarm.resource->id,
                 " keeps the state that it had for the version before: the new version has no calls "
                 "when its release begins, and TreatMissingData is ignore. After a release that was rolled "
                 "back it stays in ALARM "
                 "and stops the release that mends it. Set TreatMissingData: missing."),
             alarm.missing_data.node->span, "Properties.TreatMissingData"},
            weakened);
    }
    return std::nullopt;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const Guarding guarding = checks::guarding(context, function);
    if (!guarding.release) return guarding.otherwise;
    const GuardedRelease& release = *guarding.release;
    if (is_gradual(context.world, context.graph, release.deployment) == Tri::no) return implied(asks_for_release);
    if (auto failure = keeps_its_state(context, release)) return *std::move(failure);
    const auto& alarms = release.alarms;
    if (std::any_of(alarms.begin(), alarms.end(),
                    [&](const Alarm& alarm) { return watches_the_new_version(context, release, alarm); }))
        return Judgement::pass();
    if (!release.all_known || !std::all_of(alarms.begin(), alarms.end(), [&](const Alarm& alarm) {
            return is_service_alarm(context, alarm);
        }))
        return Judgement::unknown("what the alarms watch is not known here");

    const Alarm& first = alarms.front();
    return failure_at(
        release, first,
        {say("No alarm of the release of function ", function.id, " watches the new version alone: ",
             first.resource->id, alarms.size() > 1 ? " and the others mix" : " mixes",
             " its calls with those of the old one. Few errors of the new version are lost in "
             "many good calls, and errors that the old version makes stop the release that mends them. Add "
             "an alarm on Errors of "
             "AWS/Lambda with the dimensions FunctionName, Resource (name:alias) and ExecutedVersion."),
         key_place(first, first.metrics().front()->node, "Dimensions"), "Properties.Dimensions"},
        weakened);
}

}  // namespace

NativeCheck alarm_judges_the_new_version() { return {"alarm-judges-the-new-version", judge}; }

}  // namespace stackfit::checks
