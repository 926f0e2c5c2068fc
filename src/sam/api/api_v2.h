// Resources that HTTP and WebSocket APIs have alike: the stage, and what a domain needs.
#pragma once

#include "sam/api/api_domain.h"

namespace stackfit::sam {

/// The stage with the settings that both kinds take; `tags` may be null.
Draft api_v2_stage(const ApiExpansion& api, std::string_view id, const Node* name, const Node* tags);

/// The domain name, its mappings to the API's stage, and its DNS records. `own_tag`: the key of SAM's tag on the domain name.
void make_api_v2_domain(const ApiExpansion& api, std::string_view own_tag, RecordSharing sharing);

}  // namespace stackfit::sam
