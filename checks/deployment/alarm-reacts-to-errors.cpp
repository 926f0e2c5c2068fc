// Statistic, threshold and comparison against the worst that a release can be: a new version that fails every call. An alarm that does not
// go off then never does.
#include <algorithm>
#include <bit>
#include <cmath>

#include "alarm_points.h"
#include "stackfit/deployment_shift.h"

namespace stackfit::checks {
namespace {

/// Minutes from a point to the traffic's return (see alarm-fits-the-bake-time.cpp): what fails later than this before the end of the shift
/// is no longer caught.
constexpr double reaction_minutes = 2;

struct Release {
    CheckContext& context;
    const GuardedRelease& guarded;
    TrafficShift shift;
    double share = 1;  ///< the greatest share of traffic that the alarm can still take back

    [[nodiscard]] double parameter(std::string_view name) const {
        return std::strtod(context.parameters.find(name)->second.c_str(), nullptr);
    }
    [[nodiscard]] Tri breaches(const Alarm& alarm, double a_minute, double of_traffic, double failing) const {
        return checks::breaches(context, guarded, alarm, {a_minute, of_traffic, failing});
    }
};

enum class Sense : std::uint8_t { unknown, prompt, dull, never };
struct Finding {
    Sense sense = Sense::unknown;
    Defect defect;
};

/// Why an alarm stays silent when every call of the new version fails.
Defect silence(const Release& release, const Alarm& alarm) {
    CheckContext& context = release.context;
    const std::string_view id = alarm.resource->id;
    if (release.breaches(alarm, plenty, release.share, 0) == Tri::yes)
        return {say("Alarm ", id,
                    " goes off when nothing fails, and not when everything does: its ComparisonOperator is ",
                    context.world.show(alarm.comparison),
                    ", on a metric that grows with the errors. Use GreaterThanThreshold."),
                alarm.comparison.node->span, "Properties.ComparisonOperator"};
    const auto most = point_of(context, release.guarded, alarm, {plenty, release.share, 1});
    if (release.breaches(alarm, plenty, 1, 1) == Tri::yes)
        return {say("Alarm ", id, " cannot go off while traffic shifts: it waits for ",
                    awaited(context.world, alarm),
                    " of old and new calls together, and when "
                    "every call of the new version fails, that is ",
                    number_text(*most), ". The new version has at most ", number_text(release.share * 100),
                    " percent of the calls while there is time to react. Watch the new version alone, with "
                    "ExecutedVersion, or lower the Threshold."),
                alarm.threshold.node->span, "Properties.Threshold"};
    return {say("Alarm ", id, " can never go off: it waits for ", awaited(context.world, alarm),
                ", and when every call fails, the value is ", number_text(*most),
                ". Count the errors (Statistic: Sum) with Threshold: 0, or choose a threshold below ",
                number_text(*most), "."),
            alarm.threshold.node->span, "Properties.Threshold"};
}

/// Poisson: at least one failure in a period in which `expected` are expected.
double hit(double expected) { return 1 - std::exp(-expected); }

/// The probability that `wanted` of some `window` periods in a row have a hit, within `periods` of them. States are the hits of the newest
/// `window` - 1 periods, as bits.
double hits_in_a_window(int wanted, int window, int periods, double probability) {
    // A window beyond the shift sees no more than the shift.
    window = std::min(window, periods);
    if (wanted > window) return 0;
    std::vector<double> states(std::size_t{1} << (window - 1), 0.0);
    states[0] = 1;
    double found = 0;
    for (int i = 0; i < periods; ++i) {
        std::vector<double> next(states.size(), 0.0);
        for (std::size_t seen = 0; seen < states.size(); ++seen) {
            if (states[seen] == 0) continue;
            next[(seen << 1) & (states.size() - 1)] += states[seen] * (1 - probability);
            const std::size_t hit = (seen << 1) | 1;
            (std::popcount(hit) >= wanted ? found : next[hit & (states.size() - 1)]) +=
                states[seen] * probability;
        }
        states = std::move(next);
    }
    return found;
}

/// Several periods at little traffic: minutes without a failure in between keep the alarm silent.
std::optional<Defect> sparse(const Release& release, const Alarm& alarm) {
    constexpr double most_periods = 16;  // 2^15 states
    CheckContext& context = release.context;
    const AlarmWindow window = window_of(context.world, alarm);
    if (!window.period || !window.datapoints_to_alarm || !window.evaluation_periods) return std::nullopt;
    const double wanted = *window.datapoints_to_alarm, of = *window.evaluation_periods;
    if (wanted < 2 || wanted > of || *window.period < 60) return std::nullopt;
    if (context.world.equal(alarm.missing_data, "notBreaching") != Tri::yes) return std::nullopt;
    const double minutes = *window.period / 60, bake = release.shift.guarded_until();
    // What is slow in any case is told by check alarm-fits-the-bake-time.
    if (wanted * minutes + 4 > bake) return std::nullopt;
    const double traffic = release.parameter("requests-per-minute"),
                 failing = release.parameter("failing-percent");
    const double share = release.shift.exposure(bake) / bake, periods = std::floor((bake - 1) / minutes);
    if (std::min(of, periods) > most_periods) return std::nullopt;
    const double chance =
        hits_in_a_window(static_cast<int>(wanted), static_cast<int>(std::min(of, periods)),
                         static_cast<int>(periods), hit(traffic * share * failing / 100 * minutes));
    if (chance >= 0.5) return std::nullopt;
    return Defect{
        say("Alarm ", alarm.resource->id, " is likelier to miss a bad release than to stop it: at ",
            number_text(traffic), " requests a minute, of which ", number_text(failing),
            " percent fail in the new version, ", window_text(window), wanted == of ? " in a row" : "",
            " with a failure come in ", number_text(std::round(chance * 100)),
            " of 100 releases, and a minute without calls counts as good. Let one period decide, "
            "or leave TreatMissingData out."),
        (alarm.datapoints_to_alarm.absent() ? alarm.evaluation_periods : alarm.datapoints_to_alarm)
            .node->span,
        "Properties.EvaluationPeriods"};
}

/// Percentiles of few samples are not judged at all with EvaluateLowSampleCountPercentile: ignore (CloudWatch User Guide,
/// "Percentile-based alarms and low data samples").
std::optional<Defect> few_samples(const Release& release, const Alarm& alarm) {
    World& world = release.context.world;
    const auto statistic = world.literal_of(alarm.metric.statistic);
    const auto period = world.number(alarm.metric.period);
    if (!statistic || !period || !statistic->starts_with('p') ||
        world.equal(alarm.low_samples, "ignore") != Tri::yes)
        return std::nullopt;
    const double upper = 1 - std::strtod(statistic->c_str() + 1, nullptr) / 100;
    const double traffic = release.parameter("requests-per-minute");
    const bool fresh =
        watched(world, release.context.graph, release.guarded.deployment, alarm.metric).level ==
        WatchLevel::version;
    const double needed = upper > 0 ? 10 / upper : 0,
                 samples = traffic * *period / 60 * (fresh ? release.share : 1);
    if (samples >= needed) return std::nullopt;
    return Defect{say("Alarm ", alarm.resource->id, " judges ", *statistic, " only from ",
                      number_text(std::round(needed)), " calls a period on, and at ", number_text(traffic),
                      " requests a minute it sees ", number_text(std::round(samples)),
                      ": until then it keeps its state, and the release goes on. Set "
                      "EvaluateLowSampleCountPercentile: evaluate."),
                  alarm.low_samples.node->span, "Properties.EvaluateLowSampleCountPercentile"};
}

/// Too few failures at little traffic for a count or a gate, even when everything fails.
Defect dullness(const Release& release, const Alarm& alarm) {
    CheckContext& context = release.context;
    const double traffic = release.parameter("requests-per-minute");
    const auto most = point_of(context, release.guarded, alarm, {traffic, release.share, 1});
    const Value& at = alarm.threshold;
    return {say("Alarm ", alarm.resource->id, " stays silent at ", number_text(traffic),
                " requests a minute: it waits for ", awaited(context.world, alarm),
                ", and when every call of the new version fails, ",
                most ? say("the value is ", number_text(*most)) : "there is no value",
                ". Lower the Threshold, or a gate on the number of calls."),
            at.node->span, "Properties.Threshold"};
}

Finding find(const Release& release, const Alarm& alarm) {
    if (auto defect = few_samples(release, alarm)) return {Sense::dull, *std::move(defect)};
    if (!depends_on_failures(release.context, release.guarded, alarm, release.share)) return {};
    const Tri at_worst = release.breaches(alarm, plenty, release.share, 1);
    if (at_worst == Tri::unknown) return {};
    if (at_worst == Tri::no) return {Sense::never, silence(release, alarm)};
    if (release.breaches(alarm, release.parameter("requests-per-minute"), release.share, 1) != Tri::yes)
        return {Sense::dull, dullness(release, alarm)};
    if (auto defect = sparse(release, alarm)) return {Sense::dull, *std::move(defect)};
    return {Sense::prompt, {}};
}

/// An alarm that never goes off is always a mistake; one that is slow of wit only where nothing else is quicker.
Judgement conclude(const GuardedRelease& guarded, const std::vector<Finding>& found) {
    const auto sense_of = [&](const Alarm* alarm) {
        return alarm != nullptr ? found[static_cast<std::size_t>(alarm - guarded.alarms.data())].sense
                                : Sense::unknown;
    };
    const bool prompt = can_hold(guarded.rule, [&](const AlarmRule& child) {
                            const Sense sense = sense_of(guarded.find(child));
                            return sense == Sense::unknown  ? AlarmStates{}
                                   : sense == Sense::prompt ? any_state
                                                            : never_in_alarm;
                        }) == Tri::yes;
    const bool guarded_at_all =
        guarded.is_guarded_without([&](const Alarm& alarm) { return sense_of(&alarm) == Sense::never; });
    std::vector<Judgement> failures;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].sense != Sense::never && (found[i].sense != Sense::dull || prompt)) continue;
        failures.push_back(
            failure_at(guarded, guarded.alarms[i], found[i].defect, guarded_at_all ? weakened : 0));
    }
    return together(std::move(failures), Judgement::pass());
}

Judgement judge(CheckContext& context, const Resource& function) {
    const Guarding guarding = checks::guarding(context, function);
    if (!guarding.release) return guarding.otherwise;
    const auto shift =
        shift_of(context.world, type_of(context.world, context.graph, guarding.release->deployment));
    if (!shift) return Judgement::unknown("how the traffic shifts is not known here");
    if (shift->guarded_until() == 0) return implied(asks_for_release);
    const Release release{context, *guarding.release, *shift,
                          shift->share(std::max(0.0, shift->guarded_until() - reaction_minutes))};
    std::vector<Finding> found;
    for (const Alarm& alarm : guarding.release->alarms) found.push_back(find(release, alarm));
    return conclude(*guarding.release, found);
}

}  // namespace

NativeCheck alarm_reacts_to_errors() { return {"alarm-reacts-to-errors", judge}; }

}  // namespace stackfit::checks
