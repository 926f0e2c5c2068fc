#include "sam/include.h"

#include <algorithm>
#include <utility>

#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

std::size_t count_nodes(const Node& node) {
    std::size_t count = 1;
    for (const Node* item : node.items) count += count_nodes(*item);
    for (const Member& member : node.members) count += count_nodes(*member.value);
    return count;
}

bool is_remote(std::string_view location) { return location.find("://") != std::string_view::npos; }

/// "./a/./b" is "a/b": a file is read once, whatever it is called.
std::string without_dots(std::string_view path) {
    std::string result;
    for (const std::string_view part : split(path, '/')) {
        if (part == ".") continue;
        result += part;
        result += '/';
    }
    if (!result.empty()) result.pop_back();
    return result;
}

/// The section's own members, then those of the snippet that it does not have.
const Node* joined(Builder& build, const Node& own, const Node& more) {
    std::vector<Member> members(own.members.begin(), own.members.end());
    std::unordered_map<std::string_view, std::size_t> index;
    for (const Member& member : own.members) index.emplace(member.key, index.size());
    for (const Member& member : more.members) {
        if (index.emplace(member.key, index.size()).second) members.push_back(member);
    }
    return build.mapping(members, own.span, own.origin);
}

/// Most templates include nothing: nothing is copied for them.
bool has_transform(const Node& node) {
    for (const Node* item : node.items) {
        if (has_transform(*item)) return true;
    }
    for (const Member& member : node.members) {
        if (member.key == "Fn::Transform" || has_transform(*member.value)) return true;
    }
    return false;
}

bool may_include(std::string_view section) { return section != "Parameters" && section != "Transform"; }

}  // namespace

Includes::Includes(const SamOptions& options, LanguageExtensions& extensions, Arena& arena, Remarks& remarks)
    : options_(options), extensions_(extensions), build_(arena), arena_(arena), remarks_(remarks) {}

const Node* Includes::expand(const Node& root) {
    if (!has_transform(root)) return &root;
    std::vector<Member> members(root.members.begin(), root.members.end());
    bool changed = false;
    for (Member& section : members) {
        if (!may_include(section.key) || section.key == "Fn::Transform") continue;
        const Node* made = visit(*section.value);
        changed = changed || made != section.value;
        section.value = made;
    }
    const Node* parameters = root.get("Parameters");
    const Member* misplaced = parameters == nullptr ? nullptr : parameters->find("Fn::Transform");
    if (misplaced != nullptr)
        refuse(misplaced->key_span,
               "Parameters take no Fn::Transform: their values are asked for before any transform runs.");
    const Node* made = changed ? build_.mapping(members, root.span, root.origin) : &root;
    const Member* at_top = made->find("Fn::Transform");
    if (at_top == nullptr) return made;
    const Node* content = content_of(*at_top->value, at_top->key_span);
    return content == nullptr ? made : joined(build_, *build_.without(*made, "Fn::Transform"), *content);
}

const Node* Includes::expand_entry(const Node& root, const TransformEntry& entry) {
    const Node* content = entry.node->is_mapping() ? include(*entry.node, entry.node->span) : nullptr;
    if (content == nullptr) return nullptr;
    std::vector<Member> members(root.members.begin(), root.members.end());
    std::unordered_map<std::string_view, std::size_t> index;
    for (const Member& member : members) index.emplace(member.key, index.size());
    for (const Member& member : content->members) {
        const auto [place, fresh] = index.emplace(member.key, members.size());
        if (fresh) {
            members.push_back(member);
        } else if (members[place->second].value->is_mapping() && member.value->is_mapping()) {
            members[place->second].value = joined(build_, *members[place->second].value, *member.value);
        }
    }
    return build_.mapping(members, root.span, root.origin);
}

/// As deep as the document.
const Node* Includes::visit(const Node& node) {
    if (node.is_sequence()) return visit_items(node);
    return node.is_mapping() ? visit_members(node) : &node;
}

const Node* Includes::visit_items(const Node& node) {
    std::vector<const Node*> items;
    items.reserve(node.items.size());
    for (const Node* item : node.items) items.push_back(visit(*item));
    if (std::equal(items.begin(), items.end(), node.items.begin())) return &node;
    return build_.sequence(items, node.span, node.origin);
}

/// The content stands where Fn::Transform stood; a key that the map has itself keeps its own value.
const Node* Includes::visit_members(const Node& node) {
    std::vector<Member> members;
    members.reserve(node.members.size());
    bool changed = false;
    for (const Member& member : node.members) {
        Member made = member;
        if (member.key == "Fn::Transform") {
            const Node* content = content_of(*member.value, member.key_span);
            if (content == nullptr) {
                members.push_back(member);
                continue;
            }
            changed = true;
            for (const Member& one : content->members) {
                if (node.find(one.key) == nullptr) members.push_back(one);
            }
            continue;
        }
        made.value = visit(*member.value);
        changed = changed || made.value != member.value;
        members.push_back(made);
    }
    return changed ? build_.mapping(members, node.span, node.origin) : &node;
}

