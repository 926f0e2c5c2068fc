// What a function's role needs to read from a source: managed policies, and statements for brokers and clusters.
#pragma once

#include "sam/events/events.h"

namespace stackfit::sam {

/// Adds the policies of the event's own type to the function's role. Refuses what is missing in SourceAccessConfigurations and
/// SchemaRegistryConfig.
void add_source_policies(Event& event);

/// The inline policy to send failed batches to a queue, topic or bucket.
const Node* failure_policy(const Maker& make, std::string_view id, std::string_view type, const Node* arn);

}  // namespace stackfit::sam
