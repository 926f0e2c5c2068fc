// Dynamic programming over what alarms can have seen.
//
// A state is the string of the latest slots, a character each: no calls, or a count that goes no further than the alarm's rule can tell
// apart. With each slot every state branches into the slot's outcomes, and equal strings are joined again. States in which the alarm
// goes off leave; the rest go on. Beside its probability a state carries the mean number of failed calls on the way there: calls that
// failed are what makes the alarm go off, so the two belong together.
//
// Of a composite alarm the state is the strings of its children, side by side. A child's evaluation may leave it as it is, so where the
// rule asks for it, the child's last state stands in front of its string.
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

constexpr char between = '|';  // two children

/// One alarm that is looked at: the alarm itself, or a child of it.
struct Channel {
    const AlarmModel* alarm = nullptr;
    std::size_t slots = 1;   ///< that make one point
    BreachRule rule;         ///< of counts, where there are several
    std::size_t length = 0;  ///< slots that an evaluation can look back on
    bool remembers = false;  ///< its last state stands in front of its string
};

/// Nothing when the alarm's period is not made of whole slots, or several slots do not make a point of it.
std::optional<Channel> channel_of(const AlarmModel& alarm, const SlotGrid& grid) {
    Channel channel;
    channel.alarm = &alarm;
    const double slots = alarm.period / grid.slot;
    if (slots < 1 || std::floor(slots) != slots) return std::nullopt;
    channel.slots = static_cast<std::size_t>(slots);
    if (channel.slots == 1) return channel;
    channel.rule = breach_rule(alarm);
    if (alarm.formula || channel.rule.counted == BreachRule::Counted::rate ||
        channel.rule.cap() > most_counts)
        return std::nullopt;
    return channel;
}

/// The point of the period that ended `age` periods ago.
Point point_of(const Channel& channel, std::string_view seen, std::size_t age) {
    bool any = false;
    double count = 0;
    for (std::size_t i = age * channel.slots; i < (age + 1) * channel.slots && i < seen.size(); ++i) {
        const char digit = seen[seen.size() - 1 - i];
        if (digit == '-') continue;
        any = true;
        count += digit - '0';
    }
    if (!any) return Point::missing;
    const bool breaching = channel.slots == 1 ? count > 0 : channel.rule.holds(count);
    return breaching ? Point::breaching : Point::ok;
}

/// Does the rule ask whether a child is in another state than ALARM?
bool asks_for_other_states(const AlarmRule& rule) {
    return (rule.kind == AlarmRule::Kind::child && rule.state != "ALARM") ||
           std::any_of(rule.parts.begin(), rule.parts.end(), asks_for_other_states);
}

class Run {
public:
    Run(const AlarmModel& alarm, std::vector<Channel> channels, const Traffic& traffic,
        const Assumptions& assumptions, const SlotGrid& grid, SlotMemory& memory)
        : composite_(alarm.composite.get()),
          channels_(std::move(channels)),
          traffic_(traffic),
          grid_(grid),
          delay_(assumptions.metric_delay),
          slots_(memory.of(readers(), assumptions)),
          states_matter_(composite_ != nullptr && asks_for_other_states(composite_->rule)) {
        for (Channel& channel : channels_) {
            const AlarmEvaluation& evaluation = channel.alarm->evaluation;
            const int seen = has_calls_always(channel) ? evaluation.periods : evaluation.range();
            channel.length = static_cast<std::size_t>(seen) * channel.slots;
            channel.remembers = composite_ != nullptr && (evaluation.missing_data == MissingData::missing ||
                                                          evaluation.missing_data == MissingData::ignore);
            longest_ = std::max(longest_, sees_all_traffic(*channel.alarm) ? channel.length : 0);
        }
    }

