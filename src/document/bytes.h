// What can be said of a file's bytes before any parser sees them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "document/input.h"

namespace stackfit {

constexpr std::string_view white_space = " \t\r\n";

/// A mistake at a place, before it becomes a SyntaxError of a file.
struct Mistake {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string message;
};

struct CodePoint {
    std::uint32_t value = 0;
    std::uint32_t length = 0;  ///< in bytes; 0: not UTF-8
};
CodePoint decode_utf8(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

/// Is it in YAML 1.1's c-printable (5.1)?
bool is_printable(std::uint32_t code_point);

/// The first place where the text is not UTF-8, or holds a NUL.
std::optional<Mistake> find_bad_encoding(std::string_view text);

/// The first character that is not printable, or a carriage return without its line feed: yaml-cpp would let
/// either pass, and does not take the latter for the line end that YAML says it is. The text is UTF-8.
std::optional<Mistake> find_unprintable(std::string_view text);

/// The place where more than `limit` of `[` and `{` are open. yaml-cpp queues about 200 bytes for each.
/// Brackets in strings and comments count too, but those close again: what is left open at once in real files
/// stays below ten.
std::optional<Mistake> find_too_many_brackets(std::string_view text, std::uint32_t limit);

/// The file ended while the bracket at this place was open.
Mistake unclosed_bracket(std::string_view text, std::uint32_t bracket);

}  // namespace stackfit
