// What a stack's update does beside shifting traffic; private to the rollout layer.
#pragma once

#include "stackfit/rollout.h"

namespace stackfit {

/// Fills `at_once`, `data`, `lost_on_replacement` and `orphans` from the order and the functions of the world.
void add_effects(World& world, WorldRollout& result);

}  // namespace stackfit
