// The generated tables say where they come from; private to the spec layer.
#pragma once

namespace stackfit {

extern const char* const lambda_runtimes_version;
extern const char* const managed_policies_version;
extern const char* const metrics_version;
extern const char* const regional_values_version;
extern const char* const resource_types_version;
extern const char* const service_lifecycles_version;

}  // namespace stackfit
