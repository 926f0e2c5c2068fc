// A sum over a grid: an axis for each kind of call that the alarms tell apart, with the probabilities of its counts.
#include "joint_slots.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "poisson.h"

namespace stackfit {
namespace {

constexpr std::size_t most_cells = 16'384, most_steps = 100'000'000;
constexpr std::size_t most_parts = 1000;  // of all expressions: what one combination of calls costs

/// Visits the metrics of an alarm that follow from calls.
template <class Visit>
void each_metric(const AlarmModel& alarm, Visit visit) {
    if (!alarm.formula) {
        CallMetric plain;
        plain.kind = CallMetric::Kind::failures;
        plain.new_version = alarm.scope == AlarmModel::Scope::new_version;
        plain.statistic = alarm.statistic;
        return visit(plain);
    }
    for (const AlarmFormula::Term& term : alarm.formula->terms())
        if (!term.expression && term.metric.kind != CallMetric::Kind::other) visit(term.metric);
}

}  // namespace

/// One value that a count can have, or a block of them.
struct JointSlots::Cell {
    double count = 0, probability = 1;
};

/// The counts of one kind of call.
struct JointSlots::Axis {
    double mean = 0;
    bool numbered = true;      ///< false: all that matters is whether there are any
    double failed_by_new = 0;  ///< share of the counted calls that are failures of the new version
    double CallRates::*counts = nullptr;
    std::vector<Cell> cells;

