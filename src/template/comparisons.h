// Which literals a template compares its parameters with; private to the template layer.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

using ComparedLiterals = std::unordered_map<std::string_view, std::vector<std::string_view>>;

/// Per parameter, the literals that can make a difference, sorted: the operands of Equals and of the functions of Rules, and the keys of
/// indexed mappings. Linear in the size of the template.
ComparedLiterals comparisons_of(const Template& templ);

}  // namespace stackfit
