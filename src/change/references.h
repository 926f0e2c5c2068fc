// What a replacement drags along. Private to the change layer.
#pragma once

#include "stackfit/change_set.h"

namespace stackfit::change {

/// Adds what refers to a replaced resource: its Ref and attributes are others then (a change set's ResourceReference and
/// ResourceAttribute). Repeated until nothing more follows; each resource and property once a cause.
void follow_references(ChangeSet& changes);

}  // namespace stackfit::change
