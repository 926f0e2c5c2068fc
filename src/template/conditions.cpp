// Conditions and Rules: boolean functions over parameters, three-valued until the world decides.
#include "stackfit/template.h"
#include "world_state.h"

namespace stackfit {
namespace {

constexpr int deepest_condition = 64;

Tri negate(Tri value) { return value == Tri::unknown ? Tri::unknown : value == Tri::yes ? Tri::no : Tri::yes; }

/// `stop` ends the list at once (no for And, yes for Or); an unknown item leaves the result unknown.
template <class Evaluate>
Tri combine(const Node& operands, Tri stop, Evaluate&& evaluate) {
    Tri result = negate(stop);
    for (const Node* item : operands.items) {
        const Tri value = evaluate(item);
        if (value == stop) return stop;
        if (value == Tri::unknown) result = Tri::unknown;
    }
    return result;
}

}  // namespace

Tri World::named_condition(std::string_view name) {
    if (const auto decided = state_->conditions.find(name); decided != state_->conditions.end()) return decided->second ? Tri::yes : Tri::no;
    if (const auto memo = state_->condition_results.find(name); memo != state_->condition_results.end()) return memo->second ? Tri::yes : Tri::no;
    const Node* expression = templ().condition(name);
    Tri result = Tri::unknown;
    if (expression != nullptr && state_->depth < deepest_condition) {
        ++state_->depth;
        result = boolean(expression);
        --state_->depth;
    }
    if (result == Tri::unknown) result = state_->decide(name, true, {}, state_->worlds.names_production(name));
    else if (!state_->tentative) state_->condition_results[state_->worlds.stable(name)] = result == Tri::yes;
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
    const Member* function = node == nullptr ? nullptr : intrinsic(*node);
    if (function == nullptr) return truth(evaluate(node));
    const Node& operands = *function->value;
    const auto item = [this](const Node* operand) { return boolean(operand); };
    if (function->key == "Condition") return operands.is_string() ? named_condition(operands.text) : Tri::unknown;
    if (function->key == "Fn::Not") return operands.items.size() == 1 ? negate(boolean(operands.items[0])) : Tri::unknown;
    if (function->key == "Fn::And") return operands.is_sequence() ? combine(operands, Tri::no, item) : Tri::unknown;
    if (function->key == "Fn::Or") return operands.is_sequence() ? combine(operands, Tri::yes, item) : Tri::unknown;
    if (function->key == "Fn::Equals") return operands.items.size() == 2 ? equal_nodes(operands.items[0], operands.items[1]) : Tri::unknown;
    if (function->key == "Fn::Contains") {
        if (operands.items.size() != 2 || !operands.items[0]->is_sequence()) return Tri::unknown;
        return combine(*operands.items[0], Tri::yes, [&](const Node* candidate) { return equal_nodes(candidate, operands.items[1]); });
    }
    if (function->key == "Ref") return truth(evaluate(node));
    return Tri::unknown;
}

Tri World::equal_nodes(const Node* a, const Node* b) {
    const Value left = evaluate(a), right = evaluate(b);
    return left.is_text() && right.is_text() ? equal(left.text, right.text) : Tri::unknown;
}

}  // namespace stackfit
