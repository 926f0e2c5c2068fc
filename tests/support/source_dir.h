#pragma once

#include <string>
#include <string_view>

namespace stackfit::testing {

/// A path in the source tree (fixtures, checks, data). Compiled in one file of its own, so that the others compile alike in every checkout.
std::string in_source(std::string_view path);

}  // namespace stackfit::testing
