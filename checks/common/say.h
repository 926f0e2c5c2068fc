// Sentences of literals and names, without a std::string around each.
#pragma once

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

namespace stackfit::checks {

/// All parts in a row; each is something that a std::string_view can be made of.
template <class... Parts>
std::string say(const Parts&... parts) {
    std::string sentence;
    for (const std::string_view part : {std::string_view(parts)...}) sentence += part;
    return sentence;
}

/// The shortest text of a number: "60", "0.5".
inline std::string number_text(double number) {
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} ? std::string(digits.data(), end) : std::to_string(number);
}

/// "a", "a and b", "a, b and c"
template <class Name>
std::string listed(const std::vector<Name>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

}  // namespace stackfit::checks
