// What REST and HTTP APIs ask before they write into their definition.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "apis.h"

namespace stackfit::sam {

inline bool is_one_of(std::string_view key, std::initializer_list<std::string_view> known) {
    for (const std::string_view one : known) {
        if (key == one) return true;
    }
    return false;
}

/// The definition can be edited: it is inline, and a document of the right kind. Refuses the property otherwise, except where the
/// document comes from an include, of which nothing is known. `needs` ends "... is not ".
template <class Owner>
bool is_editable(Owner& owner, std::string_view property, bool right_kind, std::string_view needs) {
    const std::string start = "'" + std::string(property) + "' ";
    if (!truthy(owner.get("DefinitionBody"))) {
        owner.refuse(property, start + "needs an inline 'DefinitionBody': SAM writes it into the definition.");
        return false;
    }
    if (right_kind) return true;
    if (is_included(owner.context, owner.api)) return false;
    owner.refuse(property, start + "cannot be added: 'DefinitionBody' is not " + std::string(needs) + ".");
    return false;
}

}  // namespace stackfit::sam
