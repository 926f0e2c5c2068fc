// The functions, as far as the transform resolves them. What it cannot resolve keeps its name, its arguments rewritten.
#include <charconv>

#include "sam/language/language_extensions.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {

/// By name; a table without pointers into the program's text, and with access to private members.
struct ExtensionFunctions {
    struct Entry {
        char name[17];
        LanguageExtensions::Function apply;
    };
    static constexpr Entry entries[] = {
        {"Ref", &LanguageExtensions::ref},
        {"Fn::GetAtt", &LanguageExtensions::get_att},
        {"Fn::Sub", &LanguageExtensions::sub},
        {"Fn::Join", &LanguageExtensions::join},
        {"Fn::Select", &LanguageExtensions::select},
        {"Fn::Split", &LanguageExtensions::split},
        {"Fn::FindInMap", &LanguageExtensions::find_in_map},
        {"Fn::If", &LanguageExtensions::choose},
        {"Fn::Length", &LanguageExtensions::length},
        {"Fn::ToJsonString", &LanguageExtensions::to_json},
        {"Fn::Base64", &LanguageExtensions::base64},
    };
};

namespace {

std::optional<std::size_t> index_of(const Node& node) {
    std::size_t index = 0;
    const std::string_view text = scalar_text(node).value_or("");
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    const bool whole = !text.empty() && error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(index) : std::nullopt;
}

bool is_condition_function(std::string_view name) {
    return name == "Fn::And" || name == "Fn::Or" || name == "Fn::Not" || name == "Fn::Equals" ||
           name == "Condition";
}

/// What gives no list, whatever its arguments are.
bool gives_text(const Node& node) {
    const Member* function = intrinsic(node);
    if (function == nullptr) return node.is_scalar() || node.is_mapping();
    return function->key == "Fn::Sub" || function->key == "Fn::Join" || function->key == "Fn::Base64" ||
           function->key == "Fn::ToJsonString" || function->key == "Fn::Length";
}

}  // namespace

LanguageExtensions::Made LanguageExtensions::apply(const Node& node, const Member& function) {
    for (const ExtensionFunctions::Entry& entry : ExtensionFunctions::entries) {
        if (function.key == entry.name) return (this->*entry.apply)(node, function);
    }
    return children(node, function);
}

/// A function that stays. {Condition: {StringEquals: ...}} looks like one and is a map.
LanguageExtensions::Made LanguageExtensions::children(const Node& node, const Member& function) {
    const Made argument = rewrite(*function.value);
    const bool is_map = function.key == "Condition" && !function.value->is_string();
    return {again(node, function, argument.node).node, is_map && argument.known};
}

/// The same function with another argument.
LanguageExtensions::Made LanguageExtensions::again(const Node& node, const Member& function,
                                                   const Node* argument) {
    if (argument == function.value) return {&node, false};
    Node made = node;
    Member member = function;
    member.value = argument != nullptr ? argument : build_.null(function.value->span, because(function.key));
    if (origin_ != nullptr) made.origin = member.origin = origin_;
    made.members = arena_.copy(std::vector<Member>{member});
    return {arena_.make(made), false};
}

LanguageExtensions::Made LanguageExtensions::text(const Node& node, std::string_view function,
                                                  std::string_view text) {
    if (!spend(1 + text.size() / 64)) return {&node, false};
    return {build_.string(text, node.span, because(function)), true};
}

LanguageExtensions::Made LanguageExtensions::ref(const Node& node, const Member& function) {
    const Node* argument = function.value;
    if (!argument->is_string()) {
        const Made made = rewrite_now(*argument);
        if (!made.known || made.node == nullptr || !made.node->is_string())
            return again(node, function, made.node);
        argument = made.node;
    }
    if (const Binding* binding = bound(argument->text)) return text(node, "Ref", binding->item);
    if (resolving_) {
        if (argument->text == "AWS::NoValue") return {nullptr, true};
        if (const std::string_view value = pseudo_parameter(argument->text); !value.empty())
            return text(node, "Ref", value);
        const Made made = parameter_value(argument->text, node);
        if (made.known) return made;
    }
    return again(node, function, copy(*argument));
}

