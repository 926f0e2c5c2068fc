// What CloudFormation takes at most (User Guide, "Understand CloudFormation quotas", read 2026-11-20).
#pragma once

#include <cstddef>

namespace stackfit::checks::quotas {

inline constexpr std::size_t template_bytes = 1'000'000;  ///< from S3; 51,200 in a request
inline constexpr std::size_t resources = 500, parameters = 200, mappings = 200, mapping_attributes = 200,
                             outputs = 200;
inline constexpr std::size_t name_characters = 255;
inline constexpr std::size_t description_bytes = 1'024;  ///< of a template or an output
inline constexpr std::size_t parameter_value_bytes = 4'096, parameter_description_characters = 4'000;

}  // namespace stackfit::checks::quotas
