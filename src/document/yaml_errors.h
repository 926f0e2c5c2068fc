// yaml-cpp's complaints in words that help, at the place where the mistake is.
#pragma once

#include <cstdint>
#include <string_view>

#include "document/bytes.h"

namespace stackfit::yaml {

/// `complaint` is yaml-cpp's text and `at` its place; everything before `read` had been understood.
Mistake explain(std::string_view complaint, std::string_view text, std::uint32_t at, std::uint32_t read);

}  // namespace stackfit::yaml
