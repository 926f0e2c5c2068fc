// spec: which resources hold what is lost with them.
#pragma once

#include <optional>
#include <string_view>

namespace stackfit {

/// A resource type that holds what CloudFormation cannot make again: data/stateful-types.txt.
struct StatefulType {
    std::string_view holds;  ///< in words: "items", "objects"
    bool snapshots = false;  ///< DeletionPolicy and UpdateReplacePolicy may say Snapshot
};

/// Nothing of a type that holds nothing, or is not known. Logarithmic in the number of stateful types.
std::optional<StatefulType> stateful_type(std::string_view resource_type);

}  // namespace stackfit
