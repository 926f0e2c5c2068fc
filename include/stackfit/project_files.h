// Which files of a directory tree are looked at when templates are searched for.
#pragma once

#include <string_view>

namespace stackfit {

/// By its name: what packaging writes is no template of an author's.
bool may_be_template(std::string_view file_name);
/// False for what builds and package managers fill.
bool is_searched(std::string_view directory_name);

}  // namespace stackfit
