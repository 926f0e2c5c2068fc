// What one slot of time (a minute, or a period) contributes to a metric; private to the rollout layer.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "stackfit/rollout.h"

namespace stackfit {

/// Calls of a slot that the metric counts, as means of Poisson distributions: failed and successful ones are independent then.
struct SlotRates {
    double failed = 0, succeeded = 0;
    double by_new_version = 0;  ///< of `failed`: share that the new version caused

    [[nodiscard]] double calls() const { return failed + succeeded; }
};

/// Calls of a slot, as means: those of both versions apart.
struct CallRates {
    double new_failed = 0, new_good = 0, old_failed = 0, old_good = 0;

    friend bool operator==(const CallRates&, const CallRates&) = default;
};

/// Traffic of one release: what the alarm counts between two times. Seconds from the first shift, which may be negative.
class Traffic {
public:
    Traffic(const TrafficShift& shift, const Assumptions& assumptions)
        : shift_(shift), assumptions_(assumptions) {}

    [[nodiscard]] SlotRates between(double begin, double end, AlarmModel::Scope scope) const;
    [[nodiscard]] CallRates calls(double begin, double end) const;
    /// Calls that the new version failed, on average.
    [[nodiscard]] double failed_by_new_version(double begin, double end) const;
    [[nodiscard]] double share(double second) const { return shift_.share(second / 60); }

private:
    /// Calls of the new version, on average.
    [[nodiscard]] double shifted(double begin, double end) const;

    const TrafficShift& shift_;
    const Assumptions& assumptions_;
};

/// When a point breaches, as an interval of a count: that of failed calls, of successful ones, or of all. What cannot be said so (an
/// average) is `rate`: the share of failed calls compared with the threshold.
struct BreachRule {
    enum class Counted : std::uint8_t { failed, succeeded, calls, rate };
    Counted counted = Counted::failed;
    double first = 0, last = std::numeric_limits<double>::infinity();
    ComparisonOperator comparison = ComparisonOperator::greater;  // of `rate`
    double threshold = 0;

    [[nodiscard]] bool holds(double count) const { return count >= first && count <= last; }
    /// The count from which on counts are alike.
    [[nodiscard]] double cap() const;
};
BreachRule breach_rule(const AlarmModel& alarm);

/// One way in which a slot can turn out.
struct SlotOutcome {
    std::string
        digits;  ///< one for each alarm that looks. '-': no point; else it stands for a count: '0' + count
    double probability = 0;
    double failures = 0;  ///< mean number of calls that the new version failed, times the probability
};
/// The outcomes that are not impossible. Their counts are 0 (within the threshold) and 1 (breaching).
std::vector<SlotOutcome> points_of(const SlotRates& slot, const BreachRule& rule);
/// The same with counts up to the rule's cap: several slots make one point. Not for `rate`.
std::vector<SlotOutcome> counts_of(const SlotRates& slot, const BreachRule& rule);

}  // namespace stackfit
