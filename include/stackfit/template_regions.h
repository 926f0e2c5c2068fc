// Regions, their partitions and what follows from them: three pseudo parameters that are not independent.
#pragma once

#include <string_view>

namespace stackfit {

/// "aws", "aws-cn", ...
std::string_view partition_of(std::string_view region);
/// Of a partition: "amazonaws.com".
std::string_view url_suffix_of(std::string_view partition);

}  // namespace stackfit
