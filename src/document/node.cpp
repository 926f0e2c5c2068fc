#include <algorithm>
#include <charconv>

#include "stackfit/document.h"

namespace stackfit {
namespace {

constexpr std::string_view preprocessor = "Rain::";

/// Nodes of a Builder are generated: they have no text in a file of their own.
Node generated(Kind kind, Span span, const Origin* origin) {
    Node node;
    node.kind = kind;
    node.span = span;
    node.origin = origin;
    return node;
}

std::vector<Member> members_of(const Node& mapping) {
    return {mapping.members.begin(), mapping.members.end()};
}

}  // namespace

const Member* Node::find(std::string_view key) const {
    if (kind != Kind::mapping) return nullptr;
    const auto found = std::find_if(members.begin(), members.end(),
                                    [key](const Member& member) { return member.key == key; });
    return found == members.end() ? nullptr : &*found;
}

const Node* Node::get(std::string_view key) const {
    const Member* const member = find(key);
    return member == nullptr ? nullptr : member->value;
}

const Member* intrinsic(const Node& node) {
    const Member* const member = node.only();
    if (member == nullptr) return nullptr;
    const std::string_view key = member->key;
    const bool named =
        key == "Ref" || key == "Condition" || key.starts_with("Fn::") || key.starts_with(preprocessor);
    return named ? member : nullptr;
}

const Member* directive(const Node& node) {
    const Member* const member = node.only();
    if (member == nullptr) return nullptr;
    std::string_view key = member->key;
    if (key.starts_with("Fn::")) key.remove_prefix(4);
    return key.starts_with(preprocessor) ? member : nullptr;
}

std::string_view ref_name(const Node* node) {
    const Member* only = node == nullptr ? nullptr : node->only();
    if (only == nullptr || only->key != "Ref" || !only->value->is_string()) return {};
    return only->value->text;
}

bool is_no_value(const Node* node) { return ref_name(node) == "AWS::NoValue"; }

std::optional<std::string_view> scalar_text(const Node& node) {
    if (node.kind == Kind::null || !node.is_scalar()) return std::nullopt;
    return node.text;
}

const Node* Builder::null(Span span, const Origin* origin) {
    return arena_.make(generated(Kind::null, span, origin));
}

const Node* Builder::boolean(bool value, Span span, const Origin* origin) {
    Node node = generated(Kind::boolean, span, origin);
    node.text = value ? "true" : "false";
    return arena_.make(node);
}

const Node* Builder::integer(std::int64_t value, Span span, const Origin* origin) {
    Node node = generated(Kind::integer, span, origin);
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    node.text = arena_.copy(std::string_view(buffer, static_cast<std::size_t>(end - buffer)));
    return arena_.make(node);
}

const Node* Builder::string(std::string_view text, Span span, const Origin* origin) {
    Node node = generated(Kind::string, span, origin);
    node.text = arena_.copy(text);
    return arena_.make(node);
}

const Node* Builder::sequence(const std::vector<const Node*>& items, Span span, const Origin* origin) {
    Node node = generated(Kind::sequence, span, origin);
    node.items = arena_.copy(items);
    return arena_.make(node);
}

const Node* Builder::mapping(const std::vector<Member>& members, Span span, const Origin* origin) {
    Node node = generated(Kind::mapping, span, origin);
    node.members = arena_.copy(members);
    return arena_.make(node);
}

const Node* Builder::with(const Node& mapping, Member member) {
    std::vector<Member> members = members_of(mapping);
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&member](const Member& other) { return other.key == member.key; });
    if (found == members.end()) {
        members.push_back(member);
    } else {
        *found = member;
    }
    Node node = mapping;
    node.members = arena_.copy(members);
    return arena_.make(node);
}

const Node* Builder::without(const Node& mapping, std::string_view key) {
    std::vector<Member> members = members_of(mapping);
    std::erase_if(members, [key](const Member& member) { return member.key == key; });
    Node node = mapping;
    node.members = arena_.copy(members);
    return arena_.make(node);
}

const Origin* Builder::origin(std::string_view reason, const Origin* cause) {
    return arena_.make(Origin{arena_.copy(reason), cause});
}

}  // namespace stackfit