LanguageExtensions::Made LanguageExtensions::get_att(const Node& node, const Member& function) {
    return again(node, function, rewrite_now(*function.value).node);
}

/// The list may hold items that are not known, as long as the one that is selected is.
LanguageExtensions::Made LanguageExtensions::select(const Node& node, const Member& function) {
    const Made argument = rewrite(*function.value);
    const bool resolved = resolving_ && argument.node != nullptr && argument.node->items.size() == 2 &&
                          argument.node->items[1]->is_sequence();
    const auto index = resolved ? index_of(*argument.node->items[0]) : std::nullopt;
    if (!index) return again(node, function, argument.node);
    const auto items = argument.node->items[1]->items;
    if (*index >= items.size()) {
        if (options_.mode == SamMode::transform)
            refuse(node.span, "Fn::Select takes item " + std::to_string(*index) + " of a list of " +
                                  std::to_string(items.size()) + "; items are counted from 0.");
        return again(node, function, argument.node);
    }
    return {items[*index], argument.known || items[*index]->is_scalar()};
}

LanguageExtensions::Made LanguageExtensions::split(const Node& node, const Member& function) {
    const Made argument = rewrite(*function.value);
    const bool resolved = argument.known && argument.node != nullptr && argument.node->items.size() == 2 &&
                          argument.node->items[0]->is_string() && !argument.node->items[0]->text.empty() &&
                          argument.node->items[1]->is_scalar();
    if (!resolved || !resolving_) return again(node, function, argument.node);
    const std::string_view delimiter = argument.node->items[0]->text;
    std::string_view rest = argument.node->items[1]->text;
    std::vector<const Node*> parts;
    for (;;) {
        const auto end = rest.find(delimiter);
        const Made part = text(node, "Fn::Split", rest.substr(0, end));
        if (!part.known) return again(node, function, argument.node);
        parts.push_back(part.node);
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + delimiter.size());
    }
    return {build_.sequence(parts, node.span, because("Fn::Split")), true};
}

LanguageExtensions::Made LanguageExtensions::length(const Node& node, const Member& function) {
    const Node& list = *function.value;
    if (gives_text(list)) {
        refuse(list.span, "Fn::Length takes a list or a function that gives one, not " +
                              (intrinsic(list) == nullptr ? a_kind(list) : quote(&list)) + ".");
        return children(node, function);
    }
    const Made made = rewrite(list);
    if (made.node != nullptr && made.node->is_sequence())
        return {build_.integer(static_cast<std::int64_t>(made.node->items.size()), node.span,
                               because("Fn::Length")),
                true};
    if (made.node == nullptr || made.known || unknown_part(*made.node).empty())
        refuse(list.span,
               made.known
                   ? "The argument of Fn::Length becomes " +
                         (made.node == nullptr ? "AWS::NoValue" : quote(made.node)) + ", which is no list."
                   : "Fn::Length cannot count a list that only the deployment knows. It takes a literal "
                     "list, a list parameter, or functions of these.");
    return again(node, function, made.node);
}

LanguageExtensions::Made LanguageExtensions::to_json(const Node& node, const Member& function) {
    const Node& value = *function.value;
    if (value.is_scalar()) {
        refuse(value.span, "Fn::ToJsonString takes a map or a list, not " + quote(&value) + ".");
        return {&node, false};
    }
    check_json(value);
    const Made made = rewrite(value);
    if (!made.known || made.node == nullptr) return again(node, function, made.node);
    return text(node, "Fn::ToJsonString", write_json(*made.node, 0));
}

/// The service knows functions by their names, also where they are plain keys ("Condition"), and refuses some of them here.
void LanguageExtensions::check_json(const Node& node) {
    if (const Member* function = intrinsic(node)) {
        const bool is_list = function->key == "Ref" && is_text(function->value, "AWS::NotificationARNs");
        if (is_list || (is_condition_function(function->key) && function->value->kind != Kind::mapping))
            refuse(function->key_span, "Fn::ToJsonString does not take " +
                                           std::string(is_list ? "AWS::NotificationARNs" : function->key) +
                                           " in it: AWS::LanguageExtensions refuses the template.");
    }
    for (const Node* item : node.items) check_json(*item);
    for (const Member& member : node.members) check_json(*member.value);
}

}  // namespace stackfit::sam
