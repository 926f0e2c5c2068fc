// Condition operators taken apart; private to the iam layer.
#pragma once

#include <string_view>

#include "stackfit/iam.h"

namespace stackfit {

/// IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".
struct ConditionOperator {
    std::string_view base;        ///< "StringLike"
    bool for_all_values = false;  ///< true also when the key is missing
    bool if_exists = false;       ///< true also when the key is missing
};

inline ConditionOperator split_operator(std::string_view op) {
    ConditionOperator result;
    if (const auto colon = op.find(':'); colon != std::string_view::npos) {
        result.for_all_values = op.substr(0, colon) == "ForAllValues";
        op.remove_prefix(colon + 1);
    }
    result.if_exists = op.ends_with("IfExists");
    if (result.if_exists) op.remove_suffix(std::string_view("IfExists").size());
    result.base = op;
    return result;
}

/// Does the statement speak of every request without TLS, by aws:SecureTransport?
Tri holds_for_plain_http(World& world, const Statement& statement);

}  // namespace stackfit
