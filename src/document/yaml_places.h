// Where things of a YAML file begin and end. yaml-cpp tells where a node begins (its tag or anchor included)
// and nothing else; what is missing is found in the text, given what yaml-cpp read there. Every function
// takes and returns offsets into the text, stays inside it on any input, and costs no more than the text it
// passes over.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stackfit::yaml {

/// A node's tag and anchor, and where its content begins. Ranges are empty where there is none.
struct Properties {
    std::uint32_t tag_begin = 0;
    std::uint32_t tag_end = 0;
    std::uint32_t content = 0;
};

Properties properties_at(std::string_view text, std::uint32_t at);

/// Past a tag, an anchor or an alias: up to the next white space, and in flow style up to what ends a value
/// there.
std::uint32_t end_of_property(std::string_view text, std::uint32_t at);

/// Past spaces, tabs, line ends and comments. A '#' is a comment only after white space or at the start of a
/// line.
std::uint32_t skip_blank(std::string_view text, std::uint32_t at);

/// One past the closing quote of the string that begins at `at`, or nothing when it is never closed.
std::optional<std::uint32_t> end_of_quoted(std::string_view text, std::uint32_t at);

/// One past the last byte of the plain scalar that begins at `at` and was read as `value`.
std::uint32_t end_of_plain(std::string_view text, std::uint32_t at, std::string_view value);

/// A block scalar in the text.
struct Block {
    std::uint32_t end = 0;          ///< one past its last byte that is not white space
    std::uint32_t next_line = 0;    ///< the first line that does not belong to it, or the end of the text
    std::uint32_t indentation = 0;  ///< of its text; 0 when none of it is visible
};

/// The block scalar whose `|` or `>` is at `at` and that was read as `value`.
Block block_at(std::string_view text, std::uint32_t at, std::string_view value);

std::uint32_t skip_spaces(std::string_view text, std::uint32_t at);

/// Is there, at `at`, one of YAML's words for null that is a value and not a key?
bool is_null_word(std::string_view text, std::uint32_t at);
std::uint32_t end_of_null_word(std::string_view text, std::uint32_t at);

/// Are these, from `at` on, a `---` or `...` at the start of a line?
bool is_document_marker(std::string_view text, std::uint32_t at);

}  // namespace stackfit::yaml
