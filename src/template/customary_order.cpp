#include <algorithm>
#include <iterator>

#include "stackfit/template.h"

namespace stackfit {
namespace {

// As the pages "Template sections" and "Resource attribute reference" of the CloudFormation User Guide name them.
constexpr char sections[][25] = {"AWSTemplateFormatVersion",
                                 "Description",
                                 "Metadata",
                                 "Parameters",
                                 "Rules",
                                 "Mappings",
                                 "Conditions",
                                 "Transform",
                                 "Hooks",
                                 "Resources",
                                 "Outputs"};
constexpr char attributes[][20] = {"Type",           "Condition",           "DependsOn",
                                   "Metadata",       "CreationPolicy",      "UpdatePolicy",
                                   "DeletionPolicy", "UpdateReplacePolicy", "Properties"};

/// The mapping with its members in the order of `names`; those that it does not name come before the last of them, in their own order.
template <std::size_t count, std::size_t width>
const Node* ordered(const Node& mapping, const char (&names)[count][width], Builder& build) {
    const auto rank = [&](const Member& member) {
        const auto found = std::find_if(std::begin(names), std::end(names),
                                        [&](const char* name) { return member.key == name; });
        return found == std::end(names) ? 2 * count - 3
                                        : 2 * static_cast<std::size_t>(found - std::begin(names));
    };
    const auto before = [&](const Member& a, const Member& b) { return rank(a) < rank(b); };
    if (std::is_sorted(mapping.members.begin(), mapping.members.end(), before)) return &mapping;
    std::vector<Member> members(mapping.members.begin(), mapping.members.end());
    std::stable_sort(members.begin(), members.end(), before);
    return build.mapping(members, mapping.span, mapping.origin);
}

}  // namespace

const Node* in_customary_order(const Node& root, Arena& arena) {
    Builder build(arena);
    if (!root.is_mapping()) return &root;
    const Node* result = ordered(root, sections, build);
    const Member* resources = result->find("Resources");
    if (resources == nullptr || !resources->value->is_mapping()) return result;
    std::vector<Member> members(resources->value->members.begin(), resources->value->members.end());
    for (Member& member : members)
        if (member.value->is_mapping()) member.value = ordered(*member.value, attributes, build);
    Member changed = *resources;
    changed.value = build.mapping(members, resources->value->span, resources->value->origin);
    return build.with(*result, changed);
}

}  // namespace stackfit
