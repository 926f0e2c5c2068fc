// Sentences of literals and names, without a std::string around each.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace stackfit::checks {

inline std::string say(std::initializer_list<std::string_view> parts) {
    std::string sentence;
    for (const std::string_view part : parts) sentence += part;
    return sentence;
}

}  // namespace stackfit::checks
