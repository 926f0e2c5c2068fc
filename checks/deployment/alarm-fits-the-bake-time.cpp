// How long an alarm needs from the first error on, beside how long CodeDeploy looks at it. CloudWatch publishes neither how late points
// come nor when it evaluates, and CodeDeploy not how often it polls; the two bounds enclose what is seen in practice.
#include <algorithm>

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

std::optional<Timed> timed(World& world, const Alarm& alarm) {
    const AlarmWindow window = window_of(world, alarm);
    if (!window.period || !window.evaluation_periods || !window.datapoints_to_alarm) return std::nullopt;
    return Timed{&alarm, window, reaction_of(alarm, window)};
}

/// The alarm that sends the release back first, beneath a composite alarm the one that it waits for. None when one of them is not known, or no
/// alarm is waited for.
std::optional<Timed> fastest(World& world, const GuardedRelease& release) {
    const auto moment = first_moment(release.rule, [&](const AlarmRule& child) -> std::optional<double> {
        const Alarm* alarm = release.find(child);
        const auto found = alarm != nullptr ? timed(world, *alarm) : std::nullopt;
        return found ? std::optional(found->reaction.latest) : std::nullopt;
    });
    if (!moment || moment->child == nullptr) return std::nullopt;
    return timed(world, *release.find(*moment->child));
}

/// The number that makes it slow.
const Value& slow_value(const Timed& timed) {
    const Alarm& alarm = *timed.alarm;
    if (!alarm.datapoints_to_alarm.absent()) return alarm.datapoints_to_alarm;
    if (*timed.window.datapoints_to_alarm > 1) return alarm.evaluation_periods;
    return alarm.metrics().front()->period;
}

Judgement too_slow(CheckContext& context, const GuardedRelease& release, const DeploymentType& chosen,
                   const Timed& timed, double bake) {
    const bool never = timed.reaction.typical > bake;
    const std::string type =
        chosen.custom != nullptr ? std::string(chosen.custom->id) : context.world.show(chosen.value);
    const std::string time =
        never ? say("about ", number_text(timed.reaction.typical))
              : say(number_text(timed.reaction.typical), " to ", number_text(timed.reaction.latest));
    return failure_at(
        release, *timed.alarm,
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
bool is_silent(CheckContext& context, const GuardedRelease& release, const Alarm& alarm, double bake) {
    const auto minutes = context.world.number(alarm.warm_up_minutes);
    return minutes && *minutes >= bake &&
           watched(context.world, context.graph, release.deployment, alarm.metric).level ==
               WatchLevel::version;
}

std::optional<Judgement> warming_up(CheckContext& context, const GuardedRelease& release, double bake) {
    const auto silent = [&](const Alarm& alarm) { return is_silent(context, release, alarm, bake); };
    const auto found = std::find_if(release.alarms.begin(), release.alarms.end(), silent);
    if (found == release.alarms.end()) return std::nullopt;
    return failure_at(release, *found,
                      {say("Alarm ", found->resource->id,
                           " is silent in every release: it watches the new version, so each "
                           "release changes it, and it then warms up for ",
                           number_text(*context.world.number(found->warm_up_minutes)),
                           " minutes, while all traffic is shifted after ", number_text(bake),
                           ". Remove WarmUpConfiguration."),
                       found->warm_up_minutes.node->span, "Properties.WarmUpConfiguration"},
                      release.is_guarded_without(silent) ? weakened : 0);
}

Judgement judge(CheckContext& context, const Resource& function) {
    const Guarding guarding = checks::guarding(context, function);
    if (!guarding.release) return guarding.otherwise;
    const DeploymentType type = type_of(context.world, context.graph, guarding.release->deployment);
    const auto shift = shift_of(context.world, type);
    if (!shift) return Judgement::unknown("how long the traffic shifts is not known here");
    const double bake = shift->guarded_until();
    if (bake == 0) return implied(asks_for_release);
    if (auto silent = warming_up(context, *guarding.release, bake)) return *std::move(silent);
    const auto first = fastest(context.world, *guarding.release);
    if (!first) return Judgement::unknown("how fast the alarms react is not known here");
    return first->reaction.latest > bake ? too_slow(context, *guarding.release, type, *first, bake)
                                         : Judgement::pass();
}

}  // namespace

NativeCheck alarm_fits_the_bake_time() { return {"alarm-fits-the-bake-time", judge}; }

}  // namespace stackfit::checks
