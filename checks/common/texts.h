// Texts in normal form, made by hand: what a check compares a value of the template with.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "stackfit/template.h"

namespace stackfit::checks {

inline Text literal_text(std::string_view text) { return {{Piece::Kind::literal, std::string(text), {}}}; }
inline Text reference_to(const Resource& resource) {
    return {{Piece::Kind::reference, std::string(resource.id), {}}};
}
inline Text attribute_of(const Resource& resource, std::string_view attribute) {
    return {{Piece::Kind::attribute, std::string(resource.id), std::string(attribute)}};
}
inline Text pseudo_parameter(std::string_view name) {
    return {{Piece::Kind::parameter, std::string(name), {}}};
}

/// Neighbouring literals become one, as the normal form wants it.
inline Text concat(std::initializer_list<Text> texts) {
    Text result;
    for (const Text& text : texts) {
        for (const Piece& piece : text) {
            const bool literal = piece.kind == Piece::Kind::literal;
            if (literal && piece.name.empty()) continue;
            if (literal && !result.empty() && result.back().kind == Piece::Kind::literal) {
                result.back().name += piece.name;
            } else {
                result.push_back(piece);
            }
        }
    }
    return result;
}

}  // namespace stackfit::checks
