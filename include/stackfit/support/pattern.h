// Regular expressions of AWS: of resource schemas (ECMA 262) and of AllowedPattern (Java). Both use look-around, so a backtracking engine
// runs them, under a budget.
#pragma once

#include <string_view>

namespace stackfit {

enum class Match : std::uint8_t {
    no,
    yes,
    unknown  ///< the pattern is none that we can compile, or the budget of steps ran out
};

/// Does the pattern occur in the text (UTF-8)? Anchors are the pattern's own. At most some hundred thousand steps.
Match search_pattern(std::string_view pattern, std::string_view text);
/// Does the pattern match the whole text, as AllowedPattern does?
Match match_pattern(std::string_view pattern, std::string_view text);

}  // namespace stackfit
