// What the author of an AWS::Serverless::Function wrote, where the expansion does not show it.
#pragma once

#include <string_view>

#include "stackfit/engine.h"

namespace stackfit::checks {

/// The property of the function as SAM reads it: its own, else that of Globals (SAM specification, "Globals section"). Null when neither
/// has it, or SAM did not make the function.
const Node* sam_property(const CheckContext& context, const Resource& function, std::string_view property);

/// Is this the name of a parameter that every release sets anew: a version, a commit, a build?
bool changes_with_release(std::string_view parameter);

/// The name of such a parameter in the text; "" when there is none.
std::string_view release_parameter(const Text& text);

/// Does the logical id end in a hash or a number, as of a tool that writes a new one for new content?
enum class IdTail : std::uint8_t { fixed, number, hash };
IdTail tail_of(std::string_view id);

}  // namespace stackfit::checks