/// What Fn::Transform puts in; null: it stays, which is said. A list of macros is carried out one after the other.
const Node* Includes::content_of(const Node& use, Span span) {
    if (use.is_sequence() && use.items.size() == 1) return content_of(*use.items[0], span);
    if (use.is_sequence() && !use.items.empty()) {
        for (const Node* one : use.items) {
            const Node* name = one->get("Name");
            remarks_.leave("macro " + (name != nullptr ? std::string(name->text) : quote(one)), span);
        }
        return nullptr;
    }
    const Node* name = use.is_mapping() ? use.get("Name") : nullptr;
    if (name == nullptr || !name->is_string()) {
        refuse(span, "Fn::Transform takes {Name: ..., Parameters: ...} with a literal name, not " +
                         (name == nullptr ? a_kind(use) + " without a Name" : quote(name) + " as the name") +
                         ".");
        return nullptr;
    }
    if (name->text == "AWS::Include") return include(use, span);
    if (name->text == "AWS::LanguageExtensions" || name->text.starts_with("AWS::Serverless-")) {
        refuse(span,
               std::string(name->text) + " transforms a whole template: name it in Transform, at the top.");
        return nullptr;
    }
    remarks_.leave("macro " + std::string(name->text), span);
    return nullptr;
}

const Node* Includes::include(const Node& use, Span span) {
    const Node* parameters = use.get("Parameters");
    const Member* location = parameters == nullptr ? nullptr : parameters->find("Location");
    if (location == nullptr) {
        refuse(span, "AWS::Include has no Location among its Parameters: there is nothing to include.");
        return nullptr;
    }
    const Node* value = extensions_.value_of(*location->value);
    if (value == nullptr || !value->is_string() || is_remote(value->text) || value->text.empty()) {
        const bool text = value != nullptr && value->is_string();
        remarks_.leave("AWS::Include of " + (text ? std::string(value->text) : quote(location->value)), span);
        return nullptr;
    }
    std::string path(value->text);
    const FileId from = location->value->span.file;
    if (path.front() != '/' && options_.sources != nullptr && from != no_file)
        path = std::string(folder_of((*options_.sources)[from].path())) + path;
    path = without_dots(path);
    const File& file = read(path);
    if (file.root == nullptr || nodes_ + file.nodes > most_included_nodes) {
        remarks_.leave("AWS::Include of " + path +
                           (file.root == nullptr ? file.why : " (the included files are too large)"),
                       span);
        return nullptr;
    }
    nodes_ += file.nodes;
    if (!file.root->is_mapping()) {
        refuse(location->value->span,
               path + " has " + a_kind(*file.root) + " in it; AWS::Include puts in a map.");
        return nullptr;
    }
    return file.root;
}

const Includes::File& Includes::read(const std::string& path) {
    const auto found = files_.find(path);
    return found != files_.end() ? found->second : files_.emplace(path, load(path)).first->second;
}

Includes::File Includes::load(const std::string& path) {
    File file;
    if (options_.files == nullptr || options_.sources == nullptr) return file;
    if (files_.size() >= most_includes) {
        file.why = " (more than " + std::to_string(most_includes) + " files)";
        return file;
    }
    auto text = options_.files->read(path, DocumentLimits{}.bytes);
    if (!text) {
        file.why = " (" + text.error().message + ")";
        return file;
    }
    const FileId id = options_.sources->add(path, std::move(*text));
    documents_.push_back(read_document(*options_.sources, id, arena_));
    file.root = documents_.back().root;
    if (file.root == nullptr) {
        file.why = " (it is no YAML or JSON)";
        return file;
    }
    file.nodes = count_nodes(*file.root);
    check_snippet(*file.root);
    return file;
}

/// The service reads snippets with another parser than templates.
void Includes::check_snippet(const Node& node) {
    if (node.short_form) {
        refuse(node.span, "An included file takes no short forms of functions: write " +
                              std::string(node.members[0].key) + " as a key.");
        return;
    }
    for (const Node* item : node.items) check_snippet(*item);
    for (const Member& member : node.members) {
        const Node* name = member.key == "Fn::Transform" ? member.value->get("Name") : nullptr;
        if (is_text(name, "AWS::Include"))
            refuse(member.key_span, "An included file cannot include another one.");
        check_snippet(*member.value);
    }
}

}  // namespace stackfit::sam
