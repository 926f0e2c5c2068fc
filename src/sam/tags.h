// Tags as SAM writes them.
#pragma once

#include <string_view>
#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

/// Key-value pairs as the list of {Key, Value} that CloudFormation's Tags are; a null value becomes "".
void append_tags(const Maker& make, const Node* tags, std::vector<const Node*>& out);
/// The same, behind a tag `creator` that says SAM.
const Node* created_tags(const Maker& make, std::string_view creator, const Node* tags);
/// Tags of a resource the service creates for the author: lambda:createdBy first. Refuses the reserved keys.
const Node* tag_list(Context& context, const Maker& make, const Member* tags);
/// Gives `tags` to every resource made that can carry tags (PropagateTags).
void propagate_tags(const Node* tags, std::vector<Draft>& resources);

}  // namespace stackfit::sam
