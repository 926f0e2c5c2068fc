// One value against its constraints: lengths, ranges, patterns.
#pragma once

#include <string>

#include "stackfit/document.h"
#include "stackfit/spec_resources.h"

namespace stackfit::checks {

struct ConstraintMistake {
    const Node* place = nullptr;  ///< null: there is none
    std::string text;             ///< "must be at most 64 characters long, and \"...\" has 70"
};

/// The first constraint that a literal value breaks. Computed values, and patterns that cannot be run within their budget, keep to all.
ConstraintMistake constraint_mistake(const Constraints& constraints, const Node& value);

}  // namespace stackfit::checks
