#include "macros.h"

#include <algorithm>

namespace stackfit::checks {
namespace {

bool is_macro(const Node& transform) {
    const Node* name = transform.is_mapping() ? transform.get("Name") : &transform;
    if (name == nullptr || !name->is_string()) return true;
    return !name->text.starts_with("AWS::");
}

}  // namespace

bool has_macro(const Template& templ) {
    const Node* transform = templ.root()->get("Transform");
    if (transform == nullptr) return templ.root()->find("Fn::Transform") != nullptr;
    if (!transform->is_sequence()) return is_macro(*transform);
    return std::any_of(transform->items.begin(), transform->items.end(),
                       [](const Node* item) { return is_macro(*item); });
}

bool is_preprocessed(const Node& value) {
    const Member* only = value.only();
    if (only == nullptr) return false;
    const std::string_view key = only->key.starts_with("Fn::") ? only->key.substr(4) : only->key;
    return key.starts_with("Rain::");
}

bool is_replaced(std::string_view key) { return key == "Fn::Transform" || key.starts_with("Fn::ForEach::"); }

}  // namespace stackfit::checks
