// What the checks of services that end share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stackfit/engine.h"
#include "stackfit/spec_lifecycles.h"

namespace stackfit::checks {

/// Reports the resources of services whose end is set, those whose service is over (at the date of the run) or the others.
void report_lifecycles(CheckContext& context, std::string_view check, bool over,
                       std::string (*message)(const Resource& resource, const Lifecycle& lifecycle),
                       std::vector<Problem>& problems);

}  // namespace stackfit::checks
