// What one slot of time contributes to several alarms at once, or to one whose points are a formula; private to the rollout layer.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "slots.h"

namespace stackfit {

/// How an alarm reads a slot: as a point ('0' and '1'), or as a count of which several slots make one point.
struct SlotReader {
    const AlarmModel* alarm = nullptr;
    bool counts = false;
    BreachRule rule;  ///< of one that counts
};
bool same(const SlotReader& a, const SlotReader& b);

/// Does the alarm look at calls of the old version too?
bool sees_all_traffic(const AlarmModel& alarm);

/// The outcomes of slots, with a digit for each reader. Calls are Poisson counts: the new version's failed and good ones, and the old
/// version's, as far as they are told apart. At most so many combinations are looked at that counts of many calls are taken in
/// blocks.
class JointSlots {
public:
    JointSlots(std::vector<SlotReader> readers, std::optional<CallTimes> times);

    /// The outcomes that are not impossible. Rates that were asked for before cost nothing. Null when the alarms' expressions have more than a thousand parts, or all that was asked for took more than a
    /// hundred million steps.
    const std::vector<SlotOutcome>* of(const CallRates& rates);
    [[nodiscard]] const std::vector<SlotReader>& readers() const { return readers_; }

private:
    struct Axis;
    struct Cell;
    [[nodiscard]] std::vector<Axis> axes(const CallRates& rates) const;
    [[nodiscard]] std::vector<SlotOutcome> outcomes(const CallRates& rates);
    [[nodiscard]] char digit(const SlotReader& reader, const PeriodCalls& calls) const;

    std::vector<SlotReader> readers_;
    std::optional<CallTimes> times_;
    bool sees_new_only_ = false, sees_all_ = false;  ///< some alarm does
    bool needs_new_ = false, needs_all_ = false;  ///< numbers of calls matter, beyond whether there are any
    std::size_t size_ = 0, steps_ = 0;            ///< of one combination of calls; in all
    std::vector<std::pair<CallRates, std::vector<SlotOutcome>>> known_;
};

/// What was worked out for alarms: deployment types and phases of the clock share most of their slots. The alarms have to outlive it.
class SlotMemory {
public:
    JointSlots& of(const std::vector<SlotReader>& readers, const Assumptions& assumptions);

private:
    std::vector<std::unique_ptr<JointSlots>> known_;
};

}  // namespace stackfit
