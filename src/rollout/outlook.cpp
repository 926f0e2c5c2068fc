// What becomes of a release: the model of docs/rollout.md.
//
// Two clocks are not tied to the shift: the minutes of the metric, and CodeDeploy's look at the alarms. Both are averaged over, in steps of
// ten seconds, the finest period that CloudWatch knows: every step costs one run of the dynamic program in detection.cpp for the first
// and next to nothing for the second.
#include <algorithm>
#include <cmath>
#include <limits>

#include "detection.h"

namespace stackfit {
namespace {

constexpr double step = 10;  // seconds

/// Sums over phases, turned into means at the end.
class Average {
public:
    Average(const TrafficShift& shift, const Assumptions& assumptions)
        : traffic_(shift, assumptions),
          assumptions_(assumptions),
          guarded_until_(std::min(shift.guarded_until(), assumptions.repair_minutes) * 60) {}

    [[nodiscard]] double guarded_until() const { return guarded_until_; }
    [[nodiscard]] const Traffic& traffic() const { return traffic_; }

    /// `weight`: of this phase among all.
    void add(const Detection& detection, double weight) {
        const double looks = std::max(1.0, std::ceil(assumptions_.poll_interval / step));
        for (const Firing& firing : detection.firings)
            for (double look = 0; look < looks; ++look) add(firing, look * step, weight / looks);
        add_missed(detection.none, weight);
    }

    [[nodiscard]] Outlook result() const {
        const double missed = 1 - rollback_;
        Outlook result;
        result.rollback = rollback_;
        result.minute = rollback_ > 0 ? seconds_ / rollback_ / 60 : 0;
        result.share = rollback_ > 0 ? share_ / rollback_ : 0;
        result.failed_with_rollback = rollback_ > 0 ? failed_ / rollback_ : 0;
        result.failed_without_rollback = missed > negligible ? missed_failed_ / missed : 0;
        result.failed = failed_ + missed_failed_;
        result.failed_at_worst = traffic_.failed_by_new_version(0, repaired());
        return result;
    }

private:
    static constexpr double negligible = 1e-9;

    [[nodiscard]] double repaired() const { return assumptions_.repair_minutes * 60; }

    /// CodeDeploy looks at `look`, and every poll interval after that. An alarm that is on at the start stops the shift at once.
    [[nodiscard]] double noticed(double second, double look) const {
        if (second <= 0) return 0;
        const double poll = assumptions_.poll_interval;
        const double wait = std::fmod(look - second, poll);
        return second + (wait < 0 ? wait + poll : wait);
    }

    void add(const Firing& firing, double look, double weight) {
        const double second = noticed(firing.second, look);
        if (second > guarded_until_) return add_missed(firing, weight);
        const double probability = firing.probability * weight;
        rollback_ += probability;
        seconds_ += probability * second;
        share_ += probability * traffic_.share(second);
        failed_ += firing.failures * weight +
                   probability * traffic_.failed_by_new_version(firing.counted_until, second);
    }

    void add_missed(const Firing& firing, double weight) {
        missed_failed_ +=
            weight * (firing.failures +
                      firing.probability * traffic_.failed_by_new_version(firing.counted_until, repaired()));
    }

    Traffic traffic_;
    const Assumptions& assumptions_;
    double guarded_until_;
    double rollback_ = 0, seconds_ = 0, share_ = 0, failed_ = 0, missed_failed_ = 0;
};

/// Over all phases of a clock with such slots.
std::optional<Outlook> over_phases(const TrafficShift& shift, const AlarmModel& alarm,
                                   const Assumptions& assumptions, double slot, SlotMemory& memory) {
    constexpr double most_phases = 60;
    const double phases = std::min(most_phases, slot / step);
    Average average(shift, assumptions);
    for (double phase = 0; phase < phases; ++phase) {
        const SlotGrid grid{slot, phase * slot / phases};
        const auto detection =
            detect(alarm, average.traffic(), assumptions, grid, average.guarded_until(), memory);
        if (!detection) return std::nullopt;
        average.add(*detection, 1 / phases);
    }
    return average.result();
}

}  // namespace

namespace {

DetectionTimes times_of_points(const AlarmModel& alarm, const Assumptions& assumptions) {
    constexpr double tick = 1;  // minutes: CloudWatch evaluates an alarm of these periods every minute
    const double period = alarm.period / 60, delay = assumptions.metric_delay / 60,
                 poll = assumptions.poll_interval / 60;
    const double others = (alarm.evaluation.datapoints - 1) * period;
    return {others + delay, others + delay + tick / 2 + poll, others + period + 2 * delay + tick + 2 * poll};
}

/// The period of what is looked at; nothing when there are several, and they differ.
std::optional<double> common_period(const AlarmModel& alarm) {
    if (!alarm.composite) return alarm.period;
    std::optional<double> common;
    for (const auto& [resource, child] : alarm.composite->children) {
        if (common && *common != child.period) return std::nullopt;
        common = child.period;
    }
    return common;
}

}  // namespace

DetectionTimes detection_times(const AlarmModel& alarm, const Assumptions& assumptions) {
    if (!alarm.composite) return times_of_points(alarm, assumptions);
    const auto moment = [&](double DetectionTimes::*time) {
        const auto found =
            first_moment(alarm.composite->rule, [&](const AlarmRule& child) -> std::optional<double> {
                const auto index = alarm.composite->find(child);
                if (!index) return std::numeric_limits<double>::infinity();
                return times_of_points(alarm.composite->children[*index].second, assumptions).*time;
            });
        return found ? found->time : 0;
    };
    return {moment(&DetectionTimes::earliest), moment(&DetectionTimes::typical),
            moment(&DetectionTimes::latest)};
}

std::optional<Outlook> outlook(const TrafficShift& shift, const AlarmModel* alarm,
                               const Assumptions& assumptions) {
    SlotMemory memory;
    return outlook(shift, alarm, assumptions, memory);
}

std::optional<Outlook> outlook(const TrafficShift& shift, const AlarmModel* alarm,
                               const Assumptions& assumptions, SlotMemory& memory) {
    constexpr double minute = 60;
    if (alarm == nullptr) {
        Average average(shift, assumptions);
        average.add({{}, {average.guarded_until(), 0, 1, 0}}, 1);
        return average.result();
    }
    // CloudWatch evaluates every minute, and a longer period slides along ("Alarm evaluation").
    if (auto result = over_phases(shift, *alarm, assumptions, minute, memory)) return result;
    const auto period = common_period(*alarm);
    if (!period || *period == minute) return std::nullopt;
    auto result = over_phases(shift, *alarm, assumptions, *period, memory);
    if (result) result->coarse = true;
    return result;
}

}  // namespace stackfit
