// Calls arrive as a Poisson process, and each fails with a probability: so failed and successful calls of a slot are independent Poisson
// counts, and everything below is a sum over one or two of those.
#include "slots.h"

#include <algorithm>
#include <cmath>

#include "poisson.h"

namespace stackfit {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
using Counted = BreachRule::Counted;

/// A probability, and the mean number of failed calls times that probability.
struct Mass {
    double probability = 0, failed = 0;

    friend Mass operator-(const Mass& a, const Mass& b) {
        return {std::max(0.0, a.probability - b.probability), std::max(0.0, a.failed - b.failed)};
    }
};

/// Mean of a Poisson count X over first <= X <= last: k P(X=k) is the mean times P(X=k-1).
double mean_within(double mean, double first, double last) {
    return mean * poisson(mean, first - 1, last - 1);
}

/// A call there is, and the count is within [first, last].
Mass mass(const SlotRates& slot, Counted counted, double first, double last) {
    const double failed = slot.failed, succeeded = slot.succeeded;
    if (counted == Counted::calls) {
        const double calls = slot.calls(), from = std::max(1.0, first);
        const double share = calls > 0 ? failed / calls : 0;
        return {poisson(calls, from, last), share * mean_within(calls, from, last)};
    }
    // Of the count that is 0 there is a point only when the other is not.
    const bool with_zero = first <= 0;
    const double from = std::max(1.0, first);
    if (counted == Counted::failed)
        return {poisson(failed, from, last) + (with_zero ? std::exp(-failed) * -std::expm1(-succeeded) : 0),
                mean_within(failed, from, last)};
    const double some = poisson(succeeded, from, last), none = with_zero ? std::exp(-succeeded) : 0;
    return {some + none * -std::expm1(-failed), (some + none) * failed};
}

/// So many successful calls, beside `failed` failed ones, that the share of failed ones breaches.
double rate_breaches(double succeeded_mean, double failed, const BreachRule& rule) {
    // f / (f + s) falls as s grows, so it breaches up to one number of successful calls, or from one on.
    const double begin = failed > 0 ? 0 : 1;
    double low = begin, high = std::ceil(succeeded_mean + 9 * std::sqrt(succeeded_mean) + 30);
    const auto breaching = [&](double succeeded) {
        return breaches(failed / (failed + succeeded), rule.comparison, rule.threshold);
    };
    const bool at_first = breaching(low);
    if (at_first == breaching(high)) return at_first ? poisson(succeeded_mean, begin, infinity) : 0;
    while (high - low > 1) {
        const double middle = std::floor((low + high) / 2);
        (breaching(middle) == at_first ? low : high) = middle;
    }
    return at_first ? poisson(succeeded_mean, begin, low) : poisson(succeeded_mean, high, infinity);
}

/// A call there is, and the share of failed ones breaches.
Mass rate_mass(const SlotRates& slot, const BreachRule& rule) {
    Mass result;
    const double width = 9 * std::sqrt(slot.failed) + 30;
    for (double failed = std::max(0.0, std::floor(slot.failed - width)); failed <= slot.failed + width;
         ++failed) {
        const double here =
            poisson(slot.failed, failed, failed) * rate_breaches(slot.succeeded, failed, rule);
        result.probability += here;
        result.failed += failed * here;
    }
    return result;
}

void add(std::vector<SlotOutcome>& outcomes, char digit, const Mass& mass, double by_new_version) {
    constexpr double impossible = 1e-14;
    if (mass.probability < impossible) return;
    outcomes.push_back({std::string(1, digit), mass.probability, mass.failed * by_new_version});
}

/// Of a value that is 0 or 1: in which of the two cases it breaches, said of the count that is positive when the value is `value_of_some`.
BreachRule zero_or_one(const AlarmModel& alarm, Counted counted, double value_of_some) {
    const bool some = breaches(value_of_some, alarm.comparison, alarm.threshold);
    const bool none = breaches(1 - value_of_some, alarm.comparison, alarm.threshold);
    BreachRule rule;
    rule.counted = counted;
    rule.first = none ? 0 : some ? 1 : infinity;
    rule.last = some ? infinity : 0;
    return rule;
}

BreachRule count_rule(const AlarmModel& alarm, Counted counted) {
    BreachRule rule;
    rule.counted = counted;
    switch (alarm.comparison) {
        case ComparisonOperator::greater: rule.first = std::floor(alarm.threshold) + 1; break;
        case ComparisonOperator::greater_or_equal: rule.first = std::ceil(alarm.threshold); break;
        case ComparisonOperator::less: rule.last = std::ceil(alarm.threshold) - 1; break;
        case ComparisonOperator::less_or_equal: rule.last = std::floor(alarm.threshold); break;
    }
    rule.first = std::max(0.0, rule.first);
    return rule;
}

BreachRule rate_rule(const AlarmModel& alarm) {
    // A rate above 0 is a failed call, and that is a count.
    if (alarm.comparison == ComparisonOperator::greater && alarm.threshold == 0)
        return zero_or_one(alarm, Counted::failed, 1);
    BreachRule rule;
    rule.counted = Counted::rate;
    rule.comparison = alarm.comparison;
    rule.threshold = alarm.threshold;
    return rule;
}

}  // namespace

