// The variables in the text of an Fn::Sub.
#pragma once

#include <string_view>

#include "stackfit/support/text.h"
#include "stackfit/template.h"

namespace stackfit::checks {

/// The argument of an Fn::Sub: a text, or a list of a text and a map of variables.
struct Substitution {
    const Node* text = nullptr;       ///< null: it is no text
    const Node* variables = nullptr;  ///< null: it has none of its own
};

inline Substitution substitution_of(const Node& argument) {
    if (argument.is_string()) return {&argument, nullptr};
    if (argument.items.empty() || !argument.items[0]->is_string()) return {};
    return {argument.items[0], argument.items.size() == 2 ? argument.items[1] : nullptr};
}

/// Calls `visit` with the name of each "${Name}" in the text, trimmed, until it returns false. "${!Name}", which stays "${Name}", is given
/// with its "!".
template <class Visit>
void each_variable(std::string_view text, Visit visit) {
    for (std::size_t begin = text.find("${"); begin != std::string_view::npos; begin = text.find("${")) {
        const std::size_t end = text.find('}', begin);
        if (end == std::string_view::npos || !visit(trim(text.substr(begin + 2, end - begin - 2)))) return;
        text.remove_prefix(end + 1);
    }
}

/// The same, without those that stay and those that the Fn::Sub brings along: what is left names parameters and resources.
template <class Visit>
void each_outer_variable(const Substitution& substitution, Visit visit) {
    if (substitution.text == nullptr) return;
    each_variable(substitution.text->text, [&](std::string_view name) {
        const bool own = name.starts_with('!') ||
                         (substitution.variables != nullptr && substitution.variables->find(name) != nullptr);
        return own || visit(name);
    });
}

}  // namespace stackfit::checks
