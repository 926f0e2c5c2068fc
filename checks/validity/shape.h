// Resources against the resource specification: properties that are unknown, missing, or of the wrong type.
#pragma once

#include <string_view>
#include <vector>

#include "branch_walk.h"

namespace stackfit::checks {

/// In the order of the text. Linear in the template; resources of types that the specification does not have are passed over.
std::vector<Mistake> shape_mistakes(const Template& templ, std::string_view check);

}  // namespace stackfit::checks
