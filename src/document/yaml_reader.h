#pragma once

#include <vector>

#include "document/input.h"
#include "stackfit/document.h"

namespace stackfit {

/// The tree of a YAML file, or null after an error of kind syntax. Errors are appended in the order they are
/// met. The text is UTF-8 without NUL.
const Node* read_yaml(const Input& input, Arena& arena, const DocumentLimits& limits,
                      std::vector<SyntaxError>& errors);

}  // namespace stackfit
