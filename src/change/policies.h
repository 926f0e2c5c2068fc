// What becomes of a resource that is removed or replaced, and its physical name. Private to the change layer.
#pragma once

#include <string>

#include "evaluated.h"
#include "stackfit/spec_resources.h"

namespace stackfit::change {

/// "Delete", "Retain", "Snapshot" or "unknown": of a removed resource by OLD's declaration, of a replaced one by NEW's ("DeletionPolicy
/// attribute", "UpdateReplacePolicy attribute"). Snapshot deletes where a type has none.
std::string policy_on_removal(std::string_view type, const Evaluated& declaration);
std::string policy_on_replacement(std::string_view type, const Evaluated& declaration);

/// The property by which a template names a resource physically, so that no second one can be created beside it; "" when the type has
/// none that the author may leave out.
std::string name_property(const ResourceTypes& types, std::string_view type);
/// Its value; "" when it is not given or not known.
std::string physical_name(const ResourceTypes& types, std::string_view type, const Evaluated& declaration);

}  // namespace stackfit::change
