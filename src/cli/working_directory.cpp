#include <filesystem>

#include "cli/process.h"

namespace stackfit {

std::string working_directory() {
    std::error_code error;
    return std::filesystem::current_path(error).generic_string();
}

}  // namespace stackfit
