// yaml-cpp's complaints in words that help, at the place where the mistake is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "document/bytes.h"

namespace stackfit::yaml {

/// How far the reading had come.
struct Progress {
    std::uint32_t at = 0;       ///< the place of the complaint
    std::uint32_t read = 0;     ///< everything before it was understood
    std::uint32_t bracket = 0;  ///< the innermost open bracket; the text's size when there is none
};

Mistake explain(std::string_view complaint, std::string_view text, const Progress& progress);

/// "{{ name }}" is YAML of a kind, but never what was meant: what to say when its line turns out wrong.
std::optional<std::string> template_engine_in_line(std::string_view text, std::uint32_t at);

}  // namespace stackfit::yaml
