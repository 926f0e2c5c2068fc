#include "document/yaml_places.h"

#include <algorithm>

#include "document/bytes.h"

namespace stackfit::yaml {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_line_end(char c) { return c == '\n' || c == '\r'; }
bool is_blank(char c) { return is_space(c) || is_line_end(c); }

std::uint32_t size_of(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }

/// The offset of the line's '\n', or the end of the text.
std::uint32_t line_end(std::string_view text, std::uint32_t at) {
    const std::size_t found = text.find('\n', at);
    return found == std::string_view::npos ? size_of(text) : static_cast<std::uint32_t>(found);
}

bool is_comment(std::string_view text, std::uint32_t at) {
    return at < text.size() && text[at] == '#' && (at == 0 || is_blank(text[at - 1]));
}

std::uint32_t indentation(std::string_view text, std::uint32_t line) {
    std::uint32_t at = line;
    while (at < text.size() && text[at] == ' ') ++at;
    return at - line;
}

bool is_blank_line(std::string_view text, std::uint32_t line) {
    const std::uint32_t at = skip_spaces(text, line);
    return at == text.size() || is_line_end(text[at]);
}

/// `line` up to its last byte that is not white space.
std::uint32_t trimmed_end(std::string_view text, std::uint32_t line) {
    std::uint32_t end = line_end(text, line);
    while (end > line && is_blank(text[end - 1])) --end;
    return end;
}

/// The number of spaces before a block scalar's text: those of its first visible line, less those that were read
/// as text.
std::uint32_t block_indentation(std::string_view text, std::uint32_t visible_line, std::string_view value) {
    const std::size_t visible = value.find_first_not_of(white_space);
    const std::size_t before = value.rfind('\n', visible);
    const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t own = value.find_first_not_of(' ', start) - start;
    const std::uint32_t there = indentation(text, visible_line);
    return there - std::min(there, static_cast<std::uint32_t>(own));
}

}  // namespace

std::uint32_t skip_spaces(std::string_view text, std::uint32_t at) {
    while (at < text.size() && is_space(text[at])) ++at;
    return at;
}

std::uint32_t end_of_property(std::string_view text, std::uint32_t at) {
    constexpr std::string_view flow = ",[]{}";
    const bool verbatim = text.substr(at).starts_with("!<");
    while (at < text.size() && !is_blank(text[at]) &&
           (verbatim || flow.find(text[at]) == std::string_view::npos))
        ++at;
    return at;
}

Properties properties_at(std::string_view text, std::uint32_t at) {
    Properties result;
    while (at < text.size() && (text[at] == '!' || text[at] == '&')) {
        const std::uint32_t end = end_of_property(text, at);
        if (text[at] == '!') {
            result.tag_begin = at;
            result.tag_end = end;
        }
        result.content = end;
        at = skip_blank(text, end);
    }
    // Where nothing follows on this line, the node may be empty: what comes next need not be its content.
    result.content = at;
    return result;
}

std::uint32_t skip_blank(std::string_view text, std::uint32_t at) {
    while (at < text.size()) {
        if (is_blank(text[at])) {
            ++at;
        } else if (is_comment(text, at)) {
            at = line_end(text, at);
        } else {
            break;
        }
    }
    return at;
}

std::optional<std::uint32_t> end_of_quoted(std::string_view text, std::uint32_t at) {
    const char quote = text[at];
    for (std::uint32_t i = at + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            const bool doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
            if (!doubled) return i + 1;
            ++i;
        }
    }
    return std::nullopt;
}

std::uint32_t end_of_plain(std::string_view text, std::uint32_t at, std::string_view value) {
    if (text.substr(at, value.size()) == value) return at + size_of(value);
    // Over several lines: folding changes white space only, so the other bytes are the same ones in the same
    // order.
    std::uint32_t end = at;
    for (const char c : value) {
        if (is_blank(c)) continue;
        while (at < text.size() && is_blank(text[at])) ++at;
        if (at == text.size() || text[at] != c) return end;
        end = ++at;
    }
    return end;
}

Block block_at(std::string_view text, std::uint32_t at, std::string_view value) {
    Block block;
    block.end = at;
    while (block.end < text.size() && !is_blank(text[block.end])) ++block.end;
    std::uint32_t line = std::min(line_end(text, block.end) + 1, size_of(text));
    while (line < text.size() && is_blank_line(text, line)) line = line_end(text, line) + 1;
    block.next_line = std::min(line, size_of(text));
    if (value.find_first_not_of(white_space) == std::string_view::npos) return block;
    block.indentation = block_indentation(text, line, value);
    for (; line < text.size(); line = line_end(text, line) + 1) {
        if (is_blank_line(text, line)) continue;
        const bool marker = block.indentation == 0 && is_document_marker(text, line);
        if (indentation(text, line) < block.indentation || marker) break;
        block.end = trimmed_end(text, line);
    }
    block.next_line = std::min(line, size_of(text));
    return block;
}

std::uint32_t end_of_null_word(std::string_view text, std::uint32_t at) {
    if (at < text.size() && text[at] == '~') return at + 1;
    const std::string_view word = text.substr(std::min<std::size_t>(at, text.size()), 4);
    return word == "null" || word == "Null" || word == "NULL" ? at + 4 : at;
}

bool is_null_word(std::string_view text, std::uint32_t at) {
    constexpr std::string_view flow_end = ",]}";
    const std::uint32_t end = end_of_null_word(text, at);
    if (end == at) return false;
    if (end == text.size()) return true;
    if (!is_blank(text[end])) return flow_end.find(text[end]) != std::string_view::npos;
    const std::uint32_t next = skip_spaces(text, end);
    return next == text.size() || text[next] != ':';
}

bool is_document_marker(std::string_view text, std::uint32_t at) {
    if (at > text.size() || (at > 0 && text[at - 1] != '\n')) return false;
    const std::string_view word = text.substr(at, 3);
    return (word == "---" || word == "...") && (at + 3 >= text.size() || is_blank(text[at + 3]));
}

}  // namespace stackfit::yaml
