// What a role may do.
#pragma once

#include "stackfit/engine.h"

namespace stackfit::checks {

/// What a role of the world's template may do in it, read once.
inline const Policy& rights_of(CheckContext& context, World& world, const Resource& role) {
    return context.memory.remember(world, "rights", &role, [&] { return policies_of_role(world, role); });
}
inline const Policy& rights_of(CheckContext& context, const Resource& role) {
    return rights_of(context, context.world, role);
}

}  // namespace stackfit::checks
