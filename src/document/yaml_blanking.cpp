#include "document/yaml_blanking.h"

#include <algorithm>
#include <optional>

namespace stackfit::yaml {
namespace {

std::uint32_t skip_spaces(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] == ' ') ++at;
    return static_cast<std::uint32_t>(at);
}

/// The indentation of the first line after `at` that is not blank; 0 at the end.
std::uint32_t next_indentation(std::string_view text, std::uint32_t at) {
    for (std::size_t newline = text.find('\n', at); newline != std::string_view::npos; newline = text.find('\n', newline + 1)) {
        const std::uint32_t content = skip_spaces(text, newline + 1);
        const bool blank = content == text.size() || text[content] == '\n' || text[content] == '\r';
        if (!blank) return content - static_cast<std::uint32_t>(newline + 1);
    }
    return 0;
}

/// The candidate on the line that begins at `line`: any dashes, properties, then a scalar on the same line that may go on in the
/// next, because that is indented by more than the last dash and no more than the properties.
std::optional<Blanked> candidate(std::string_view text, std::uint32_t line) {
    std::uint32_t at = skip_spaces(text, line);
    std::uint32_t least = 1;  // of the next line's indentation
    while (at + 1 < text.size() && text[at] == '-' && text[at + 1] == ' ') {
        least = at - line + 1;
        at = skip_spaces(text, at + 1);
    }
    if (at >= text.size() || (text[at] != '!' && text[at] != '&')) return std::nullopt;
    const Properties properties = properties_at(text, at);
    const std::string_view between = text.substr(at, properties.content - at);
    constexpr std::string_view not_these = "\"'[{#*!&";
    if (between.find('\n') != std::string_view::npos || properties.content >= text.size() ||
        not_these.find(text[properties.content]) != std::string_view::npos) {
        return std::nullopt;
    }
    const std::uint32_t next = next_indentation(text, properties.content);
    if (next < least || next > at - line) return std::nullopt;
    return Blanked{at, properties, false};
}

}  // namespace

std::vector<Blanked> find_blankable(std::string_view text) {
    std::vector<Blanked> found;
    for (std::size_t line = 0; line < text.size();) {
        if (const auto blanked = candidate(text, static_cast<std::uint32_t>(line))) found.push_back(*blanked);
        const std::size_t newline = text.find('\n', line);
        if (newline == std::string_view::npos) break;
        line = newline + 1;
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
