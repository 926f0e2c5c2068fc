// Resources against the resource specification: properties that are unknown, missing, or of the wrong type.
#pragma once

#include <string_view>
#include <vector>

#include "stackfit/template.h"

namespace stackfit::checks {

struct ShapeMistake {
    struct Branch {
        std::string_view condition;
        bool taken = true;  ///< it counts where the condition has this value
    };
    Problem problem;
    std::vector<Branch> branches;  ///< of the Fn::Ifs around it
};

/// In the order of the text. Linear in the template; resources of types that the specification does not have are passed over.
std::vector<ShapeMistake> shape_mistakes(const Template& templ, std::string_view check);

}  // namespace stackfit::checks
