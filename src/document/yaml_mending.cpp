#include "document/yaml_mending.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "document/bytes.h"

namespace stackfit::yaml {
namespace {

constexpr std::string_view white_space = " \t\r\n";

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

}  // namespace

std::string mended(std::string_view inside, std::string_view value, char quote) {
    const std::string text = quote == '"' ? with_escapes_mended(value) : std::string(value);
    return text + lost_line_breaks(inside, value);
}

}  // namespace stackfit::yaml
