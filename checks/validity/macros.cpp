#include "macros.h"

#include <algorithm>

namespace stackfit::checks {
namespace {

bool is_macro(const TransformEntry& entry) { return !entry.name.starts_with("AWS::"); }

}  // namespace

bool has_macro(const Template& templ) {
    const auto& entries = templ.transforms();
    if (entries.empty()) return templ.root()->find("Fn::Transform") != nullptr;
    return std::any_of(entries.begin(), entries.end(), is_macro);
}

bool is_replaced(std::string_view key) { return is_stand_in(key); }

}  // namespace stackfit::checks
