// Kinds of characters of ASCII, alike in every locale. A byte of a longer character is of no kind, and changes no case.
#pragma once

#include <string>
#include <string_view>

namespace stackfit {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }

/// The value of a digit in hexadecimal, -1 when it is none.
constexpr int hexadecimal_digit(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

/// Of a whole text; its counterpart is in text.h.
inline std::string to_upper(std::string_view text) {
    std::string made(text);
    for (char& c : made) c = to_upper(c);
    return made;
}

}  // namespace stackfit
