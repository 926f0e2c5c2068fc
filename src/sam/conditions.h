// Conditions that the expansion adds to a template.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

/// Fn::Or takes at most ten: for more names, numbered helpers `name`2, `name`1 each stand for ten. The last is `name` itself. Appends them to the
/// template's conditions in the order in which the service makes them.
void add_any_of(Context& context, const Maker& make, std::vector<std::string_view> names,
                std::string_view name);

/// {Fn::Not: [{Condition: name}]}
const Node* not_condition(const Maker& make, std::string_view name);
/// {Fn::Equals: [a, "text"]}
const Node* equals_text(const Maker& make, const Node* a, std::string_view text);
/// {Fn::Or: [...]}, or the only operand itself.
const Node* any_of(const Maker& make, const std::vector<const Node*>& operands);

}  // namespace stackfit::sam
