#pragma once

#include <string_view>
#include <vector>

#include "stackfit/document.h"

namespace stackfit::sam {

/// The usage plan that all APIs with CreateUsagePlan SHARED have in common.
struct SharedUsagePlan {
    std::vector<const Node*> apis;  ///< ids, for DependsOn
    std::vector<const Node*> stages;
    std::vector<const Node*> keys;
    std::vector<std::string_view> conditions;
    bool unconditional = false;  ///< one of the APIs has no condition
    std::string_view deletion_policy;
    std::string_view update_replace_policy;
};

}  // namespace stackfit::sam
