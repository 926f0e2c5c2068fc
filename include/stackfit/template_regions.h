// Regions, their partitions and what follows from them: three pseudo parameters that are not independent.
#pragma once

#include <string_view>

namespace stackfit {

/// Is it written like a region's name? Words of small letters and a number, joined by '-': us-east-1, us-gov-west-1, us-isob-east-1.
/// Regions come, so no list is asked.
bool is_region_name(std::string_view text);
/// "aws", "aws-cn", ...
std::string_view partition_of(std::string_view region);
/// Of a partition: "amazonaws.com".
std::string_view url_suffix_of(std::string_view partition);

}  // namespace stackfit
