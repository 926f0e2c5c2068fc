// One schema as a section of the resource specification.
//
// The lines are those of data/resource-types.txt (data/resource_types.py says how they read): the name and marks, the attributes of
// Fn::GetAtt, which are the read-only properties, the properties, and then each nested type that is met on the way. A schema may be
// hostile: references are followed a limited number of times, each map is written once however often it is referred to, and
// everything that is written counts.
#include <algorithm>
#include <map>
#include <set>

#include "keywords.h"
#include "pointers.h"
#include "stackfit/schemas.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"
#include "types.h"

namespace stackfit {
namespace schemas {
namespace {

/// A name that can stand in a line: of a type, a property.
bool is_plain(std::string_view name, std::string_view others) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
    });
}

/// "Acme::Queue::Topic", "Acme::Queue::Topic::MODULE"
bool is_type_name(std::string_view name) {
    if (!is_plain(name, ":")) return false;
    const std::string path = replace_all(name, "::", "/");
    const auto parts = split(path, '/');
    return parts.size() >= 3 && parts.size() <= 4 &&
           std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return is_plain(part, {}); });
}

class Section {
public:
    Section(const Node& root, std::vector<SchemaRemark>& remarks, const SchemaLimits& limits)
        : root_(root), keywords_(remarks), types_(root, keywords_, limits) {}

    Result<std::string> write() {
        if (auto error = head()) return *error;
        keywords_.look_at_root(root_);
        marks();
        if (auto error = attributes()) return *error;
        lines_ += additional(root_);
        if (auto error = owner(root_)) return *error;
        // Grows while it is read.
        for (std::size_t i = 0; i < types_.nested().size(); ++i) {
            const NestedSchema nested = types_.nested()[i];
            lines_ += "." + nested.name + "\n";
            lines_ += additional(*nested.node);
            if (auto error = owner(*nested.node)) return *error;
        }
        return std::move(lines_);
    }

private:
    using Failure = std::optional<Error>;

    Failure head() {
        const Node* name = root_.get("typeName");
        if (name == nullptr) return wrong(root_.span, "a schema has a \"typeName\", and here is none");
        if (!name->is_string() || !is_type_name(name->text))
            return wrong(name->span, "a typeName has three parts, such as Acme::Queue::Topic");
        const Node* properties = root_.get("properties");
        if (properties != nullptr && !properties->is_mapping())
            return wrong(properties->span, "the \"properties\" of a schema are a map");
        lines_ = name->text;
        return std::nullopt;
    }

    void marks() {
        std::string ids;
        for (const auto& [path, span] : paths("primaryIdentifier"))
            ids += (ids.empty() ? "" : ",") + dotted(path);
        if (!ids.empty()) lines_ += " id=" + ids;
        const Node* tagging = root_.get("tagging");
        const Node* tags = tagging == nullptr ? nullptr : tagging->get("tagProperty");
        const auto path = tags != nullptr && tags->is_string() ? path_of(tags->text) : std::nullopt;
        if (path && is_plain(dotted(*path), ".")) lines_ += " tags=" + dotted(*path);
        lines_ += "\n";
        mark("createOnlyProperties", create_only_);
        mark("conditionalCreateOnlyProperties", maybe_create_only_);
        mark("deprecatedProperties", deprecated_);
        mark("readOnlyProperties", read_only_);
    }

    struct Path {
        std::vector<std::string> steps;
        Span span;
    };

    static std::string dotted(const std::vector<std::string>& path) { return join(path, "."); }

    /// The paths of a list that lead to properties; the others are remarked.
    std::vector<Path> paths(std::string_view key) {
        std::vector<Path> found;
        const Node* list = root_.get(key);
        if (list == nullptr) return found;
        for (const Node* item : list->items) {
            auto path = item->is_string() ? path_of(item->text) : std::nullopt;
            const bool plain = path && is_plain(dotted(*path), "._-");
            if (plain && property_at(root_, *path) != nullptr)
                found.push_back({std::move(*path), item->span});
            else
                keywords_.leave_out("\"" + std::string(item->text) + "\" in " + std::string(key) +
                                        ", a property that the schema does not have,",
                                    item->span);
        }
        return found;
    }

    void mark(std::string_view key, std::set<const Node*>& marked) {
        for (const Path& path : paths(key)) marked.insert(property_at(root_, path.steps));
    }

    Failure attributes() {
        std::map<std::string, const Node*> found;
        for (const Path& path : paths("readOnlyProperties"))
            found.emplace(dotted(path.steps), property_at(root_, path.steps));
        for (const auto& [name, node] : found) {
            const auto type = types_.of(*node, name);
            if (!type) return type.error();
            lines_ += "@" + name + " " + *type + "\n";
        }
        return std::nullopt;
    }

    /// A map without a word on it takes any properties.
    static std::string additional(const Node& owner) {
        const Node* others = owner.get("additionalProperties");
        const bool open = others == nullptr || others->text != "false";
        return open || owner.get("patternProperties") != nullptr ? "=open\n" : "";
    }

    Failure owner(const Node& owner) {
        lines_ += types_.lines_of_owner(owner);
        std::map<std::string_view, const Member*> properties;
        if (const Node* declared = owner.get("properties"))
            for (const Member& member : declared->members) properties.emplace(member.key, &member);
        for (const auto& [name, member] : properties) {
            if (read_only_.contains(member->value)) continue;
            if (auto error = property(owner, *member)) return error;
        }
        return std::nullopt;
    }

    Failure property(const Node& owner, const Member& member) {
        if (!is_plain(member.key, "._-:$/") || !is_plain(member.key.substr(0, 1), {}))
            return wrong(member.key_span, "a property's name has letters and digits");
        const auto type = types_.of(*member.value, member.key);
        if (!type) return type.error();
        lines_ += std::string(member.key) + (is_required(owner, member.key) ? "! " : " ") + *type;
        if (create_only_.contains(member.value))
            lines_ += " replace";
        else if (maybe_create_only_.contains(member.value))
            lines_ += " maybe";
        const Node* usual = member.value->get("default");
        if (usual != nullptr && usual->is_scalar() && is_plain(usual->text, "._-:/"))
            lines_ += " default=" + std::string(usual->text);
        if (deprecated_.contains(member.value)) lines_ += " deprecated";
        lines_ += "\n" + types_.lines_of_value(*member.value);
        return std::nullopt;
    }

    static bool is_required(const Node& owner, std::string_view name) {
        const Node* required = owner.get("required");
        return required != nullptr && std::any_of(required->items.begin(), required->items.end(),
                                                  [&](const Node* item) { return item->text == name; });
    }

    const Node& root_;
    Keywords keywords_;
    Types types_;
    std::string lines_;
    std::set<const Node*> read_only_, create_only_, maybe_create_only_, deprecated_;
};

}  // namespace
}  // namespace schemas

Result<std::string> section_of_schema(const Node& schema, std::vector<SchemaRemark>& remarks,
                                      const SchemaLimits& limits) {
    return schemas::Section(schema, remarks, limits).write();
}

}  // namespace stackfit
