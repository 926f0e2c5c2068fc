// What EventBridge rules of functions and state machines have in common.
#pragma once

#include "sam/events/events.h"

namespace stackfit::sam {

/// DeadLetterConfig as the ARN of a queue: the one given, or of a queue that is made, with a policy for `rule_arn` when that is not null.
/// Null without a DeadLetterConfig, and after a refusal.
const Node* dead_letter_queue(Event& event, const Node* rule_arn);

/// State from State or Enabled; both together are refused.
const Node* rule_state(Event& event, const Maker& make);

/// `id` + `suffix` within the 64 characters that a target's Id may have.
std::string target_id(std::string_view id, std::string_view suffix);

}  // namespace stackfit::sam