    std::optional<Detection> until(double end) {
        // Calls before the shift count for an alarm that sees all traffic; for another the slots are just empty.
        int slot = std::min(-static_cast<int>(longest_), last_evaluated_before_shift());
        std::string nothing;
        for (const Channel& channel : channels_) {
            if (&channel != &channels_.front()) nothing += between;
            if (channel.remembers) nothing += letter(AlarmState::insufficient_data);
        }
        states_[nothing] = {1, 0};
        for (; evaluated_at(slot) <= end; ++slot) {
            if (!pass(slot)) return std::nullopt;
            evaluate(slot);
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

    [[nodiscard]] std::vector<SlotReader> readers() const {
        std::vector<SlotReader> result;
        for (const Channel& channel : channels_)
            result.push_back({channel.alarm, channel.slots > 1, channel.rule});
        return result;
    }

    /// Is a period without a call out of the question, once the first call has come? Then older points than the newest `periods` are
    /// never asked for, and need not be kept apart. A formula may drop a point all the same.
    [[nodiscard]] bool has_calls_always(const Channel& channel) const {
        if (channel.alarm->formula) return false;
        const SlotRates first = traffic_.between(0, channel.alarm->period, channel.alarm->scope);
        return std::exp(-first.calls()) < negligible;
    }

    /// The slot's outcomes: in closed form for one plain alarm. Null when the budget is spent.
    [[nodiscard]] const std::vector<SlotOutcome>* outcomes(double begin, double end) {
        const Channel& first = channels_.front();
        if (channels_.size() > 1 || first.alarm->formula) return slots_.of(traffic_.calls(begin, end));
        const SlotRates rates = traffic_.between(begin, end, first.alarm->scope);
        plain_ =
            first.slots == 1 ? points_of(rates, breach_rule(*first.alarm)) : counts_of(rates, first.rule);
        return &plain_;
    }

    /// One slot further. False when the budget is spent.
    bool pass(int slot) {
        const auto* outcomes = this->outcomes(end_of(slot) - grid_.slot, end_of(slot));
        if (outcomes == nullptr) return false;
        States next;
        for (const auto& [seen, weight] : states_) {
            for (const SlotOutcome& outcome : *outcomes) {
                const double probability = weight.probability * outcome.probability;
                if (probability < negligible) continue;
                ++steps_;
                Weight& to = next[shifted(seen, outcome.digits)];
                to.probability += probability;
                to.failures += weight.failures * outcome.probability + weight.probability * outcome.failures;
            }
        }
        states_ = std::move(next);
        return states_.size() <= max_states && steps_ <= max_steps;
    }

    /// Calls `visit(channel, memory, digits)` for each part of a state.
    template <class Visit>
    void each_part(std::string_view state, Visit visit) const {
        for (std::size_t i = 0; i < channels_.size(); ++i) {
            const std::size_t end = std::min(state.find(between), state.size());
            const std::string_view part = state.substr(0, end);
            const std::size_t memory = channels_[i].remembers ? 1 : 0;
            visit(i, part.substr(0, memory), part.substr(memory));
            state.remove_prefix(std::min(end + 1, state.size()));
        }
    }

    [[nodiscard]] std::string shifted(const std::string& state, const std::string& digits) const {
        std::string next;
        each_part(state, [&](std::size_t i, std::string_view memory, std::string_view seen) {
            if (i > 0) next += between;
            next += memory;
            next += shifted(channels_[i], seen, digits[i]);
        });
        return next;
    }

    /// Strings that no later evaluation can tell apart are made one: without empty slots in front; and empty slots in between, too few to
    /// make a period without a call, are as good as calls that the rule does not count.
    [[nodiscard]] static std::string shifted(const Channel& channel, std::string_view seen, char digit) {
        std::string next(seen);
        next += digit;
        if (digit != '-') {
            const std::size_t last = seen.find_last_not_of('-');
            const std::size_t empty = last == std::string_view::npos ? 0 : seen.size() - 1 - last;
            if (empty < channel.slots) next.replace(seen.size() - empty, empty, empty, '0');
        }
        if (next.size() > channel.length) next.erase(0, 1);
        return next.substr(std::min(next.find_first_not_of('-'), next.size()));
    }

    /// What is in ALARM now leaves. Before the shift only its last evaluation matters: that is the state in which the shift finds it.
    void evaluate(int slot) {
        const bool leaves = evaluated_at(slot) > 0 || evaluated_at(slot + 1) > 0;
        if (!leaves && composite_ == nullptr) return;
        Firing firing{std::max(0.0, evaluated_at(slot)), std::max(0.0, end_of(slot)), 0, 0};
        if (composite_ == nullptr) {
            std::erase_if(states_, [&](const auto& state) {
                if (evaluated(channels_.front(), state.first) != AlarmState::alarm) return false;
                add(firing, state.second);
                return true;
            });
        } else {
            States next;
            for (const auto& [state, weight] : states_) {
                std::string after;
                if (composite_goes_off(state, after) && leaves)
                    add(firing, weight);
                else
                    add(next[after], weight);
            }
            states_ = std::move(next);
        }
        if (firing.probability > 0) result_.firings.push_back(firing);
    }
    template <class Sum>
    static void add(Sum& sum, const Weight& weight) {
        sum.probability += weight.probability;
        sum.failures += weight.failures;
    }

    void add_rest(int slot, double end) {
        result_.none = {end, std::max(0.0, end_of(slot)), 0, 0};
        for (const auto& [seen, weight] : states_) add(result_.none, weight);
    }

    /// As CloudWatch evaluates what the channel has seen.
    AlarmState evaluated(const Channel& channel, std::string_view seen) {
        points_.resize((seen.size() + channel.slots - 1) / channel.slots);
        for (std::size_t age = 0; age < points_.size(); ++age)
            points_[points_.size() - 1 - age] = point_of(channel, seen, age);
        return evaluate_alarm(channel.alarm->evaluation, points_);
    }

    /// Is the rule true, now that its children are evaluated? `after`: the state with what they remember.
    bool composite_goes_off(const std::string& state, std::string& after) {
        std::vector<AlarmState> states(channels_.size());
        each_part(state, [&](std::size_t i, std::string_view memory, std::string_view seen) {
            states[i] = evaluated(channels_[i], seen);
            if (states[i] == AlarmState::unchanged) states[i] = state_of(memory.front());
            if (i > 0) after += between;
            if (channels_[i].remembers) after += letter(states[i]);
            after += seen;
        });
        return holds(composite_->rule, [&](const AlarmRule& child) -> std::optional<AlarmState> {
                   const auto index = composite_->find(child);
                   return index ? states[*index] : AlarmState::ok;
               }) == Tri::yes;
    }

    [[nodiscard]] char letter(AlarmState state) const {
        if (state == AlarmState::alarm) return 'a';
        return state == AlarmState::insufficient_data && states_matter_ ? 'i' : 'o';
    }
    static AlarmState state_of(char letter) {
        if (letter == 'a') return AlarmState::alarm;
        return letter == 'i' ? AlarmState::insufficient_data : AlarmState::ok;
    }

    const CompositeModel* composite_;
    std::vector<Channel> channels_;
    const Traffic& traffic_;
    SlotGrid grid_;
    double delay_;
    JointSlots& slots_;
    bool states_matter_;
    std::size_t steps_ = 0;
    std::size_t longest_ = 0;  // slots before the shift that an alarm on all traffic has seen
    States states_;
    std::vector<SlotOutcome> plain_;
    std::vector<Point> points_;
    Detection result_;
};

}  // namespace

std::optional<Detection> detect(const AlarmModel& alarm, const Traffic& traffic,
                                const Assumptions& assumptions, SlotGrid grid, double until,
                                SlotMemory& memory) {
    constexpr std::size_t most_children = 16;
    if (alarm.composite && alarm.composite->children.size() > most_children) return std::nullopt;
    std::vector<Channel> channels;
    const auto add = [&](const AlarmModel& one) {
        if (auto channel = channel_of(one, grid)) channels.push_back(*channel);
    };
    if (alarm.composite)
        for (const auto& child : alarm.composite->children) add(child.second);
    else
        add(alarm);
    if (channels.size() != (alarm.composite ? alarm.composite->children.size() : 1) || channels.empty())
        return std::nullopt;
    return Run(alarm, std::move(channels), traffic, assumptions, grid, memory).until(until);
}

}  // namespace stackfit
