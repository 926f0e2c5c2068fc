// Templates that are a piece of one.
#pragma once

#include "stackfit/engine.h"

namespace stackfit::checks {

/// Is the file a piece that a build step completes (some repositories keep Parameters and Globals in a file
/// of their own)? Then most of its references lead nowhere, and not only one or two.
bool is_fragment(const Graph& graph);

}  // namespace stackfit::checks
