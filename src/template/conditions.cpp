// Conditions and Rules: boolean functions over parameters, three-valued until the world decides.
//
// Conditions name each other, so they form a graph and no tree: each is evaluated once for what is decided so far, whatever the number
// of ways that lead to it. What no parameter decides is an Fn::Equals of values that only the deployment knows. It is decided as an atom,
// and Fn::Equals of the same two values elsewhere is the same atom (equalities.cpp).
#include "stackfit/template_tri.h"
#include "world_state.h"

namespace stackfit {
namespace {

/// Functions and named conditions within each other. A thousand is more than anyone writes, and less than a thread's stack.
constexpr int deepest_condition = 1000;

/// `stop` ends the list at once (no for And, yes for Or); an unknown item leaves the result unknown.
template <class Items, class Evaluate>
Tri combine(const Items& items, Tri stop, Evaluate&& evaluate) {
    Tri result = opposite(stop);
    for (const auto& item : items) {
        const Tri value = evaluate(item);
        if (value == stop) return stop;
        if (value == Tri::unknown) result = Tri::unknown;
    }
    return result;
}

}  // namespace

std::optional<Tri> World::State::remembered(std::string_view name) const {
    if (const auto atom = conditions.find(name); atom != conditions.end()) return atom->second ? Tri::yes : Tri::no;
    const auto answer = answers.find(name);
    if (answer == answers.end()) return std::nullopt;
    // What was unknown stays so until something is decided; asked in earnest, it is decided now.
    const bool holds = answer->second.value != Tri::unknown || (peeking > 0 && answer->second.decided == decided);
    return holds ? std::optional(answer->second.value) : std::nullopt;
}

Tri World::named_condition(std::string_view name) {
    if (const auto known = state_->remembered(name)) return *known;
    const Node* expression = templ().condition(name);
    Tri result = Tri::unknown;
    // A condition that is met again within itself is decided as an atom, and its circle with it.
    if (expression != nullptr && state_->evaluated.insert(name).second) {
        result = boolean(expression);
        state_->evaluated.erase(name);
        if (const auto decided = state_->conditions.find(name); decided != state_->conditions.end()) return decided->second ? Tri::yes : Tri::no;
    }
    if (result == Tri::unknown) result = state_->decide(name, true, {}, state_->worlds.names_production(name));
    state_->answers[state_->worlds.stable(name)] = {result, state_->decided};
    return result;
}

bool World::condition(std::string_view name) { return named_condition(name) == Tri::yes; }

Tri World::peek_condition(std::string_view name) const {
    ++state_->peeking;
    const Tri result = World(*state_).named_condition(name);
    --state_->peeking;
    return result;
}

Tri World::boolean(const Node* node) {
    ++state_->worlds.evaluations;
    const Member* function = node == nullptr ? nullptr : intrinsic(*node);
    if (function == nullptr || function->key == "Ref") return truth(evaluate(node));
    if (state_->depth >= deepest_condition) {
        state_->exceeded = true;
        return Tri::unknown;
    }
    ++state_->depth;
    const Tri result = boolean_function(function->key, *function->value);
    --state_->depth;
    return result;
}

Tri World::boolean_function(std::string_view name, const Node& operands) {
    if (name == "Condition") return operands.is_string() ? named_condition(operands.text) : Tri::unknown;
    if (!operands.is_sequence()) return Tri::unknown;
    const auto& list = operands.items;
    const auto item = [this](const Node* operand) { return boolean(operand); };
    if (name == "Fn::And") return combine(list, Tri::no, item);
    if (name == "Fn::Or") return combine(list, Tri::yes, item);
    if (name == "Fn::Not") return list.size() == 1 ? opposite(boolean(list[0])) : Tri::unknown;
    if (list.size() != 2) return Tri::unknown;
    if (name == "Fn::Equals") return equal_nodes(list[0], list[1]);
    // The functions of Rules (User Guide, "Rule-specific intrinsic functions").
    if (name == "Fn::Contains") return is_member(evaluate(list[1]), *list[0]);
    if (name == "Fn::EachMemberIn") return each_member(*list[0], [&](const Value& one) { return is_member(one, *list[1]); });
    if (name == "Fn::EachMemberEquals") {
        const Value value = evaluate(list[1]);
        return each_member(*list[0], [&](const Value& one) { return equal_values(one, value); });
    }
    return Tri::unknown;
}

Tri World::equal_values(const Value& a, const Value& b) { return a.is_text() && b.is_text() ? equal(a.text, b.text) : Tri::unknown; }

Tri World::equal_nodes(const Node* a, const Node* b) {
    const Tri result = equal_values(evaluate(a), evaluate(b));
    return result != Tri::unknown ? result : state_->decide_equality(*a, *b);
}

Tri World::is_member(const Value& value, const Node& list) {
    return opposite(each_member(list, [&](const Value& one) { return opposite(equal_values(one, value)); }));
}

Tri World::each_member(const Node& list, const std::function<Tri(const Value&)>& holds) {
    const Value all = evaluate(&list);
    return all.is_sequence() ? combine(items(all), Tri::no, holds) : Tri::unknown;
}

Tri World::State::decide_equality(const Node& a, const Node& b) {
    const auto [atom, negated] = worlds.equality(a, b);
    const auto known = conditions.find(atom);
    const Tri answer = known != conditions.end() ? (known->second ? Tri::yes : Tri::no)
                                                 : decide(atom, true, {}, worlds.names_production(atom));
    return negated ? opposite(answer) : answer;
}

}  // namespace stackfit
