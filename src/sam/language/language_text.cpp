// Functions that make texts: Fn::Sub, Fn::Join, Fn::Base64.
#include <algorithm>

#include "sam/language/language_extensions.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view digits64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// RFC 4648.
std::string encode_base64(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t j = i; j < i + 3; ++j)
            bits = (bits << 8U) | (j < text.size() ? static_cast<unsigned char>(text[j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            out += i + j > text.size() ? '=' : digits64[(bits >> (18U - 6U * j)) & 63U];
    }
    return out;
}

}  // namespace

LanguageExtensions::Made LanguageExtensions::sub(const Node& node, const Member& function) {
    const Node& argument = *function.value;
    if (argument.is_string()) return sub_text(node, argument, nullptr);
    const bool has_variables = argument.is_sequence() && argument.items.size() == 2 &&
                               argument.items[0]->is_string() && argument.items[1]->is_mapping();
    if (!has_variables) return children(node, function);
    const Made variables = rewrite_map(*argument.items[1], Keys::properties);
    return sub_text(node, *argument.items[0], variables.node);
}

/// What a variable of Fn::Sub stands for, as far as it is known here; null when it must stay.
const Node* LanguageExtensions::variable(std::string_view name, const Node* variables) {
    if (variables != nullptr) {
        if (const Node* given = variables->get(name)) return scalar_text(*given) ? given : nullptr;
    }
    if (const Binding* binding = bound(name)) return build_.string(binding->item, place_, origin_);
    if (!resolving_) return nullptr;
    if (const std::string_view value = pseudo_parameter(name); !value.empty())
        return build_.string(value, place_, origin_);
    const Parameter* parameter = templ_.parameter(name);
    if (parameter == nullptr || parameter->list) return nullptr;
    const Made made = parameter_value(name, *templ_.root());
    return made.known ? made.node : nullptr;
}

/// Variables that are known are put in; a value that looks like a variable must not be taken for one while the function stays.
/// `&{Identifier}` stays as it is here: only keys know it.
LanguageExtensions::Pattern LanguageExtensions::substituted(std::string_view format, const Node* variables) {
    Pattern pattern;
    const auto add = [&](std::string_view text) {
        pattern.open += text;
        pattern.literal += text;
    };
    for (;;) {
        const auto begin = format.find("${");
        const auto end = begin == std::string_view::npos ? begin : format.find('}', begin);
        if (end == std::string_view::npos) break;
        const std::string_view written = format.substr(begin, end + 1 - begin);
        const std::string_view name = trim(written.substr(2, written.size() - 3));
        add(format.substr(0, begin));
        format.remove_prefix(end + 1);
        if (name.starts_with("!")) {
            pattern.open += written;
            pattern.literal += "${" + std::string(name.substr(1)) + "}";
            continue;
        }
        const Node* value = variable(name, variables);
        const bool put_in = value != nullptr && value->text.find("${") == std::string_view::npos;
        add(put_in ? value->text : written);
        if (put_in)
            pattern.changed = true;
        else
            pattern.left.insert(name);
    }
    add(format);
    return pattern;
}

LanguageExtensions::Made LanguageExtensions::sub_text(const Node& node, const Node& format,
                                                      const Node* variables) {
    const Pattern made = substituted(format.text, variables);
    if (made.left.empty() && (made.changed || resolving_)) return text(node, "Fn::Sub", made.literal);
    if (!spend(1 + made.open.size() / 64)) return {&node, false};
    const Node* pattern =
        made.changed ? build_.string(made.open, format.span, because("Fn::Sub")) : copy(format);
    if (variables == nullptr) return again(node, node.members[0], pattern);
    std::vector<Member> left;
    for (const Member& one : variables->members) {
        if (!made.changed || made.left.contains(one.key)) left.push_back(one);
    }
    if (left.empty()) return again(node, node.members[0], pattern);
    if (left.size() < variables->members.size())
        variables = build_.mapping(left, variables->span, because("Fn::Sub"));
    return again(node, node.members[0], pair(node, pattern, variables));
}

/// The argument [pattern, variables]; the one that is written when both are.
const Node* LanguageExtensions::pair(const Node& node, const Node* pattern, const Node* variables) {
    const Node* written = node.members[0].value;
    if (written->items[0] == pattern && written->items[1] == variables) return written;
    return build_.sequence({pattern, variables}, written->span, because("Fn::Sub"));
}

LanguageExtensions::Made LanguageExtensions::join(const Node& node, const Member& function) {
    const Made argument = rewrite(*function.value);
    const bool resolved = resolving_ && argument.known && argument.node != nullptr &&
                          argument.node->items.size() == 2 && argument.node->items[0]->is_scalar() &&
                          argument.node->items[1]->is_sequence();
    if (!resolved) return again(node, function, argument.node);
    std::string out;
    for (const Node* item : argument.node->items[1]->items) {
        if (!scalar_text(*item)) return again(node, function, argument.node);
        if (item != argument.node->items[1]->items.front()) out += argument.node->items[0]->text;
        out += item->text;
    }
    return text(node, "Fn::Join", out);
}

LanguageExtensions::Made LanguageExtensions::base64(const Node& node, const Member& function) {
    const Made argument = rewrite(*function.value);
    const bool resolved =
        resolving_ && argument.known && argument.node != nullptr && scalar_text(*argument.node);
    return resolved ? text(node, "Fn::Base64", encode_base64(argument.node->text))
                    : again(node, function, argument.node);
}

}  // namespace stackfit::sam
