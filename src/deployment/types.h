// The deployment type of a group; private to the deployment layer.
#pragma once

#include "stackfit/deployment.h"

namespace stackfit {

/// Fills type, predefined and custom_type from the group, which is not null.
void read_type(World& world, const Graph& graph, Deployment& deployment);

}  // namespace stackfit
