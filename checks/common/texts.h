// Texts in normal form, made by hand: what a check compares a value of the template with.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "stackfit/template.h"

namespace stackfit::checks {

inline Text reference_to(const Resource& resource) {
    return {{Piece::Kind::reference, std::string(resource.id), {}}};
}
inline Text attribute_of(const Resource& resource, std::string_view attribute) {
    return {{Piece::Kind::attribute, std::string(resource.id), std::string(attribute)}};
}
inline Text pseudo_parameter(std::string_view name) {
    return {{Piece::Kind::parameter, std::string(name), {}}};
}

inline Text concat(std::initializer_list<Text> texts) {
    Text result;
    for (const Text& text : texts) append(result, text);
    return result;
}

}  // namespace stackfit::checks
