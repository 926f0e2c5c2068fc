// Rules of the form "where A is x, B is needed", over the properties of one object.
#pragma once

#include <vector>

#include "shape_object.h"

namespace stackfit::checks {

/// Computed values keep to every rule.
std::vector<ObjectMistake> rule_mistakes(const Object& object, const PropertyRule& rule);

}  // namespace stackfit::checks
