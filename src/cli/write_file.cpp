#include "cli/write_file.h"

#include <filesystem>
#include <fstream>

namespace stackfit {

std::optional<Error> write_file(const std::string& path, std::string_view text) {
    std::error_code ignored;  // what cannot be made cannot be written into either
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    std::ofstream file(path, std::ios::binary);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (file) return std::nullopt;
    return Error{Error::Code::usage, path + ": cannot be written", {}};
}

}  // namespace stackfit