double BreachRule::cap() const { return std::isinf(last) ? (std::isinf(first) ? 0 : first) : last + 1; }

BreachRule breach_rule(const AlarmModel& alarm) {
    switch (alarm.statistic) {
        case Statistic::sum: return count_rule(alarm, Counted::failed);
        case Statistic::sample_count: return count_rule(alarm, Counted::calls);
        case Statistic::maximum: return zero_or_one(alarm, Counted::failed, 1);
        case Statistic::minimum: return zero_or_one(alarm, Counted::succeeded, 0);
        case Statistic::average: break;
    }
    return rate_rule(alarm);
}

double Traffic::shifted(double begin, double end) const {
    return assumptions_.requests_per_minute * (shift_.exposure(end / 60) - shift_.exposure(begin / 60));
}

double Traffic::failed_by_new_version(double begin, double end) const {
    return assumptions_.error_rate * shifted(begin, end);
}

CallRates Traffic::calls(double begin, double end) const {
    const double fresh = shifted(begin, end);
    const double old = assumptions_.requests_per_minute * (end - begin) / 60 - fresh;
    const double failed = assumptions_.error_rate * fresh, old_failed = assumptions_.background_rate * old;
    return {failed, fresh - failed, old_failed, old - old_failed};
}

SlotRates Traffic::between(double begin, double end, AlarmModel::Scope scope) const {
    const CallRates calls = this->calls(begin, end);
    if (scope == AlarmModel::Scope::new_version) return {calls.new_failed, calls.new_good, 1};
    const double failed = calls.new_failed + calls.old_failed;
    return {failed, calls.new_good + calls.old_good, failed > 0 ? calls.new_failed / failed : 0};
}

std::vector<SlotOutcome> points_of(const SlotRates& slot, const BreachRule& rule) {
    const Mass breaching = rule.counted == Counted::rate ? rate_mass(slot, rule)
                                                         : mass(slot, rule.counted, rule.first, rule.last);
    const Mass all{-std::expm1(-slot.calls()), slot.failed};
    std::vector<SlotOutcome> outcomes;
    add(outcomes, '-', {std::exp(-slot.calls()), 0}, 0);
    add(outcomes, '0', all - breaching, slot.by_new_version);
    add(outcomes, '1', breaching, slot.by_new_version);
    return outcomes;
}

std::vector<SlotOutcome> counts_of(const SlotRates& slot, const BreachRule& rule) {
    std::vector<SlotOutcome> outcomes;
    add(outcomes, '-', {std::exp(-slot.calls()), 0}, 0);
    const double cap = rule.cap();
    for (double count = 0; count <= cap; ++count)
        add(outcomes, static_cast<char>('0' + count),
            mass(slot, rule.counted, count, count < cap ? count : infinity), slot.by_new_version);
    return outcomes;
}

}  // namespace stackfit
