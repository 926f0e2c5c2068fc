#include "document/bytes.h"

#include <array>
#include <cstdio>

namespace stackfit {
namespace {

constexpr std::uint32_t lead_length(unsigned char byte) {
    if (byte < 0x80) return 1;
    if (byte >= 0xC2 && byte < 0xE0) return 2;
    if (byte >= 0xE0 && byte < 0xF0) return 3;
    return byte >= 0xF0 && byte < 0xF5 ? 4 : 0;
}

std::string hexadecimal(const char* format, std::uint32_t value) {
    std::array<char, 24> buffer{};
    std::snprintf(buffer.data(), buffer.size(), format, value);
    return buffer.data();
}

Mistake mistake(std::size_t begin, std::size_t length, std::string message) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length),
            std::move(message)};
}

bool is_utf16_or_utf32(std::string_view text) {
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
           text.starts_with(std::string_view("\0\0\xFE\xFF", 4));
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) {
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const auto first = static_cast<unsigned char>(text[at]);
    const std::uint32_t length = lead_length(first);
    if (length == 0 || text.size() - at < length) return {};
    std::uint32_t value = length == 1 ? first : first & (0x7FU >> length);
    for (std::uint32_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[at + i]);
        if ((byte & 0xC0U) != 0x80U) return {};
        value = (value << 6U) | (byte & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < least[length] || value > 0x10FFFF || surrogate) return {};
    return {value, length};
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t length = decode_utf8(text, at).length;
        if (length == 0) return false;
        at += length;
    }
    return true;
}

bool is_printable(std::uint32_t c) {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    if (c < 0xA0) return c < 0x7F || c == 0x85;
    return c != 0xFFFE && c != 0xFFFF;
}

std::optional<Mistake> find_bad_encoding(std::string_view text) {
    if (is_utf16_or_utf32(text)) return mistake(0, 2, "the file is UTF-16 or UTF-32; save it as UTF-8");
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == 0) return mistake(at, 1, "the file holds a NUL byte; it is not a text file");
        if (byte < 0x80) {
            ++at;
            continue;
        }
        const CodePoint point = decode_utf8(text, at);
        if (point.length == 0) {
            return mistake(
                at, 1, "the byte " + hexadecimal("0x%02X", byte) + " is not UTF-8; save the file as UTF-8");
        }
        at += point.length;
    }
    return std::nullopt;
}

std::optional<Mistake> find_unprintable(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte < 0x7F) {
            ++at;
            continue;
        }
        const CodePoint point = decode_utf8(text, at);
        if (byte == '\r' && text.substr(at + 1, 1) != "\n") {
            return mistake(at, 1, "a line ends with a carriage return only; save the file with line feeds");
        }
        if (!is_printable(point.value)) {
            return mistake(at, point.length,
                           "the character " + hexadecimal("U+%04X", point.value) +
                               " is not allowed in YAML; remove it, or escape it in a double-quoted string");
        }
        at += point.length;
    }
    return std::nullopt;
}

std::optional<Mistake> find_too_many_brackets(std::string_view text, std::uint32_t limit) {
    std::uint32_t open = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '[' || c == '{') {
            if (++open > limit)
                return mistake(at, 1, "more than " + std::to_string(limit) + " brackets are open here");
        } else if ((c == ']' || c == '}') && open > 0) {
            --open;
        }
    }
    return std::nullopt;
}

Mistake unclosed_bracket(std::string_view text, std::uint32_t bracket) {
    return mistake(bracket, 1,
                   "the " + std::string(text.substr(bracket, 1)) + " that begins here is never closed");
}

}  // namespace stackfit
