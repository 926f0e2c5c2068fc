// Which names of a template mean something else in the other revision. Private to the change layer.
#pragma once

#include <set>
#include <string_view>

#include "stackfit/project.h"

namespace stackfit::change {

/// Parameters, mappings and conditions that are declared otherwise, or on one side only, and conditions that rest on such.
std::set<std::string_view> changed_names(const Template& before, const Template& after);

/// May a value depend on one of the names? Yes also when a text merely has it in it.
bool mentions(const Node& node, const std::set<std::string_view>& names);

}  // namespace stackfit::change
