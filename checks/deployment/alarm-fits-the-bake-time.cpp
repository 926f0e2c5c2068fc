// How long an alarm needs from the first error on, beside how long CodeDeploy looks at it. CloudWatch publishes neither how late points
// come nor when it evaluates, and CodeDeploy not how often it polls; the two bounds enclose what is seen in practice.
#include <algorithm>
#include <limits>

#include "guards.h"
#include "stackfit/deployment_shift.h"

namespace stackfit::checks {
namespace {

/// Minutes from the first error to the traffic's return, when every period breaches. `typical`: the metric comes after 60 s, the
/// evaluation 30 s later, the poll again 30 s later. `latest`: the metric comes after 120 s, the period begins with the clock's minute.
struct Reaction {
    double typical = 0, latest = 0;
};

Reaction reaction_of(const Alarm& alarm, const AlarmWindow& window) {
    const double period = *window.period / 60, points = *window.datapoints_to_alarm;
    // With a wall clock window a period counts once it is over, and not while it slides.
    const double waited = alarm.wall_clock.absent() ? points - 1 : points;
    return {waited * period + 2, points * period + 4};
}

struct Timed {
    const Alarm* alarm = nullptr;
    AlarmWindow window;
    Reaction reaction;
};

/// The alarm that reacts first; none when one of them is not known.
std::optional<Timed> fastest(World& world, const GuardedRelease& release) {
    std::optional<Timed> best;
    if (!release.all_known) return best;
    for (const Alarm& alarm : release.alarms) {
        const AlarmWindow window = window_of(world, alarm);
        if (!window.period || !window.evaluation_periods || !window.datapoints_to_alarm) return std::nullopt;
        const Reaction reaction = reaction_of(alarm, window);
        if (!best || reaction.latest < best->reaction.latest) best = Timed{&alarm, window, reaction};
    }
    return best;
}

/// The number that makes it slow.
const Value& slow_value(const Timed& timed) {
    const Alarm& alarm = *timed.alarm;
    if (!alarm.datapoints_to_alarm.absent()) return alarm.datapoints_to_alarm;
    if (*timed.window.datapoints_to_alarm > 1) return alarm.evaluation_periods;
    return alarm.metrics().front()->period;
}

Judgement too_slow(CheckContext& context, const Deployment& deployment, const Timed& timed, double bake) {
    const bool never = timed.reaction.typical > bake;
    const std::string type = deployment.custom_type != nullptr ? std::string(deployment.custom_type->id)
                                                               : context.world.show(deployment.type);
    const std::string time =
        never ? say("about ", number_text(timed.reaction.typical))
              : say(number_text(timed.reaction.typical), " to ", number_text(timed.reaction.latest));
    return failure_at(
        *timed.alarm->resource,
        {say("Alarm ", timed.alarm->resource->id,
             never ? " goes off too late: " : " may go off too late: ", "it waits for ",
             window_text(timed.window), ", ", time, " minutes with the delays of the metric, and ", type,
             " has shifted all traffic after ", number_text(bake),
             ". From then on nobody looks at the alarm, and the new version stays. Let one period of 60 "
             "seconds decide, or choose a "
             "type that takes longer."),
         slow_value(timed).node->span, "Properties.EvaluationPeriods"},
        never ? 0 : weakened);
}

/// WarmUpConfiguration begins anew with each update of the alarm, and an alarm on ExecutedVersion is updated in each release.
std::optional<Judgement> warming_up(CheckContext& context, const GuardedRelease& release, double bake) {
    for (const Alarm& alarm : release.alarms) {
        const auto minutes = context.world.number(alarm.warm_up_minutes);
        if (!minutes || *minutes < bake) continue;
        const Watched watch = watched(context.world, context.graph, release.deployment, alarm.metric);
        if (watch.level != WatchLevel::version) continue;
        return failure_at(*alarm.resource,
                          {say("Alarm ", alarm.resource->id,
                               " is silent in every release: it watches the new version, so each "
                               "release changes it, and it then warms up for ",
                               number_text(*minutes), " minutes, while all traffic is shifted after ",
                               number_text(bake), ". Remove WarmUpConfiguration."),
                           alarm.warm_up_minutes.node->span, "Properties.WarmUpConfiguration"},
                          release.alarms.size() == 1 && release.all_known ? 0 : weakened);
    }
    return std::nullopt;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const Guarding guarding = checks::guarding(context, function);
    if (!guarding.release) return guarding.otherwise;
    const Deployment& deployment = guarding.release->deployment;
    const auto shift = shift_of(context.world, deployment);
    if (!shift) return Judgement::unknown("how long the traffic shifts is not known here");
    const double bake = shift->guarded_until();
    if (bake == 0) return implied(asks_for_release);
    if (auto silent = warming_up(context, *guarding.release, bake)) return *std::move(silent);
    const auto timed = fastest(context.world, *guarding.release);
    if (!timed) return Judgement::unknown("how fast the alarms react is not known here");
    return timed->reaction.latest > bake ? too_slow(context, deployment, *timed, bake) : Judgement::pass();
}

}  // namespace

NativeCheck alarm_fits_the_bake_time() { return {"alarm-fits-the-bake-time", judge}; }

}  // namespace stackfit::checks
