// Sentences of literals and names, without a std::string around each.
#pragma once

#include <string>
#include <string_view>

namespace stackfit::checks {

/// All parts in a row; each is something that a std::string_view can be made of.
template <class... Parts>
std::string say(const Parts&... parts) {
    std::string sentence;
    for (const std::string_view part : {std::string_view(parts)...}) sentence += part;
    return sentence;
}

}  // namespace stackfit::checks
