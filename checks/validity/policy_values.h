// The words of policies: each function says what is wrong with one, or nothing.
#pragma once

#include <string>
#include <string_view>

#include "policy_places.h"

namespace stackfit::checks {

/// Of Action and NotAction: "s3:GetObject", "*".
std::string action_mistake(std::string_view action);
/// Of Resource and NotResource.
std::string resource_mistake(std::string_view resource, Resources wanted);
/// Of Principal, below one of its keys ("AWS", "Service").
std::string principal_mistake(std::string_view kind, std::string_view principal);
/// Is it a key of Condition: "StringEqualsIfExists", "ForAnyValue:StringLike"?
bool is_operator(std::string_view name);
std::string suggested_operator(std::string_view name);  ///< " Did you mean ...?", or nothing

}  // namespace stackfit::checks
