#include "sam/value.h"

#include <algorithm>

#include "stackfit/support/ascii.h"

namespace stackfit::sam {

const Member* member_of(const Node* mapping, std::string_view key) {
    if (mapping == nullptr) return nullptr;
    const Member* member = mapping->find(key);
    return member == nullptr || member->value->kind == Kind::null ? nullptr : member;
}

const Node* value_of(const Node* mapping, std::string_view key) {
    const Member* member = member_of(mapping, key);
    return member == nullptr ? nullptr : member->value;
}

bool truthy(const Node* node) {
    if (node == nullptr) return false;
    switch (node->kind) {
        case Kind::null: return false;
        case Kind::boolean: return node->text == "true";
        case Kind::integer: return node->text != "0";
        case Kind::floating: return printed_float(node->text) != "0.0" && printed_float(node->text) != "-0.0";
        case Kind::string: return !node->text.empty();
        case Kind::sequence: return !node->items.empty();
        case Kind::mapping: return !node->members.empty();
    }
    return false;
}

bool is_text(const Node* node, std::string_view text) {
    return node != nullptr && node->is_string() && node->text == text;
}

bool is_intrinsic(const Node* node) {
    const Member* only = node == nullptr ? nullptr : node->only();
    return only != nullptr &&
           (only->key == "Ref" || only->key == "Condition" || only->key.starts_with("Fn::"));
}

const Node* if_argument(const Node* node) {
    const Member* only = node == nullptr ? nullptr : node->only();
    return only != nullptr && only->key == "Fn::If" ? only->value : nullptr;
}

const Node* if_items(const Node* node) {
    const Node* argument = if_argument(node);
    return argument != nullptr && argument->is_sequence() && argument->items.size() == 3 ? argument : nullptr;
}

std::string_view referred_id(const Node* node) {
    const Member* only = node == nullptr ? nullptr : node->only();
    if (only == nullptr) return {};
    if (only->key == "Ref") return only->value->is_string() ? only->value->text : std::string_view{};
    if (only->key != "Fn::GetAtt") return {};
    const Node& target = *only->value;
    if (target.is_string()) {
        const std::size_t dot = target.text.find('.');
        const bool one_dot =
            dot != std::string_view::npos && target.text.find('.', dot + 1) == std::string_view::npos;
        return one_dot ? target.text.substr(0, dot) : std::string_view{};
    }
    return target.is_sequence() && target.items.size() == 2 && target.items[0]->is_string()
               ? target.items[0]->text
               : std::string_view{};
}

std::string_view kind_word(const Node& node) {
    switch (node.kind) {
        case Kind::null: return "null";
        case Kind::boolean: return "boolean";
        case Kind::integer: return "integer";
        case Kind::floating: return "number";
        case Kind::string: return "string";
        case Kind::sequence: return "list";
        case Kind::mapping: return "map";
    }
    return "value";
}

std::string a_kind(const Node& node) {
    if (node.kind == Kind::null) return "null";
    return (node.kind == Kind::integer ? "an " : "a ") + std::string(kind_word(node));
}

std::string quote(const Node* node) {
    if (node == nullptr) return "nothing";
    if (node->is_string()) {
        constexpr std::size_t enough = 60;
        const bool whole = node->text.size() <= enough;
        return "'" + std::string(node->text.substr(0, enough)) + (whole ? "'" : "...'");
    }
    if (node->kind == Kind::null) return "null";
    if (node->is_scalar()) return std::string(node->text);
    if (const std::string_view name = ref_name(node); !name.empty())
        return "{Ref: " + std::string(name) + "}";
    if (is_intrinsic(node)) return "a value made by " + std::string(node->members[0].key);
    return "a " + std::string(kind_word(*node));
}

std::string told(const Node& node) {
    const bool shown = node.is_scalar() && node.kind != Kind::null;
    return (shown ? quote(&node) : std::string("it")) + " is " + a_kind(node);
}

bool is_alphanumeric(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80U;
    });
}

bool same_value(const Node* a, const Node* b) {
    if (a == b) return true;
    if (a == nullptr || b == nullptr || a->kind != b->kind) return false;
    if (a->is_scalar()) return a->text == b->text;
    if (a->items.size() != b->items.size() || a->members.size() != b->members.size()) return false;
    return hash_json(*a) == hash_json(*b);
}

}  // namespace stackfit::sam
