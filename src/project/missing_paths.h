// Local paths that name nothing on the disk.
#pragma once

#include <string>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

/// A problem of check local-path-exists for every local path of `written` that does not exist in `files`, relative to `directory` ("": the
/// root of `files`).
std::vector<Problem> missing_paths(const Template& written, const FileSystem& files,
                                   const std::string& directory);

}  // namespace stackfit
