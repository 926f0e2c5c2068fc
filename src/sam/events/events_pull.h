// Event source mappings, also those that another event makes (SNS through a queue).
#pragma once

#include "sam/events/events.h"

namespace stackfit::sam {

/// The AWS::Lambda::EventSourceMapping `id` of the event's properties, from the source at `arn`.
Draft& add_event_source_mapping(Event& event, std::string_view id, const Node* arn);

}  // namespace stackfit::sam