    [[nodiscard]] std::size_t values() const {
        return !numbered ? 2 : static_cast<std::size_t>(last() - first() + 1);
    }
    void fill(double block) {
        if (mean <= 0) {
            cells = {Cell{}};
        } else if (!numbered) {
            const double some = -std::expm1(-mean);
            cells = {{0, 1 - some}, {mean / some, some}};
        } else {
            for (double begin = first(); begin <= last(); begin += block)
                cells.push_back({begin + (block - 1) / 2, poisson(mean, begin, begin + block - 1)});
        }
    }

private:
    // Beyond it the tails are below 1e-9.
    [[nodiscard]] double width() const { return 6.5 * std::sqrt(mean) + 4; }
    [[nodiscard]] double first() const { return std::max(0.0, std::floor(mean - width())); }
    [[nodiscard]] double last() const { return std::ceil(mean + width()); }
};

bool sees_all_traffic(const AlarmModel& alarm) {
    bool all = false;
    each_metric(alarm, [&](const CallMetric& metric) { all = all || !metric.new_version; });
    return all;
}

bool same(const SlotReader& a, const SlotReader& b) { return *a.alarm == *b.alarm && a.counts == b.counts; }

JointSlots& SlotMemory::of(const std::vector<SlotReader>& readers, const Assumptions& assumptions) {
    for (const auto& one : known_) {
        const auto& known = one->readers();
        if (std::equal(known.begin(), known.end(), readers.begin(), readers.end(), same)) return *one;
    }
    return *known_.emplace_back(std::make_unique<JointSlots>(readers, assumptions.times()));
}

JointSlots::JointSlots(std::vector<SlotReader> readers, std::optional<CallTimes> times)
    : readers_(std::move(readers)), times_(times) {
    for (const SlotReader& reader : readers_) {
        size_ += reader.alarm->formula ? reader.alarm->formula->size() : 1;
        each_metric(*reader.alarm, [&](const CallMetric& metric) {
            (metric.new_version ? sees_new_only_ : sees_all_) = true;
            (metric.new_version ? needs_new_ : needs_all_) |= metric.depends_on_all_calls();
        });
    }
}

const std::vector<SlotOutcome>* JointSlots::of(const CallRates& rates) {
    constexpr std::size_t most_known = 1024;
    // Differences of long sums are not the same to the last bit.
    const auto rounded = [](double rate) { return std::round(rate * 1e9) / 1e9; };
    const CallRates key{rounded(rates.new_failed), rounded(rates.new_good), rounded(rates.old_failed),
                        rounded(rates.old_good)};
    const auto found =
        std::find_if(known_.begin(), known_.end(), [&](const auto& known) { return known.first == key; });
    if (found != known_.end()) return &found->second;
    if (size_ > most_parts || steps_ > most_steps) return nullptr;
    if (known_.size() == most_known) known_.clear();
    known_.emplace_back(key, outcomes(key));
    return &known_.back().second;
}

std::vector<JointSlots::Axis> JointSlots::axes(const CallRates& rates) const {
    const auto axis = [](double mean, bool numbered, double failed_by_new, double CallRates::*counts) {
        Axis result;
        result.mean = mean;
        result.numbered = numbered;
        result.failed_by_new = failed_by_new;
        result.counts = counts;
        return result;
    };
    if (!sees_new_only_) {
        const double failed = rates.new_failed + rates.old_failed;
        return {axis(failed, true, failed > 0 ? rates.new_failed / failed : 0, &CallRates::new_failed),
                axis(rates.new_good + rates.old_good, needs_all_, 0, &CallRates::new_good)};
    }
    std::vector<Axis> result{axis(rates.new_failed, true, 1, &CallRates::new_failed),
                             axis(rates.new_good, needs_new_ || needs_all_, 0, &CallRates::new_good)};
    if (!sees_all_) return result;
    result.push_back(axis(rates.old_failed, true, 0, &CallRates::old_failed));
    result.push_back(axis(rates.old_good, needs_all_, 0, &CallRates::old_good));
    return result;
}

char JointSlots::digit(const SlotReader& reader, const PeriodCalls& calls) const {
    const AlarmModel& alarm = *reader.alarm;
    if (!reader.counts) {
        const auto value = alarm.value(calls);
        if (!value) return '-';
        return breaches(*value, alarm.comparison, alarm.threshold) ? '1' : '0';
    }
    const CallSamples& samples = alarm.scope == AlarmModel::Scope::new_version ? calls.fresh : calls.all;
    if (samples.calls <= 0) return '-';
    const double count = reader.rule.counted == BreachRule::Counted::failed ? samples.failures
                         : reader.rule.counted == BreachRule::Counted::succeeded
                             ? samples.calls - samples.failures
                             : samples.calls;
    return static_cast<char>('0' + std::min(std::round(count), reader.rule.cap()));
}

std::vector<SlotOutcome> JointSlots::outcomes(const CallRates& rates) {
    std::vector<Axis> axes = this->axes(rates);
    std::vector<double> blocks(axes.size(), 1);
    const auto cells_of = [&](std::size_t axis) {
        if (axes[axis].mean <= 0) return 1.0;
        const auto values = static_cast<double>(axes[axis].values());
        return axes[axis].numbered ? std::ceil(values / blocks[axis]) : values;
    };
    const auto cells = [&] {
        double product = 1;
        for (std::size_t axis = 0; axis < axes.size(); ++axis) product *= cells_of(axis);
        return product;
    };
    // The axis with the most cells gives way.
    while (cells() > most_cells) {
        std::size_t longest = 0;
        for (std::size_t axis = 1; axis < axes.size(); ++axis)
            if (cells_of(axis) > cells_of(longest)) longest = axis;
        ++blocks[longest];
    }
    for (std::size_t axis = 0; axis < axes.size(); ++axis) axes[axis].fill(blocks[axis]);

    std::map<std::string, SlotOutcome> found;
    std::vector<std::size_t> at(axes.size(), 0);
    for (bool more = true; more;) {
        CallRates counts;
        double probability = 1, failed = 0;
        for (std::size_t axis = 0; axis < axes.size(); ++axis) {
            const Cell& cell = axes[axis].cells[at[axis]];
            counts.*axes[axis].counts = cell.count;
            probability *= cell.probability;
            failed += cell.count * axes[axis].failed_by_new;
        }
        constexpr double impossible = 1e-14;
        if (probability > impossible) {
            steps_ += size_;
            const PeriodCalls calls{
                {counts.new_failed + counts.new_good, counts.new_failed},
                {counts.new_failed + counts.new_good + counts.old_failed + counts.old_good,
                 counts.new_failed + counts.old_failed},
                times_};
            std::string digits;
            for (const SlotReader& reader : readers_) digits += digit(reader, calls);
            SlotOutcome& outcome = found[digits];
            outcome.probability += probability;
            outcome.failures += probability * failed;
        }
        more = false;
        for (std::size_t axis = 0; axis < axes.size() && !more; ++axis) {
            more = ++at[axis] < axes[axis].cells.size();
            if (!more) at[axis] = 0;
        }
    }
    std::vector<SlotOutcome> result;
    for (auto& [digits, outcome] : found) {
        outcome.digits = digits;
        result.push_back(std::move(outcome));
    }
    return result;
}

}  // namespace stackfit
