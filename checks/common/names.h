// Names in fixed tables, which cost nothing at start-up.
#pragma once

#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "say.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {

/// " Did you mean "x"?", or nothing.
template <std::size_t Count, std::size_t Size>
std::string did_you_mean(std::string_view name, const char (&names)[Count][Size]) {
    const std::vector<std::string_view> candidates(std::begin(names), std::end(names));
    const std::string_view meant = closest(name, candidates);
    return meant.empty() ? std::string() : say(" Did you mean \"", meant, "\"?");
}

}  // namespace stackfit::checks
