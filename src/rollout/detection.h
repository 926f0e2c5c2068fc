// When an alarm first goes off during a shift; private to the rollout layer.
#pragma once

#include <optional>
#include <vector>

#include "joint_slots.h"

namespace stackfit {

/// The alarm is evaluated at `second` and is in ALARM for the first time, or never is.
struct Firing {
    double second = 0;
    double counted_until = 0;  ///< the end of the last slot that the evaluation saw
    double probability = 0;
    double failures =
        0;  ///< mean number of calls that the new version failed until counted_until, times the probability
};

/// Everything that can happen up to a time, for one position of the clock's minutes.
struct Detection {
    std::vector<Firing> firings;
    Firing none;  ///< no evaluation until then found the alarm in ALARM; `second` is that time
};

/// How the time of an alarm is cut: slots of `slot` seconds, the first of which ends `phase` seconds after the first shift.
struct SlotGrid {
    double slot = 60, phase = 0;
};

/// Evaluations until `until` seconds. Nothing when more states would have to be kept apart than the budget allows, or the alarm cannot be
/// computed in such slots.
std::optional<Detection> detect(const AlarmModel& alarm, const Traffic& traffic,
                                const Assumptions& assumptions, SlotGrid grid, double until,
                                SlotMemory& memory);

/// outlook(), with what it shares with those of other types.
std::optional<Outlook> outlook(const TrafficShift& shift, const AlarmModel* alarm,
                               const Assumptions& assumptions, SlotMemory& memory);

}  // namespace stackfit
