// One value against its type and its constraints: lengths, ranges, patterns.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stackfit/document.h"
#include "stackfit/spec_resources.h"

namespace stackfit::checks {

/// The text is filled in when the stack is deployed: it has a dynamic reference.
bool is_filled_in(std::string_view text);
/// The whole text as a number, or nothing.
std::optional<double> number_of(std::string_view text);

/// Does the scalar fit the type, as CloudFormation coerces texts, numbers and booleans?
bool fits(const Node& scalar, const ValueType& type);

std::string_view word(ValueType::Kind type);   ///< "an integer"
std::string shown(const Node& node);           ///< "a map", or the text in quotes, cut when it is long
std::string range_text(const Bounds& bounds);  ///< "from 1 to 64", "at least 1", "at most 64"

struct ConstraintMistake {
    const Node* place = nullptr;  ///< null: there is none
    std::string text;             ///< "must be at most 64 characters long, and \"...\" has 70"
};

/// The first constraint that a literal value breaks. Computed values, and patterns that cannot be run within their budget, keep to all.
ConstraintMistake constraint_mistake(const Constraints& constraints, const Node& value);

}  // namespace stackfit::checks
