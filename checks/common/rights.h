// What a role may do.
#pragma once

#include "stackfit/engine.h"

namespace stackfit::checks {

/// What a role of this template may do in this world, read once.
inline const Policy& rights_of(CheckContext& context, const Resource& role) {
    return context.memory.remember(context.world, "rights", &role,
                                   [&] { return policies_of_role(context.world, role); });
}

}  // namespace stackfit::checks
