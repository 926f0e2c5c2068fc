// Conditions that are the same in every world, and branches of Fn::If that no world takes.
//
// The worlds are those of the template alone: what the options give (an environment, parameter values) makes many conditions constant for
// this run, and none of them a mistake. A question that the worlds cannot answer within the budget is no finding.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "../common/say.h"
#include "../validity/shape_branches.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"
#include "uses.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "condition-varies";
/// Runs over all questions of one template.
constexpr std::uint64_t most_runs = 2'000;

/// Which answers a condition has in the worlds that are reached.
struct Answers {
    bool yes = false, no = false, complete = true;

    [[nodiscard]] bool constant() const { return complete && yes != no; }
};

class Oracle {
public:
    explicit Oracle(const Template& templ) : worlds_(templ, Assignment{}) {}

    /// Where all of `around` hold.
    Answers ask(std::string_view condition, const Branches& around) {
        if (worlds_.runs() > most_runs) return {true, true, false};
        std::string key(condition);
        for (const Branch& branch : around) key += say(branch.taken ? "+" : "-", branch.condition);
        const auto [entry, is_new] = known_.try_emplace(std::move(key));
        if (is_new) explore(condition, around, entry->second);
        return entry->second;
    }

private:
    void explore(std::string_view condition, const Branches& around, Answers& answers) {
        const auto explored = worlds_.explore([&](World& world) {
            if (answers.yes && answers.no) return;  // nothing more to learn
            if (!are_taken(world, around)) return;
            (world.condition(condition) ? answers.yes : answers.no) = true;
        });
        answers.complete = explored.complete;
    }

    Worlds worlds_;
    std::map<std::string, Answers, std::less<>> known_;
};

/// What a condition rests on.
struct Grounds {
    std::vector<std::string_view> conditions;
    bool mapping = false;

    void read(const Node& node) {
        if (const Member* function = intrinsic(node)) {
            if (function->key == "Condition") conditions.push_back(function->value->text);
            mapping = mapping || function->key == "Fn::FindInMap";
        }
        for (const Node* item : node.items) read(*item);
        for (const Member& member : node.members) read(*member.value);
    }
};

class Search {
public:
    Search(const Unit& unit, std::vector<Problem>& problems)
        : source_(unit.source), oracle_(unit.expanded), problems_(problems) {}

    void run() {
        const Node* conditions = source_.section("Conditions");
        if (conditions == nullptr) return;
        for (const Member& condition : conditions->members) grounds_[condition.key].read(*condition.value);
        find_settings();
        for (const Member& condition : conditions->members)
            if (!is_stand_in(condition.key) && !settings_.contains(condition.key)) ask(condition.key);
        for (const Member& condition : conditions->members)
            if (constant_.contains(condition.key)) declared(condition);
        section("Resources");
        section("Outputs");
    }

private:
    void ask(std::string_view condition) {
        const Answers answers = oracle_.ask(condition, {});
        if (answers.constant()) constant_.emplace(condition, answers.yes);
    }

    /// A mapping is a table of settings, made to be edited. That each environment has the same now is no mistake of the conditions
    /// that read it, nor of those that name these.
    void find_settings() {
        std::map<std::string_view, std::vector<std::string_view>> named_by;
        std::vector<std::string_view> next;
        for (const auto& [name, grounds] : grounds_) {
            if (grounds.mapping) next.push_back(name);
            for (const std::string_view other : grounds.conditions) named_by[other].push_back(name);
        }
        while (!next.empty()) {
            const std::string_view name = next.back();
            next.pop_back();
            if (!settings_.insert(name).second) continue;
            const auto& others = named_by[name];
            next.insert(next.end(), others.begin(), others.end());
        }
    }

    bool is_judged(std::string_view condition) const {
        return grounds_.contains(condition) && !constant_.contains(condition) &&
               !settings_.contains(condition);
    }

