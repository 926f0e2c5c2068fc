// Which references count in a world. CloudFormation looks only at the branch of an Fn::If that is taken,
// for the existence of what is referred to as well as for the order of creation; the graph has the
// references of all branches.
#pragma once

#include "stackfit/engine.h"

namespace stackfit::checks {

/// Is the file a piece that a build step completes (some repositories keep Parameters and Globals in a file
/// of their own)? Then most of its references lead nowhere, and not only one or two.
bool is_fragment(const Graph& graph);

/// A reference (Ref, GetAtt or Sub) to `target` somewhere in `node`, in a branch that this world takes;
/// null when there is none. Decides only the conditions of those Fn::If that have such a reference in a
/// branch.
const Node* taken_reference(CheckContext& context, const Node& node, const Resource& target);

/// Does the resource depend on `target` in this world: by DependsOn, or by a reference that is taken? Gives
/// its place.
Span taken_dependency(CheckContext& context, const Resource& resource, const Resource& target);

}  // namespace stackfit::checks
