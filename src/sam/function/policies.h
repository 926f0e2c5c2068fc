// What stands in Policies: names of managed policies, statements, and SAM's policy templates.
#pragma once

#include <string>
#include <string_view>

#include "sam/context.h"

namespace stackfit::sam {

enum class PolicyKind : std::uint8_t { managed, statement, policy_template, unknown };

/// The kind of one entry; Fn::If is of the kind of its branches. With `problems`, a malformed Fn::If or one that mixes kinds is refused.
PolicyKind policy_kind(const Node* policy, Problems* problems);

/// The source with its policy templates filled in. A template's missing parameter is refused.
SamResource with_policy_templates(Context& context, const SamResource& source);

/// The ARN of an AWS managed policy that SAM knows by name in this partition, or "".
std::string managed_policy_arn(std::string_view name, std::string_view partition);

/// Entries of Policies: a list, or the only entry; nothing for a false value.
std::vector<const Node*> policy_entries(const Node* policies);

/// A policy template by name: its parameters separated by commas ("-" for none) and its definition as JSON, or two empty views.
struct PolicyTemplate {
    std::string_view parameters;
    std::string_view definition;
};
PolicyTemplate find_policy_template(std::string_view name);
std::string_view closest_policy_template(std::string_view name);

}  // namespace stackfit::sam
