#include "pointers.h"

#include "stackfit/support/text.h"

namespace stackfit::schemas {
namespace {

constexpr int most_references = 32;  ///< of one that leads to another

/// JSON Pointer (RFC 6901).
std::string unescaped(std::string_view step) { return replace_all(replace_all(step, "~1", "/"), "~0", "~"); }

/// The elements of a list or a map.
const Node* element_of(const Node& node) {
    if (const Node* items = node.get("items")) return items;
    const Node* patterns = node.get("patternProperties");
    return patterns != nullptr && patterns->members.size() == 1 ? patterns->members[0].value : nullptr;
}

/// The property itself, or that of each element.
const Node* member_at(const Node& root, const Node& start, std::string_view name) {
    const Node* node = &start;
    for (int i = 0; i < most_references && node != nullptr; ++i) {
        const auto target = follow(root, *node);
        if (!target) return nullptr;
        const Node* properties = target->node->get("properties");
        if (properties != nullptr) return properties->get(name);
        node = element_of(*target->node);
    }
    return nullptr;
}

}  // namespace

Result<Target> follow(const Node& root, const Node& node) {
    Target target{&node, {}};
    for (int i = 0; i <= most_references; ++i) {
        const Member* reference = target.node->find("$ref");
        if (reference == nullptr) return target;
        const Node& value = *reference->value;
        if (!value.is_string() || !value.text.starts_with("#/"))
            return wrong(value.span,
                         "a $ref must lead to a place of the same schema, such as #/definitions/Name");
        target.node = &root;
        for (const std::string_view step : split(value.text.substr(2), '/')) {
            const Member* next = target.node->find(unescaped(step));
            if (next == nullptr || !next->value->is_mapping())
                return wrong(value.span, "the schema has no " + std::string(value.text));
            target = {next->value, next->key};
        }
    }
    return wrong(node.span, "its $refs lead in a circle");
}

std::optional<std::vector<std::string>> path_of(std::string_view pointer) {
    constexpr std::string_view start = "/properties/";
    if (!pointer.starts_with(start)) return std::nullopt;
    std::vector<std::string> path;
    for (const std::string_view step : split(pointer.substr(start.size()), '/')) {
        if (step != "*" && step != "items" && step != "properties") path.push_back(unescaped(step));
    }
    return path.empty() ? std::nullopt : std::optional(std::move(path));
}

const Node* property_at(const Node& root, const std::vector<std::string>& path) {
    const Node* node = &root;
    for (const std::string& step : path) {
        node = member_at(root, *node, step);
        if (node == nullptr) return nullptr;
    }
    return node;
}

}  // namespace stackfit::schemas
