#include "document/yaml_mending.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "document/bytes.h"

namespace stackfit::yaml {
namespace {

std::size_t count_breaks(std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// yaml-cpp 0.7 writes the escapes \_ and \N as the bytes A0 and 85 instead of the characters U+00A0 and
/// U+0085. In text that was UTF-8 before, only they are no UTF-8 now.
std::string with_escapes_mended(std::string_view value) {
    std::string result;
    for (std::size_t at = 0; at < value.size();) {
        const std::uint32_t length = decode_utf8(value, at).length;
        if (length == 0) result += '\xC2';
        result += value.substr(at, std::max(length, 1U));
        at += std::max(length, 1U);
    }
    return result;
}

/// YAML folds the n line breaks before the closing quote to n - 1, or one to a space. yaml-cpp leaves one at
/// most, and nothing at all where there is nothing else.
std::string lost_line_breaks(std::string_view inside, std::string_view value) {
    const std::size_t last = inside.find_last_not_of(white_space);
    if (last == std::string_view::npos) {
        const std::size_t breaks = value.empty() ? count_breaks(inside) : 0;
        return breaks == 1 ? " " : std::string(breaks - std::min<std::size_t>(breaks, 1), '\n');
    }
    if (inside[last] == '\\') return {};  // an escaped line break has rules of its own
    const std::size_t breaks = count_breaks(inside.substr(last + 1));
    return std::string(breaks - std::min<std::size_t>(breaks, 2), '\n');
}

/// Is every line of this no more than `indentation` spaces? Further spaces would be text.
bool is_blank_space(std::string_view lines, std::uint32_t indentation) {
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        const std::size_t spaces = std::min(line.find_first_not_of(' '), line.size());
        const std::string_view rest = line.substr(spaces);
        if (spaces > indentation || (!rest.empty() && rest != "\r")) return false;
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    }
    return true;
}

}  // namespace

std::string mended_quoted(std::string_view inside, std::string_view value, char quote) {
    const std::string text = quote == '"' ? with_escapes_mended(value) : std::string(value);
    return text + lost_line_breaks(inside, value);
}

/// yaml-cpp loses one of the line breaks that `>+` keeps, and takes an indentation before the end of the file
/// for a space. What is behind the last text is simple enough to be told again: its own spaces, and the line
/// breaks that the header asks for.
std::string mended_folded(std::string_view text, std::uint32_t at, const Block& block,
                          std::string_view value) {
    const std::size_t last = value.find_last_not_of(white_space);
    if (last == std::string_view::npos) return std::string(value);
    const std::string_view behind = text.substr(block.end, block.next_line - block.end);
    const std::size_t first_break = std::min(behind.find('\n'), behind.size());
    std::string_view spaces = behind.substr(0, first_break);
    if (!is_blank_space(behind.substr(std::min(first_break + 1, behind.size())), block.indentation))
        return std::string(value);
    if (spaces.ends_with('\r')) spaces.remove_suffix(1);
    const std::string_view header = text.substr(at, text.find_first_of(white_space, at) - at);
    const bool strip = header.find('-') != std::string_view::npos;
    const bool keep = header.find('+') != std::string_view::npos;
    const std::size_t breaks = count_breaks(behind);
    const std::size_t shown = strip ? 0 : keep ? breaks : std::min<std::size_t>(breaks, 1);
    return std::string(value.substr(0, last + 1)) + std::string(spaces) + std::string(shown, '\n');
}

}  // namespace stackfit::yaml
