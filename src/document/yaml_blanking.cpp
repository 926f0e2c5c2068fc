#include "document/yaml_blanking.h"

#include <algorithm>
#include <optional>

namespace stackfit::yaml {
namespace {

std::uint32_t after_spaces(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] == ' ') ++at;
    return static_cast<std::uint32_t>(at);
}

/// The indentation of the first line after `at` that is not blank; 0 at the end.
std::uint32_t next_indentation(std::string_view text, std::uint32_t at) {
    for (std::size_t newline = text.find('\n', at); newline != std::string_view::npos;
         newline = text.find('\n', newline + 1)) {
        const std::uint32_t content = after_spaces(text, newline + 1);
        const bool blank = content == text.size() || text[content] == '\n' || text[content] == '\r';
        if (!blank) return content - static_cast<std::uint32_t>(newline + 1);
    }
    return 0;
}

/// Does a block scalar begin at `at`, or a plain scalar that is no key? Before a key the properties count for
/// the indentation of its mapping, and must stay.
bool begins_scalar(std::string_view text, std::uint32_t at) {
    constexpr std::string_view not_these = "\"'[{#*!&";
    if (at >= text.size() || not_these.find(text[at]) != std::string_view::npos) return false;
    if (text[at] == '|' || text[at] == '>') return true;
    std::string_view line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    return line.find(": ") == std::string_view::npos && !line.ends_with(':');
}

/// Does this line end with a block scalar's header? Then the next line with text shows how far the text is
/// indented.
bool ends_with_block_header(std::string_view line) {
    const std::size_t last = line.find_last_not_of(" \t\r0123456789+-");
    if (last == std::string_view::npos || (line[last] != '|' && line[last] != '>')) return false;
    return last == 0 || line[last - 1] == ' ' || line[last - 1] == '\t';
}

/// The candidate on the line that begins at `line`: any dashes, properties, then a scalar on the same line
/// that may go on in the next, because that is indented by more than the last dash and no more than the
/// properties.
std::optional<Blanked> candidate(std::string_view text, std::uint32_t line) {
    std::uint32_t at = after_spaces(text, line);
    std::uint32_t least = 1;  // of the next line's indentation
    while (at + 1 < text.size() && text[at] == '-' && text[at + 1] == ' ') {
        least = at - line + 1;
        at = after_spaces(text, at + 1);
    }
    if (at >= text.size() || (text[at] != '!' && text[at] != '&')) return std::nullopt;
    const Properties properties = properties_at(text, at);
    const bool same_line = text.substr(at, properties.content - at).find('\n') == std::string_view::npos;
    if (!same_line || !begins_scalar(text, properties.content)) return std::nullopt;
    const std::uint32_t next = next_indentation(text, properties.content);
    if (next < least || next > at - line) return std::nullopt;
    return Blanked{at, properties, false};
}

}  // namespace

std::vector<Blanked> find_blankable(std::string_view text) {
    std::vector<Blanked> found;
    bool first_of_block = false;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
            if (!first_of_block) {
                if (const auto blanked = candidate(text, static_cast<std::uint32_t>(begin)))
                    found.push_back(*blanked);
            }
            first_of_block = ends_with_block_header(line);
        }
        begin = end + 1;
    }
    return found;
}

std::string blank(std::string_view text, const std::vector<Blanked>& all) {
    std::string result(text);
    for (const Blanked& one : all) {
        const auto begin = result.begin() + one.begin;
        std::fill(begin, result.begin() + one.properties.content, ' ');
    }
    return result;
}

}  // namespace stackfit::yaml
