// What the pieces of a text stand for.
#pragma once

#include <algorithm>

#include "stackfit/template.h"

namespace stackfit {

/// What Ref or Fn::GetAtt gives of a resource: its name, its ARN or another attribute.
inline bool is_of_a_resource(const Piece& piece) {
    return piece.kind == Piece::Kind::reference || piece.kind == Piece::Kind::attribute;
}

/// Is a part of the text of a resource?
inline bool is_of_a_resource(const Text& text) {
    return std::any_of(text.begin(), text.end(), [](const Piece& piece) { return is_of_a_resource(piece); });
}

}  // namespace stackfit
