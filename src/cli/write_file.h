// The real Process::write_file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stackfit/support/result.h"

namespace stackfit {

/// Writes the file, and makes the folders that it is in. Error (code usage): it cannot be written.
std::optional<Error> write_file(const std::string& path, std::string_view text);

}  // namespace stackfit
