// What a template declares and what it uses: parameters, mappings and conditions that nothing reads.
#pragma once

#include "stackfit/engine.h"

namespace stackfit::checks {

enum class Declared { parameter, mapping, condition };

/// A problem for each declaration of the kind that nothing in the template as written names. Silent where a macro may use it:
/// AWS::Include and account macros read the template in ways that are not in it.
void find_unused(CheckContext& context, Declared kind, std::vector<Problem>& problems);

}  // namespace stackfit::checks
