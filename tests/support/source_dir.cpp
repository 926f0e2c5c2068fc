#include "source_dir.h"

namespace stackfit::testing {

std::string in_source(std::string_view path) { return STACKFIT_SOURCE_DIR "/" + std::string(path); }

}  // namespace stackfit::testing
