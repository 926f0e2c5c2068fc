// What the readers read: the text of one file after its byte order mark, and how its offsets become spans.
#pragma once

#include <cstdint>
#include <string_view>

#include "stackfit/support/source.h"

namespace stackfit {

/// Offsets into `text` are what the readers work with; only span() knows of the byte order mark.
struct Input {
    std::string_view text;
    FileId file = no_file;
    std::uint32_t base = 0;  ///< bytes of the file before `text`

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text.size()); }
    [[nodiscard]] char at(std::uint32_t offset) const { return offset < text.size() ? text[offset] : '\0'; }
    [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const {
        return {file, base + begin, base + end};
    }
    /// The same bytes as a view into the file, when `copy` is what stands at `offset`; otherwise nothing.
    [[nodiscard]] std::string_view same(std::string_view copy, std::uint32_t offset) const {
        if (offset > text.size()) return {};
        const std::string_view here = text.substr(offset, copy.size());
        return here == copy ? here : std::string_view{};
    }
};

}  // namespace stackfit
