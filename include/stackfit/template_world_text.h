// In which worlds something is so, in as few words as possible.
#pragma once

#include <string>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

/// One run's decisions and whether it belongs to those that are described.
struct Leaf {
    const std::vector<Decision>* decisions = nullptr;
    bool chosen = false;
};

/// One text for each group of worlds ("Environment=prod", "IsProd is true and Region≠eu-west-1"); none when every leaf is chosen. The
/// leaves are all those of one exploration.
std::vector<std::string> describe_worlds(const std::vector<Leaf>& leaves);

}  // namespace stackfit
