// Small text tools that several layers need.
#pragma once

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stackfit {

/// The candidate that was probably meant, or empty: the nearest by Damerau-Levenshtein distance, case ignored,
/// at most a third of the word's length away. Ties go to the first candidate.
std::string_view closest(std::string_view word, std::span<const std::string_view> candidates);

/// Lower-case hexadecimal SHA-1 (FIPS 180-4), 40 characters. For identifiers that AWS derives that way, not
/// for security.
std::string sha1_hex(std::string_view text);

/// Appends `text` as a JSON string with its quotes. Non-ASCII stays UTF-8.
void append_json_string(std::string& out, std::string_view text);

std::string to_lower(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
/// "a/b/" of "a/b/c"; "" of "c": what stands before the last slash, and it.
std::string_view folder_of(std::string_view path);
std::string_view trim(std::string_view text);
/// How many code points a UTF-8 text has.
std::size_t code_points(std::string_view text);
std::string join(std::span<const std::string> parts, std::string_view separator);

/// Is the name in a table? Tables of fixed arrays cost nothing at start-up.
template <class Name, std::size_t Count>
bool is_one_of(const Name (&names)[Count], std::string_view name) {
    return std::any_of(std::begin(names), std::end(names), [&](const auto& one) { return name == one; });
}

/// `text` with every `old` in it replaced.
std::string replace_all(std::string_view text, std::string_view old, std::string_view made);
/// Glob over '/'-separated paths or names: `*` any run without '/', `**` any run (`**/` also no folder at
/// all), `?` one byte but '/'. At most pattern times text steps: there is no backtracking.
bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace stackfit
