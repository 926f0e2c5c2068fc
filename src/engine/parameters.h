// Values of a check's parameters: in front matter (defaults) and in the configuration. Types: string, number, boolean, list.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "strict_yaml.h"

namespace stackfit {

/// The value as text; a list with commas between its items. Nothing after an error.
std::optional<std::string> read_parameter(StrictYaml& reader, std::string_view type, const Node& value);

}  // namespace stackfit
