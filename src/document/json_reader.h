#pragma once

#include <vector>

#include "document/input.h"
#include "stackfit/document.h"

namespace stackfit {

struct JsonReading {
    const Node* root = nullptr;
    bool refused = false;  ///< it is JSON, but over a limit: not to be tried as YAML
};

/// The tree of a JSON file; without a root after an error of kind syntax. Errors are appended in the order
/// they are met. The text is UTF-8 without NUL, and a NUL follows it.
JsonReading read_json(const Input& input, Arena& arena, const DocumentLimits& limits,
                      std::vector<SyntaxError>& errors);

}  // namespace stackfit
