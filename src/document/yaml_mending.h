// Mends what yaml-cpp 0.7 reads wrongly inside quotes.
#pragma once

#include <string>
#include <string_view>

namespace stackfit::yaml {

/// `value` is what yaml-cpp read where `inside` stands between two of `quote`; the result is what YAML says it is.
std::string mended(std::string_view inside, std::string_view value, char quote);

}  // namespace stackfit::yaml
