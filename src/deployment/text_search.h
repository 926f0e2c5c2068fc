// Words in a part of a template; private to the deployment layer.
#pragma once

#include <algorithm>
#include <string_view>

#include "stackfit/document.h"

namespace stackfit {

/// Does the word stand anywhere in the node? Documents are at most DocumentLimits::depth deep.
inline bool mentions(const Node& node, std::string_view word) {
    if (node.text.find(word) != std::string_view::npos) return true;
    return std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node* item) { return mentions(*item, word); }) ||
           std::any_of(node.members.begin(), node.members.end(),
                       [&](const Member& member) { return mentions(*member.value, word); });
}

}  // namespace stackfit
