#include "changed_names.h"

#include <algorithm>

#include "evaluated.h"
#include "stackfit/support/ascii.h"

namespace stackfit::change {
namespace {

void compare(const Node* here, const Node* there, std::set<std::string_view>& names) {
    if (here == nullptr) return;
    for (const Member& member : here->members) {
        const Node* other = there == nullptr ? nullptr : there->get(member.key);
        if (other == nullptr || !same_tree(*member.value, *other)) names.insert(member.key);
    }
}

/// So long a chain of conditions is followed; in a longer one all are taken for changed, which only costs time.
constexpr int most_rounds = 100;

/// Conditions that mention a changed name have changed, too.
void close(const Template& templ, std::set<std::string_view>& names) {
    const Node* conditions = templ.section("Conditions");
    if (conditions == nullptr || names.empty()) return;
    std::size_t before = 0;
    for (int round = 0; before != names.size(); ++round) {
        before = names.size();
        for (const Member& member : conditions->members)
            if (round == most_rounds || mentions(*member.value, names)) names.insert(member.key);
    }
}

/// Is one of the names a word of the text, or the text?
bool has_name(std::string_view text, const std::set<std::string_view>& names) {
    if (names.contains(text)) return true;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && is_letter_or_digit(text[end])) ++end;
        if (end > begin && names.contains(text.substr(begin, end - begin))) return true;
        begin = end + 1;
    }
    return false;
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
    return (node.is_string() && has_name(node.text, names)) ||
           std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node* item) { return mentions(*item, names); }) ||
           std::any_of(node.members.begin(), node.members.end(),
                       [&](const Member& member) { return mentions(*member.value, names); });
}

}  // namespace stackfit::change
