// Fn::Equals of values that only the deployment knows, each named once.
//
// Two conditions that compare the same (`!Equals [!Join ["", !Ref Subnets], ""]` and its Fn::Not elsewhere) are true and false together.
// So the atom is the comparison. It is called after a condition that is nothing but this comparison, or its Fn::Not, where there is one.
#include <algorithm>

#include "world_state.h"

namespace stackfit {
namespace {

const Node* argument_of(const Node& node, std::string_view function) {
    const Member* member = intrinsic(node);
    return member != nullptr && member->key == function && member->value->is_sequence() ? member->value : nullptr;
}

/// Equal for the same comparison, whichever side comes first.
std::string key_of(const Node& a, const Node& b) {
    std::string left = write_json(a, 0), right = write_json(b, 0);
    if (right < left) std::swap(left, right);
    return left + "\n" + right;
}

/// For people: `Join("", Subnets)`. As deep as the document.
std::string brief(const Node& node) {
    if (node.is_scalar()) return "\"" + std::string(node.text) + "\"";
    const Member* function = intrinsic(node);
    if (function != nullptr && function->key == "Ref") return std::string(function->value->text);
    const Node& list = function == nullptr ? node : *function->value;
    std::string inner;
    for (const Node* item : list.items) inner += (inner.empty() ? "" : ", ") + brief(*item);
    if (!list.is_sequence()) inner = list.is_scalar() ? brief(list) : "...";
    if (function == nullptr) return list.is_sequence() ? "[" + inner + "]" : inner;
    const auto colon = function->key.rfind(':');
    return std::string(function->key.substr(colon + 1)) + "(" + inner + ")";
}

std::string shortened(std::string text) {
    constexpr std::size_t most = 60;
    if (text.size() > most) text = text.substr(0, most - 3) + "...";
    return text;
}

}  // namespace

void Worlds::Impl::name_equalities() {
    equalities_named_ = true;
    const Node* conditions = templ.section("Conditions");
    if (conditions == nullptr) return;
    for (const Member& member : conditions->members) {
        const Node* expression = member.value;
        bool negated = false;
        for (const Node* inner = argument_of(*expression, "Fn::Not"); inner != nullptr && inner->items.size() == 1;
             inner = argument_of(*expression, "Fn::Not")) {
            expression = inner->items[0];
            negated = !negated;
        }
        const Node* operands = argument_of(*expression, "Fn::Equals");
        if (operands == nullptr || operands->items.size() != 2) continue;
        const Equality named{member.key, negated};
        const auto [known, fresh] = equalities_.try_emplace(key_of(*operands->items[0], *operands->items[1]), named);
        // Not the first of the text: which one it is must not depend on the order of the section.
        if (!fresh && std::pair(negated, named.atom) < std::pair(known->second.negated, known->second.atom)) known->second = named;
    }
}

const Worlds::Impl::Equality& Worlds::Impl::equality(const Node& a, const Node& b) {
    const auto [of_place, fresh_place] = equality_at_.try_emplace(&a);
    if (!fresh_place) return *of_place->second;
    if (!equalities_named_) name_equalities();
    const auto [known, fresh] = equalities_.try_emplace(key_of(a, b));
    if (fresh) known->second.atom = unused_name(shortened(brief(a)) + " = " + shortened(brief(b)));
    of_place->second = &known->second;
    return known->second;
}

/// What was shortened may look like another.
std::string_view Worlds::Impl::unused_name(const std::string& name) {
    std::string numbered = name;
    for (int i = 2; names_.contains(numbered); ++i) numbered = name + " (" + std::to_string(i) + ")";
    return stable(numbered);
}

}  // namespace stackfit