    /// One that is constant because another is, is no mistake of its own.
    void declared(const Member& condition) {
        const auto& named = grounds_[condition.key].conditions;
        if (std::any_of(named.begin(), named.end(),
                        [&](std::string_view name) { return constant_.contains(name); }))
            return;
        const Member* function = intrinsic(*condition.value);
        const bool equals = function != nullptr && function->key == "Fn::Equals";
        add(equals ? Use{*condition.value, *function}.place() : condition.key_span,
            say("Condition ", condition.key, " is ", constant_[condition.key] ? "true" : "false",
                " in every world", equals ? why(*function->value) : "",
                ". What it switches is always on or always off, although it reads as if environments "
                "differed. Mend the comparison, or take the condition out."));
    }

    /// ": Stage is never "prod" (its AllowedValues are ...)"
    std::string why(const Node& operands) const {
        if (operands.items.size() != 2) return {};
        const Node *left = operands.items[0], *right = operands.items[1];
        if (left->is_scalar() && right->is_scalar())
            return say(": it compares ", quoted(left->text), " with ", quoted(right->text));
        if (left->is_scalar()) std::swap(left, right);
        const Member* ref = intrinsic(*left);
        const Parameter* parameter =
            ref != nullptr && ref->key == "Ref" ? source_.parameter(ref->value->text) : nullptr;
        if (parameter == nullptr || !right->is_scalar() || parameter->allowed_values.empty()) return {};
        const auto& allowed = parameter->allowed_values;
        if (std::find(allowed.begin(), allowed.end(), right->text) != allowed.end())
            return say(": ", quoted(right->text), " is all that parameter ", parameter->name, " may be");
        std::string text = say(": parameter ", parameter->name, " is never ", quoted(right->text));
        if (const auto meant = closest(right->text, allowed); !meant.empty())
            text += say(", but may be ", quoted(meant));
        return text;
    }

    void section(std::string_view name) {
        const Node* section = source_.section(name);
        if (section == nullptr) return;
        for (const Member& member : section->members) {
            resource_ = name == "Resources" ? member.key : std::string_view{};
            const Node* condition = member.value->get("Condition");
            around_.clear();
            if (condition != nullptr && condition->is_string()) around_.push_back({condition->text, true});
            outer_ = around_.size();
            in(*member.value);
        }
    }

    /// Documents are at most DocumentLimits::depth deep.
    void in(const Node& node) {
        const Node* arguments = choice(node);
        if (arguments != nullptr) return branches(*arguments);
        for (const Node* item : node.items)
            if (!item->is_scalar()) in(*item);
        for (const Member& member : node.members)
            if (!member.value->is_scalar()) in(*member.value);
    }

    void branches(const Node& arguments) {
        const std::string_view condition = arguments.items[0]->text;
        // Nothing around it: then it varies as the condition does.
        const bool judged = !around_.empty() && is_judged(condition) &&
                            std::all_of(around_.begin(), around_.end(),
                                        [&](const Branch& one) { return is_judged(one.condition); });
        const Answers answers = judged ? oracle_.ask(condition, around_) : Answers{true, true};
        if (answers.constant()) unreachable(condition, answers.yes, *arguments.items[answers.yes ? 2 : 1]);
        for (const bool taken : {true, false}) {
            around_.push_back({condition, taken});
            in(*arguments.items[taken ? 1 : 2]);
            around_.pop_back();
        }
    }

    void unreachable(std::string_view condition, bool value, const Node& branch) {
        const Branch& last = around_.back();
        const std::string where = around_.size() == outer_
                                      ? say("where ", resource_.empty() ? "the output" : resource_, " exists")
                                      : say("where ", last.condition, last.taken ? " is true" : " is false");
        add(branch.span,
            say("No world takes this branch of Fn::If: ", condition, " is always ", value ? "true" : "false",
                " here, ", where, ". Write the other branch alone, or mend the condition."));
    }

    void add(Span span, std::string message) {
        problems_.push_back({id, std::move(message), span, resource_, false});
    }

    const Template& source_;
    Oracle oracle_;
    std::vector<Problem>& problems_;
    std::map<std::string_view, Grounds> grounds_;
    std::map<std::string_view, bool> constant_;
    std::set<std::string_view> settings_;
    std::string_view resource_;
    Branches around_;
    std::size_t outer_ = 0;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (context.unit.source.macro() == nullptr && !context.unit.source.is_open("Conditions"))
        Search(context.unit, problems).run();
}

}  // namespace

NativeCheck condition_varies() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
