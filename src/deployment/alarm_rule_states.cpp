// Rules in three-valued logic. Whether a rule can be true is searched for: a child after the other gets each of its states, and what
// the rule is then, as far as it is decided, ends the search early.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "stackfit/deployment_alarm_rule.h"

namespace stackfit {
namespace {

using RuleKind = AlarmRule::Kind;

std::optional<AlarmState> state_named(std::string_view name) {
    if (name == "ALARM") return AlarmState::alarm;
    if (name == "OK") return AlarmState::ok;
    if (name == "INSUFFICIENT_DATA") return AlarmState::insufficient_data;
    return std::nullopt;
}

/// How many of its parts AT_LEAST asks for; nothing when its number cannot be read.
std::optional<std::size_t> least(const AlarmRule& rule) {
    const bool percent = rule.count.ends_with('%');
    const std::string digits = rule.count.substr(0, rule.count.size() - (percent ? 1 : 0));
    if (digits.empty() || digits.size() > 4 || digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const std::size_t number = std::stoul(digits), all = rule.parts.size();
    return percent ? (number * all + 99) / 100 : number;
}

Tri at_least(std::size_t wanted, std::size_t yes, std::size_t unknown) {
    if (yes >= wanted) return Tri::yes;
    return yes + unknown >= wanted ? Tri::unknown : Tri::no;
}

/// The alarm of a child: the resource, or the name of one from elsewhere.
std::pair<const Resource*, std::string> identity(const AlarmRule& child) {
    return {child.alarm, child.alarm != nullptr ? std::string() : to_string(child.name)};
}

class StateSearch {
public:
    StateSearch(const AlarmRule& rule, const StatesOf& states_of) : rule_(rule) { number(rule, states_of); }

    Tri run() { return children_.size() > most_children ? Tri::unknown : search(0); }

private:
    static constexpr std::size_t most_children = 100;  // CloudWatch refuses more
    static constexpr std::size_t most_steps = 1'000'000;

    /// States as bits.
    struct Child {
        unsigned possible = 0;
        unsigned asked = 0;  ///< in the rule: the others are alike
    };

    static unsigned bit(AlarmState state) { return 1U << static_cast<unsigned>(state); }
    static unsigned bits(const AlarmStates& possible) {
        return (possible.alarm ? bit(AlarmState::alarm) : 0) | (possible.ok ? bit(AlarmState::ok) : 0) |
               (possible.insufficient_data ? bit(AlarmState::insufficient_data) : 0);
    }

    void number(const AlarmRule& rule, const StatesOf& states_of) {
        ++size_;
        if (rule.kind == RuleKind::child) {
            const auto [known, is_new] = indices_.emplace(identity(rule), children_.size());
            if (is_new) children_.push_back({bits(states_of(rule)), 0});
            index_of_[&rule] = known->second;
            if (const auto state = state_named(rule.state)) children_[known->second].asked |= bit(*state);
        }
        for (const AlarmRule& part : rule.parts) number(part, states_of);
    }

    Tri search(std::size_t child) {
        steps_ += size_;
        if (steps_ > most_steps) return Tri::unknown;
        const Tri decided = holds(rule_, [&](const AlarmRule& one) {
            const std::size_t index = index_of_.find(&one)->second;
            return index < chosen_.size() ? chosen_[index] : std::nullopt;
        });
        if (decided != Tri::unknown || child == children_.size()) return decided;
        const auto [possible, asked] = children_[child];
        if (possible == 0) return with(child, std::nullopt);
        Tri result = Tri::no;
        bool others_tried = false;
        for (const AlarmState state : {AlarmState::alarm, AlarmState::ok, AlarmState::insufficient_data}) {
            const bool is_asked = (asked & bit(state)) != 0;
            if ((possible & bit(state)) == 0 || (!is_asked && others_tried) || result == Tri::yes) continue;
            others_tried = others_tried || !is_asked;
            result = either(result, with(child, state));
        }
        return result;
    }

    Tri with(std::size_t child, std::optional<AlarmState> state) {
        chosen_.push_back(state);
        const Tri result = search(child + 1);
        chosen_.pop_back();
        return result;
    }

    const AlarmRule& rule_;
    std::map<std::pair<const Resource*, std::string>, std::size_t> indices_;  // looked up, not walked
    std::map<const AlarmRule*, std::size_t> index_of_;                        // looked up, not walked
    std::vector<Child> children_;
    std::vector<std::optional<AlarmState>> chosen_;
    std::size_t size_ = 0, steps_ = 0;
};

using TimeOf = std::function<std::optional<double>(const AlarmRule& child)>;
using Moment = std::optional<RuleMoment>;

constexpr double never = std::numeric_limits<double>::infinity();

Moment first_moment(const AlarmRule& rule, const TimeOf& time_of, bool negated);

/// When `wanted` of the parts hold.
Moment moment_of_parts(const AlarmRule& rule, const TimeOf& time_of, bool negated, std::size_t wanted) {
    if (wanted == 0) return RuleMoment{};
    if (wanted > rule.parts.size()) return RuleMoment{never, nullptr};
    std::vector<RuleMoment> moments;
    for (const AlarmRule& part : rule.parts) {
        const Moment moment = first_moment(part, time_of, negated);
        if (!moment) return std::nullopt;
        moments.push_back(*moment);
    }
    std::stable_sort(moments.begin(), moments.end(),
                     [](const RuleMoment& a, const RuleMoment& b) { return a.time < b.time; });
    return moments[wanted - 1];
}

Moment first_moment(const AlarmRule& rule, const TimeOf& time_of, bool negated) {
    const std::size_t parts = rule.parts.size();
    switch (rule.kind) {
        case RuleKind::any: return moment_of_parts(rule, time_of, negated, negated ? parts : 1);
        case RuleKind::all: return moment_of_parts(rule, time_of, negated, negated ? 1 : parts);
        case RuleKind::negated: return first_moment(rule.parts.front(), time_of, !negated);
        case RuleKind::always: return RuleMoment{negated ? never : 0, nullptr};
        case RuleKind::never: return RuleMoment{negated ? 0 : never, nullptr};
        case RuleKind::unknown: return std::nullopt;
        case RuleKind::at_least: {
            const auto wanted = least(rule);
            if (!wanted) return std::nullopt;
            // Not at least k of n: n - k + 1 of them do not.
            if (negated && *wanted > parts) return RuleMoment{};
            return moment_of_parts(rule, time_of, negated, negated ? parts - *wanted + 1 : *wanted);
        }
        case RuleKind::child: break;
    }
    if ((rule.state == "ALARM") == negated) return RuleMoment{};
    const auto time = time_of(rule);
    return time ? Moment(RuleMoment{*time, &rule}) : std::nullopt;
}

void add_setting_off(const AlarmRule& rule, bool negated, std::vector<const AlarmRule*>& result) {
    if (rule.kind == RuleKind::child && (rule.state == "ALARM") != negated) result.push_back(&rule);
    for (const AlarmRule& part : rule.parts)
        add_setting_off(part, negated != (rule.kind == RuleKind::negated), result);
}

AlarmRule negation(AlarmRule rule) {
    AlarmRule result;
    result.kind = RuleKind::negated;
    result.parts.push_back(std::move(rule));
    return result;
}

class WritingOut {
public:
    WritingOut(World& world, const Graph& graph) : world_(world), graph_(graph) {}

    AlarmRule of(const Alarm& composite) {
        open_.push_back(composite.resource);
        AlarmRule result = of(composite.rule);
        open_.pop_back();
        return result;
    }

private:
    static constexpr std::size_t most_levels = 10, most_parts = 10'000;

    AlarmRule of(const AlarmRule& rule) {
        if (++parts_ > most_parts) return {};
        if (rule.kind == RuleKind::child && rule.alarm != nullptr &&
            rule.alarm->type == "AWS::CloudWatch::CompositeAlarm")
            return of_composite(rule);
        AlarmRule result{rule.kind, {}, rule.count, rule.state, rule.name, rule.alarm};
        for (const AlarmRule& part : rule.parts) result.parts.push_back(of(part));
        return result;
    }

    /// A composite alarm is in ALARM while its rule is true, and in OK while not.
    AlarmRule of_composite(const AlarmRule& child) {
        const auto state = state_named(child.state);
        const bool circle = std::find(open_.begin(), open_.end(), child.alarm) != open_.end();
        if (circle || open_.size() == most_levels || state == AlarmState::insufficient_data) return {};
        auto [read, is_new] = read_.try_emplace(child.alarm);
        if (is_new) read->second = alarm_of(world_, graph_, *child.alarm);
        AlarmRule rule = of(read->second);
        return state == AlarmState::alarm ? std::move(rule) : negation(std::move(rule));
    }

    World& world_;
    const Graph& graph_;
    std::map<const Resource*, Alarm> read_;  // looked up, not walked
    std::vector<const Resource*> open_;
    std::size_t parts_ = 0;
};

std::string joined(const AlarmRule& rule, std::string_view between) {
    std::string text;
    for (const AlarmRule& part : rule.parts) {
        if (!text.empty()) text += between;
        const bool compound = part.kind == RuleKind::any || part.kind == RuleKind::all;
        text += compound ? "(" + to_string(part) + ")" : to_string(part);
    }
    return text;
}

}  // namespace

Tri holds(const AlarmRule& rule, const StateOf& state_of) {
    switch (rule.kind) {
        case RuleKind::always: return Tri::yes;
        case RuleKind::never: return Tri::no;
        case RuleKind::unknown: return Tri::unknown;
        case RuleKind::negated: return opposite(holds(rule.parts.front(), state_of));
        case RuleKind::child: {
            const auto state = state_of(rule);
            return state ? tri(state_named(rule.state) == state) : Tri::unknown;
        }
        case RuleKind::any:
        case RuleKind::all:
        case RuleKind::at_least: break;
    }
    std::size_t yes = 0, unknown = 0;
    for (const AlarmRule& part : rule.parts) {
        const Tri value = holds(part, state_of);
        yes += value == Tri::yes ? 1 : 0;
        unknown += value == Tri::unknown ? 1 : 0;
    }
    if (rule.kind == RuleKind::any) return at_least(1, yes, unknown);
    if (rule.kind == RuleKind::all) return at_least(rule.parts.size(), yes, unknown);
    const auto wanted = least(rule);
    return wanted ? at_least(*wanted, yes, unknown) : Tri::unknown;
}

Tri can_hold(const AlarmRule& rule, const StatesOf& states_of) { return StateSearch(rule, states_of).run(); }

Tri always_holds(const AlarmRule& rule, const StatesOf& states_of) {
    return opposite(can_hold(negation(rule), states_of));
}

std::optional<RuleMoment> first_moment(const AlarmRule& rule, const TimeOf& time_of) {
    return first_moment(rule, time_of, false);
}

std::vector<const AlarmRule*> set_off_by(const AlarmRule& rule) {
    std::vector<const AlarmRule*> result;
    add_setting_off(rule, false, result);
    return result;
}

AlarmRule written_out(World& world, const Graph& graph, const Alarm& composite) {
    return WritingOut(world, graph).of(composite);
}

std::string to_string(const AlarmRule& rule) {
    switch (rule.kind) {
        case RuleKind::any: return joined(rule, " OR ");
        case RuleKind::all: return joined(rule, " AND ");
        case RuleKind::negated: return "NOT " + joined(rule, "");
        case RuleKind::at_least: return "AT_LEAST(" + rule.count + " of " + joined(rule, ", ") + ")";
        case RuleKind::always: return "TRUE";
        case RuleKind::never: return "FALSE";
        case RuleKind::unknown: return "?";
        case RuleKind::child: break;
    }
    return rule.state + "(" + (rule.alarm != nullptr ? std::string(rule.alarm->id) : to_string(rule.name)) +
           ")";
}

}  // namespace stackfit
