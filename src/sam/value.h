// What the service's Python sees in a node: truth, kinds, intrinsics, and the JSON text from which logical ids are hashed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/document.h"

namespace stackfit::sam {

/// The member, or null when the key is missing or its value is null: the service treats both alike.
const Member* member_of(const Node* mapping, std::string_view key);
const Node* value_of(const Node* mapping, std::string_view key);

/// Python's truth: null, false, 0, "" and empty collections are false, as is nothing at all.
bool truthy(const Node* node);
bool is_text(const Node* node, std::string_view text);
/// A one-key mapping whose key is Ref, Condition or Fn::*.
bool is_intrinsic(const Node* node);
/// {Fn::If: ...}: its argument, whatever that is, or null.
const Node* if_argument(const Node* node);
/// [condition, then, otherwise] of a well-formed Fn::If, or null.
const Node* if_items(const Node* node);
/// The logical id in {Ref: id}, {Fn::GetAtt: [id, x]} or {Fn::GetAtt: "id.x"}, or "".
std::string_view referred_id(const Node* node);
/// "map", "list", "string", "integer", "number", "boolean", "null": for messages.
std::string_view kind_word(const Node& node);
/// "a map", "an integer", "null": for messages.
std::string a_kind(const Node& node);
/// "'x' is a string", "it is a list": what a value turned out to be, for messages.
std::string told(const Node& node);
/// A short quotation of a value for a message: 'text', 3, a list, {Ref: X}.
std::string quote(const Node* node);
/// Python's str.isalnum() for the ASCII range; anything beyond it counts as a letter.
bool is_alphanumeric(std::string_view text);

/// Equal as JSON values; members in any order.
bool same_value(const Node* a, const Node* b);

/// json.dumps(node, separators=(",", ":"), sort_keys=True) of Python 3: keys by code point, \uXXXX for what is not ASCII, floats as
/// the shortest text that reads back equal. Depth is bounded by the document's limit.
std::string hash_json(const Node& node);
void append_hash_json(std::string& out, const Node& node);
/// A string as Python's json.dumps writes it.
void append_hash_json_string(std::string& out, std::string_view text);
/// repr() of a float that YAML wrote as `text`.
std::string printed_float(std::string_view text);

}  // namespace stackfit::sam
