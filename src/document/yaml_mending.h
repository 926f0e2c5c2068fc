// Mends what yaml-cpp 0.7 reads wrongly of scalars that are not plain.
#pragma once

#include <string>
#include <string_view>

#include "document/yaml_places.h"

namespace stackfit::yaml {

/// `value` is what yaml-cpp read where `inside` stands between two of `quote`; the result is what YAML says
/// it is.
std::string mended_quoted(std::string_view inside, std::string_view value, char quote);

/// The same for a folded block scalar, whose `>` is at `at`.
std::string mended_folded(std::string_view text, std::uint32_t at, const Block& block,
                          std::string_view value);

}  // namespace stackfit::yaml
