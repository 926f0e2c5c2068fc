// What REST and HTTP APIs ask before they write into their definition.
#pragma once

#include "sam/api/api_expansion.h"

namespace stackfit::sam {

/// The definition can be edited: it is inline, and a document of the right kind. Refuses the property otherwise, except where the
/// document comes from an include, of which nothing is known. `needs` ends "... is not ".
bool is_editable(const DefinedApi& api, std::string_view property, bool right_kind, std::string_view needs);

}  // namespace stackfit::sam
