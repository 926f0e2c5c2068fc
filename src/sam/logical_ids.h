// The ids of generated resources: stable names, some with a hash of what must cause a new resource.
#pragma once

#include <string>
#include <string_view>

#include "sam/context.h"

namespace stackfit::sam {

/// The first ten digits of the SHA-1 of a value: of a string its text, of anything else its JSON. "" for a false value.
std::string hash_suffix(const Node* data);
std::string hash_suffix(std::string_view text);

/// ASCII letters and digits, at least one.
bool is_logical_id(std::string_view id);
/// The message about an id that is none.
std::string not_alphanumeric(std::string_view id);
/// Refuses an id that is not alphanumeric, as the service does with every id it is about to use. True when it is fine.
bool check_logical_id(Context& context, std::string_view id, Span span);

}  // namespace stackfit::sam
