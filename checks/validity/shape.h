// Resources against the resource specification: properties that are unknown, missing, or of the wrong type.
#pragma once

#include <string_view>
#include <vector>

#include "shape_branches.h"
#include "stackfit/template.h"

namespace stackfit::checks {

struct ShapeMistake {
    Problem problem;
    Branches branches;  ///< of the Fn::Ifs around it
};

/// In the order of the text. Linear in the template; resources of types that the specification does not have are passed over.
std::vector<ShapeMistake> shape_mistakes(const Template& templ, std::string_view check);

}  // namespace stackfit::checks
