// Dynamic programming over what an alarm can have seen.
//
// A state is the string of the latest slots, a character each: no calls, or a count that goes no further than the alarm's rule can tell
// apart. With each slot every state branches into the slot's outcomes, and equal strings are joined again. States in which the alarm
// goes off leave; the rest go on. Beside its probability a state carries the mean number of failed calls on the way there: calls that
// failed are what makes the alarm go off, so the two belong together.
#include "detection.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace stackfit {
namespace {

constexpr std::size_t max_states = 4096;
constexpr std::size_t max_steps = 200'000;  // branches of states, over a whole run
constexpr double negligible = 1e-11;        // probability
constexpr double most_counts = 40;          // digits stay characters

struct Weight {
    double probability = 0, failures = 0;
};
using States = std::map<std::string, Weight>;

class Run {
public:
    Run(const AlarmModel& alarm, const Traffic& traffic, const SlotGrid& grid, double delay)
        : alarm_(alarm), traffic_(traffic), grid_(grid), delay_(delay), rule_(breach_rule(alarm)) {
        const int points = alarm.evaluation.range();
        const int seen = has_calls_always() ? alarm.evaluation.periods : points;
        length_ = static_cast<std::size_t>(seen * grid.slots_a_period);
    }

    std::optional<Detection> until(double end) {
        // Calls before the shift count for an alarm that sees all traffic; for another the slots are just empty.
        const int first = alarm_.scope == AlarmModel::Scope::all_traffic ? -static_cast<int>(length_) : 0;
        int slot = std::min(first, last_evaluated_before_shift());
        states_[""] = {1, 0};
        for (; evaluated_at(slot) <= end; ++slot) {
            if (!pass(slot)) return std::nullopt;
            leave(slot);
        }
        add_rest(slot - 1, end);
        return std::move(result_);
    }

private:
    [[nodiscard]] double end_of(int slot) const { return grid_.phase + grid_.slot * slot; }
    [[nodiscard]] double evaluated_at(int slot) const { return end_of(slot) + delay_; }
    [[nodiscard]] int last_evaluated_before_shift() const {
        int slot = 0;
        while (evaluated_at(slot) > 0) --slot;
        return slot;
    }

    /// Is a period without a call out of the question, once the first call has come? Then older points than the newest `periods` are
    /// never asked for, and need not be kept apart.
    [[nodiscard]] bool has_calls_always() const {
        const SlotRates first = traffic_.between(0, grid_.slot * grid_.slots_a_period, alarm_.scope);
        return std::exp(-first.calls()) < negligible;
    }

    /// One slot further. False when the budget is spent.
    bool pass(int slot) {
        const SlotRates rates = traffic_.between(end_of(slot) - grid_.slot, end_of(slot), alarm_.scope);
        const auto outcomes = grid_.slots_a_period == 1 ? points_of(rates, rule_) : counts_of(rates, rule_);
        States next;
        for (const auto& [seen, weight] : states_) {
            for (const SlotOutcome& outcome : outcomes) {
                const double probability = weight.probability * outcome.probability;
                if (probability < negligible) continue;
                ++steps_;
                Weight& to = next[shifted(seen, outcome.digit)];
                to.probability += probability;
                to.failures += weight.failures * outcome.probability + weight.probability * outcome.failures;
            }
        }
        states_ = std::move(next);
        return states_.size() <= max_states && steps_ <= max_steps;
    }

    /// Strings that no later evaluation can tell apart are made one: without empty slots in front; and empty slots in between, too few to
    /// make a period without a call, are as good as calls that the rule does not count.
    [[nodiscard]] std::string shifted(const std::string& seen, char digit) const {
        std::string next = seen + digit;
        if (digit != '-') {
            const std::size_t last = seen.find_last_not_of('-');
            const std::size_t empty = last == std::string::npos ? 0 : seen.size() - 1 - last;
            if (empty < static_cast<std::size_t>(grid_.slots_a_period))
                next.replace(seen.size() - empty, empty, empty, '0');
        }
        if (next.size() > length_) next.erase(0, 1);
        return next.substr(std::min(next.find_first_not_of('-'), next.size()));
    }

    /// What is in ALARM now leaves. Before the shift only its last evaluation matters: that is the state in which the shift finds it.
    void leave(int slot) {
        if (evaluated_at(slot) <= 0 && evaluated_at(slot + 1) <= 0) return;
        Firing firing{std::max(0.0, evaluated_at(slot)), std::max(0.0, end_of(slot)), 0, 0};
        std::erase_if(states_, [&](const auto& state) {
            if (!goes_off(state.first)) return false;
            firing.probability += state.second.probability;
            firing.failures += state.second.failures;
            return true;
        });
        if (firing.probability > 0) result_.firings.push_back(firing);
    }

    void add_rest(int slot, double end) {
        result_.none = {end, std::max(0.0, end_of(slot)), 0, 0};
        for (const auto& [seen, weight] : states_) {
            result_.none.probability += weight.probability;
            result_.none.failures += weight.failures;
        }
    }

    bool goes_off(const std::string& seen) {
        const auto slots = static_cast<std::size_t>(grid_.slots_a_period);
        points_.resize((seen.size() + slots - 1) / slots);
        for (std::size_t age = 0; age < points_.size(); ++age)
            points_[points_.size() - 1 - age] = point(seen, age);
        return evaluate_alarm(alarm_.evaluation, points_) == AlarmState::alarm;
    }

    /// The point of the period that ended `age` periods ago.
    [[nodiscard]] Point point(const std::string& seen, std::size_t age) const {
        const auto slots = static_cast<std::size_t>(grid_.slots_a_period);
        bool any = false;
        double count = 0;
        for (std::size_t i = age * slots; i < (age + 1) * slots && i < seen.size(); ++i) {
            const char digit = seen[seen.size() - 1 - i];
            if (digit == '-') continue;
            any = true;
            count += digit - '0';
        }
        if (!any) return Point::missing;
        const bool breaching = slots == 1 ? count > 0 : rule_.holds(count);
        return breaching ? Point::breaching : Point::ok;
    }

    const AlarmModel& alarm_;
    const Traffic& traffic_;
    SlotGrid grid_;
    double delay_;
    BreachRule rule_;
    std::size_t steps_ = 0;
    std::size_t length_ = 0;  // slots that an evaluation can look back on
    States states_;
    std::vector<Point> points_;
    Detection result_;
};

}  // namespace

std::optional<Detection> detect(const AlarmModel& alarm, const Traffic& traffic,
                                const Assumptions& assumptions, SlotGrid grid, double until) {
    const BreachRule rule = breach_rule(alarm);
    const bool counts = grid.slots_a_period > 1;
    if (counts && (rule.counted == BreachRule::Counted::rate || rule.cap() > most_counts))
        return std::nullopt;
    return Run(alarm, traffic, grid, assumptions.metric_delay).until(until);
}

}  // namespace stackfit
