// Three-valued logic: unknown gives way to what decides.
#pragma once

#include "stackfit/template.h"

namespace stackfit {

constexpr Tri both(Tri a, Tri b) {
    if (a == Tri::no || b == Tri::no) return Tri::no;
    return a == Tri::yes && b == Tri::yes ? Tri::yes : Tri::unknown;
}

constexpr Tri opposite(Tri a) {
    if (a == Tri::unknown) return a;
    return a == Tri::yes ? Tri::no : Tri::yes;
}

constexpr Tri either(Tri a, Tri b) { return opposite(both(opposite(a), opposite(b))); }

constexpr Tri tri(bool value) { return value ? Tri::yes : Tri::no; }

}  // namespace stackfit
