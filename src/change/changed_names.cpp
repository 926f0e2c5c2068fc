#include "changed_names.h"

#include <algorithm>

#include "evaluated.h"

namespace stackfit::change {
namespace {

void compare(const Node* here, const Node* there, std::set<std::string_view>& names) {
    if (here == nullptr) return;
    for (const Member& member : here->members) {
        const Node* other = there == nullptr ? nullptr : there->get(member.key);
        if (other == nullptr || !same_tree(*member.value, *other)) names.insert(member.key);
    }
}

/// Conditions that mention a changed name have changed, too.
void close(const Template& templ, std::set<std::string_view>& names) {
    const Node* conditions = templ.section("Conditions");
    if (conditions == nullptr || names.empty()) return;
    for (std::size_t before = 0; before != names.size();) {
        before = names.size();
        for (const Member& member : conditions->members)
            if (!names.contains(member.key) && mentions(*member.value, names)) names.insert(member.key);
    }
}

}  // namespace

std::set<std::string_view> changed_names(const Template& before, const Template& after) {
    std::set<std::string_view> names;
    for (const char* section : {"Parameters", "Mappings", "Conditions"}) {
        compare(before.section(section), after.section(section), names);
        compare(after.section(section), before.section(section), names);
    }
    close(before, names);
    close(after, names);
    return names;
}

bool mentions(const Node& node, const std::set<std::string_view>& names) {
    if (names.empty()) return false;
    const auto in = [&](std::string_view text) {
        return std::any_of(names.begin(), names.end(),
                           [&](auto name) { return text.find(name) != std::string_view::npos; });
    };
    return (node.is_string() && in(node.text)) ||
           std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node* item) { return mentions(*item, names); }) ||
           std::any_of(node.members.begin(), node.members.end(),
                       [&](const Member& member) { return mentions(*member.value, names); });
}

}  // namespace stackfit::change
