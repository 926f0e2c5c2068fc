#include <array>

#include "stackfit/spec.h"
#include "tables.h"

namespace stackfit {

std::span<const std::string_view> data_versions() {
    static const std::array<std::string_view, 6> versions{
        lambda_runtimes_version, managed_policies_version, metrics_version,
        regional_values_version, resource_types_version,   service_lifecycles_version};
    return versions;
}

}  // namespace stackfit
