// Where the caret goes when a property as a whole is meant.
#pragma once

#include <string_view>

#include "stackfit/template.h"

namespace stackfit::checks {

/// The key of a property, where a reader looks for all of it; the resource's name when it is not there.
inline Span place_of(const Resource& resource, std::string_view property) {
    const Member* member = resource.properties == nullptr ? nullptr : resource.properties->find(property);
    return member == nullptr ? resource.id_span : member->key_span;
}

}  // namespace stackfit::checks
