#pragma once

#include <cstdint>
#include <string_view>

namespace stackfit::sam {

/// Decodes one code point of valid UTF-8 and moves `at` behind it. The document layer refuses invalid UTF-8.
inline std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0x80U;
    };
    const std::uint32_t lead = byte(at);
    const std::size_t more = lead >= 0xF0U ? 3 : lead >= 0xE0U ? 2 : lead >= 0xC0U ? 1 : 0;
    std::uint32_t point = more == 3   ? lead & 0x07U
                          : more == 2 ? lead & 0x0FU
                          : more == 1 ? lead & 0x1FU
                                      : lead;
    for (std::size_t i = 1; i <= more; ++i) point = (point << 6U) | (byte(at + i) & 0x3FU);
    at += more + 1;
    return point;
}

}  // namespace stackfit::sam
