#include "stackfit/support/printable.h"

#include <cstdint>

namespace stackfit {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t bytes = 0;  ///< 0: none begins here
};

CodePoint code_point_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t bytes = lead >= 0xF0 && lead < 0xF5   ? 4
                              : lead >= 0xE0 && lead < 0xF0 ? 3
                              : lead >= 0xC2 && lead < 0xE0 ? 2
                                                            : 0;
    if (bytes == 0 || at + bytes > text.size()) return {};
    std::uint32_t value = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        value = (value << 6U) | (byte(i) & 0x3FU);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value < 0xE000, none = value == 0xFFFE || value == 0xFFFF;
    if (value < least[bytes] || value > 0x10FFFF || surrogate || none) return {};
    return {value, bytes};
}

bool is_control(std::uint32_t value) { return value < 0x20 || (value >= 0x7F && value < 0xA0); }

std::string cleaned(std::string_view text, bool without_controls) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        if (point.bytes == 0)
            out += replacement;
        else if (without_controls && is_control(point.value))
            out += ' ';
        else
            out.append(text, at, point.bytes);
        at += point.bytes == 0 ? 1 : point.bytes;
    }
    return out;
}

}  // namespace

std::string valid_utf8(std::string_view text) { return cleaned(text, false); }
std::string printable(std::string_view text) { return cleaned(text, true); }

}  // namespace stackfit
