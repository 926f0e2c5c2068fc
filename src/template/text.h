// Comparing texts; private to the template layer.
#pragma once

#include "stackfit/template.h"

namespace stackfit {

/// Equality as far as the pieces tell, without deciding anything.
Tri compare(const Text& a, const Text& b);

}  // namespace stackfit
