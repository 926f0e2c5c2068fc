// Where code and definitions lie: a path of the author's, what a build made of it, or what packaging uploaded. Private to the change layer.
#pragma once

#include "evaluated.h"

namespace stackfit::change {

/// Is this a property, or below one, that `sam package` and `aws cloudformation package` rewrite? `path` is as in Difference.
bool is_artifact(std::string_view type, std::string_view path);

/// Do both name the same artefact at different stages: one on the author's disk, the other built or uploaded? `before` and `after` are the
/// declarations; whether what lies there is the same cannot be known.
bool artifact_moved(std::string_view type, const Evaluated& before, const Evaluated& after);

/// Metadata that tools write about their own doing.
bool is_tool_metadata(std::string_view path);

}  // namespace stackfit::change
