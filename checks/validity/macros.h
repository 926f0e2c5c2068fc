// What other processing makes of a template before CloudFormation looks at its sections.
#pragma once

#include <string_view>

#include "stackfit/template.h"

namespace stackfit::checks {

/// Does the template name a macro of the account? It may turn the template into anything, so what looks wrong or missing in the text
/// may be right in the end.
bool has_macro(const Template& templ);

/// A key that a transform or a loop replaces by others: Fn::Transform, Fn::ForEach::Name.
bool is_replaced(std::string_view key);

}  // namespace stackfit::checks
