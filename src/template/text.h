// Building and comparing texts; private to the template layer.
#pragma once

#include "stackfit/template.h"

namespace stackfit {

void append(Text& text, Piece piece);
void append(Text& text, const Text& more);
Text literal_text(std::string_view text);
/// Equality as far as the pieces tell, without deciding anything.
Tri compare(const Text& a, const Text& b);

}  // namespace stackfit
