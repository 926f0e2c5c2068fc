// A generated resource must not take the id of one that the author wrote.
#pragma once

#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

/// Refuses and removes drafts whose id stands in the template already, unless they replace what stands there.
void verify_ids(Context& context, const SamResource& source, std::vector<Draft>& drafts);

}  // namespace stackfit::sam
