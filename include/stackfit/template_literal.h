// Asks a text that may be a literal, without a copy of it where it stands as one in the template.
#pragma once

#include "stackfit/template.h"

namespace stackfit {

/// `test(text)` of the value as one literal, its parameters decided: a Tri. Unknown where World::literal_of has nothing.
template <class Test>
Tri of_literal(World& world, const Value& value, Test test) {
    if (!value.is_text()) return Tri::unknown;
    if (const auto written = literal(value.text)) return test(*written);
    const auto text = world.literal_of(value);
    return text ? test(std::string_view(*text)) : Tri::unknown;
}

}  // namespace stackfit
