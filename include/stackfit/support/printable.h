// Text of unknown origin (subjects of commits, names of files) as text that a terminal or an XML reader can be given.
#pragma once

#include <string>
#include <string_view>

namespace stackfit {

/// Bytes that are not UTF-8, and code points that no text has (surrogates, U+FFFE, U+FFFF), become U+FFFD.
std::string valid_utf8(std::string_view text);
/// The same, and each control character (C0, DEL, C1) becomes a space: no line ends, no escape sequences.
std::string printable(std::string_view text);

}  // namespace stackfit
