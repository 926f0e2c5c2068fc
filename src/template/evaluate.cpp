// Evaluation of a value in a world: intrinsic functions (User Guide, "Intrinsic function reference").
//
// Evaluation is lazy. Ref of a parameter gives a piece with its name and decides nothing; only a question that depends on the
// value (equal, literal_of, an Fn::If, a FindInMap key) makes the world decide. What only AWS can know stays a piece: equal to itself,
// unknown against everything else.
#include <algorithm>

#include "stackfit/support/text.h"
#include "stackfit/template.h"
#include "text.h"
#include "world_state.h"

namespace stackfit {
namespace {

Value absent() { return {}; }

Value known(const Node* node) {
    Value value;
    value.state = Value::State::known;
    value.node = node;
    return value;
}

Value text_value(const Node* node, Text text) {
    Value value;
    value.state = Value::State::text;
    value.node = node;
    value.text = std::move(text);
    return value;
}

Value unknown(const Node* node, std::string reason) {
    Value value;
    value.state = Value::State::unknown;
    value.node = node;
    value.reason = std::move(reason);
    return value;
}

Piece piece(Piece::Kind kind, std::string_view name, std::string_view attribute = {}) {
    return Piece{kind, std::string(name), std::string(attribute)};
}

/// A literal in which dynamic references ("{{resolve:ssm:name}}") are opaque pieces (User Guide, "Dynamic references").
void append_with_dynamic_references(Text& result, std::string_view text) {
    while (true) {
        const auto begin = text.find("{{resolve:");
        const auto end = begin == std::string_view::npos ? begin : text.find("}}", begin);
        if (end == std::string_view::npos) break;
        append(result, piece(Piece::Kind::literal, text.substr(0, begin)));
        append(result, piece(Piece::Kind::opaque, text.substr(begin, end + 2 - begin)));
        text.remove_prefix(end + 2);
    }
    if (!text.empty()) append(result, piece(Piece::Kind::literal, text));
}

Text with_dynamic_references(std::string_view text) {
    Text result;
    append_with_dynamic_references(result, text);
    return result;
}

/// What stands in a mapping: text, or a list of texts. No function is evaluated there (User Guide, "Mappings").
Value mapped_value(const Node* node, const Node& place) {
    if (const auto text = scalar_text(place)) return text_value(node, with_dynamic_references(*text));
    const bool texts = std::all_of(place.items.begin(), place.items.end(), [](const Node* item) { return item->is_scalar(); });
    return place.is_sequence() && texts ? known(&place) : unknown(node, "the mapping holds no text there");
}

std::string_view string_of(const Node* node) { return node != nullptr && node->is_string() ? node->text : std::string_view{}; }

}  // namespace

Value World::evaluate(const Node* node) {
    ++state_->worlds.evaluations;
    if (node == nullptr || node->kind == Kind::null) return absent();
    if (node->is_scalar()) {
        if (node->is_string() && node->text.find("{{resolve:") != std::string_view::npos) return text_value(node, with_dynamic_references(node->text));
        return text_value(node, literal_text(node->text));
    }
    const Member* function = intrinsic(*node);
    if (function == nullptr) return known(node);
    return evaluate_function(node, function->key, *function->value);
}

Value World::evaluate_function(const Node* node, std::string_view name, const Node& argument) {
    if (name == "Ref") return evaluate_ref(node, argument);
    if (name == "Fn::If") {
        if (argument.items.size() != 3 || !argument.items[0]->is_string()) return unknown(node, "Fn::If needs a condition and two values");
        return evaluate(argument.items[condition(argument.items[0]->text) ? 1 : 2]);
    }
    if (name == "Fn::Sub") return evaluate_sub(node, argument);
    if (name == "Fn::GetAtt") return evaluate_get_att(node, argument);
    if (name == "Fn::Join") return evaluate_join(node, argument);
    if (name == "Fn::Select") return evaluate_select(node, argument);
    if (name == "Fn::Split") return evaluate_split(node, argument);
    if (name == "Fn::FindInMap") return evaluate_find_in_map(node, argument);
    if (name == "Fn::Length") {
        const Value list = evaluate(&argument);
        if (list.is_sequence()) return text_value(node, literal_text(std::to_string(items(list).size())));
    }
    if (name == "Fn::ImportValue") {
        const Value what = evaluate(&argument);
        return text_value(node, {piece(Piece::Kind::opaque, "Fn::ImportValue " + show(what))});
    }
    if (name == "Condition" && argument.is_string()) return known(node);  // an attribute of a policy document, not a function
    return unknown(node, std::string(name) + " is known only to AWS");
}

Value World::evaluate_ref(const Node* node, const Node& argument) {
    const std::string_view name = string_of(&argument);
    if (name == "AWS::NoValue") return absent();
    if (name == "AWS::NotificationARNs") return unknown(node, "AWS::NotificationARNs is known only at deployment");
    const Parameter* parameter = templ().parameter(name);
    if (parameter != nullptr && parameter->list) return parameter_list(node, *parameter);
    if (parameter != nullptr || name.substr(0, 5) == "AWS::") return text_value(node, parameter_text(name));
    return text_value(node, {piece(Piece::Kind::reference, name)});
}

Text World::parameter_text(std::string_view name) {
    if (const auto value = state_->fixed(name)) return with_dynamic_references(*value);
    return {piece(Piece::Kind::parameter, name)};
}

Value World::parameter_list(const Node* node, const Parameter& parameter) {
    const auto text = value(parameter.name);
    if (!text) return unknown(node, "parameter " + std::string(parameter.name) + " has no known value");
    Builder builder(state_->worlds.arena);
    std::vector<const Node*> items;
    for (const auto part : split(*text, ',')) items.push_back(builder.string(trim(part), node->span, nullptr));
    return known(builder.sequence(items, node->span, nullptr));
}

Value World::evaluate_get_att(const Node* node, const Node& argument) {
    std::string_view id, attribute;
    if (argument.is_string()) {
        const auto dot = argument.text.find('.');
        id = argument.text.substr(0, dot);
        attribute = dot == std::string_view::npos ? std::string_view{} : argument.text.substr(dot + 1);
    } else if (argument.items.size() == 2) {
        id = string_of(argument.items[0]);
        attribute = string_of(argument.items[1]);
    }
    if (id.empty() || attribute.empty()) return unknown(node, "the attribute's name is computed");
    return text_value(node, {piece(Piece::Kind::attribute, id, attribute)});
}

Text World::sub_variable(std::string_view name, const Node* variables) {
    if (variables != nullptr) {
        if (const Node* variable = variables->get(name)) {
            Value value = evaluate(variable);
            return value.is_text() ? value.text : Text{piece(Piece::Kind::opaque, "${" + std::string(name) + "}")};
        }
    }
    if (name.substr(0, 5) == "AWS::") return parameter_text(name);
    if (const Parameter* parameter = templ().parameter(name); parameter != nullptr && !parameter->list) return parameter_text(name);
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return {piece(Piece::Kind::reference, name)};
    return {piece(Piece::Kind::attribute, name.substr(0, dot), name.substr(dot + 1))};
}

Value World::evaluate_sub(const Node* node, const Node& argument) {
    const bool has_map = argument.is_sequence() && argument.items.size() == 2;
    const Node* format = has_map ? argument.items[0] : &argument;
    if (!format->is_string()) return unknown(node, "Fn::Sub needs a string");
    std::string_view rest = format->text;
    Text result;
    result.reserve(static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '$')) * 2 + 1);
    while (true) {
        const auto begin = rest.find("${");
        const auto end = begin == std::string_view::npos ? begin : rest.find('}', begin);
        if (end == std::string_view::npos) break;
        append_with_dynamic_references(result, rest.substr(0, begin));
        const auto name = trim(rest.substr(begin + 2, end - begin - 2));
        if (!name.empty() && name.front() == '!') {
            append(result, piece(Piece::Kind::literal, "${" + std::string(name.substr(1)) + "}"));
        } else {
            for (Piece& one : sub_variable(name, has_map ? argument.items[1] : nullptr))
                append(result, std::move(one));
        }
        rest.remove_prefix(end + 1);
    }
    append_with_dynamic_references(result, rest);
    return text_value(node, std::move(result));
}

Value World::evaluate_join(const Node* node, const Node& argument) {
    if (argument.items.size() != 2 || !argument.items[0]->is_scalar()) return unknown(node, "Fn::Join needs a delimiter and a list");
    const Value list = evaluate(argument.items[1]);
    if (!list.is_sequence()) return unknown(node, "the list of Fn::Join is not known");
    Text result;
    bool first = true;
    for (const Value& item : items(list)) {
        if (!item.is_text()) return unknown(node, "an item of Fn::Join is not known");
        if (!first) append(result, piece(Piece::Kind::literal, argument.items[0]->text));
        append(result, item.text);
        first = false;
    }
    return text_value(node, std::move(result));
}

Value World::evaluate_select(const Node* node, const Node& argument) {
    if (argument.items.size() != 2) return unknown(node, "Fn::Select needs an index and a list");
    const auto index = number(evaluate(argument.items[0]));
    const Value list = evaluate(argument.items[1]);
    if (!index || !list.is_sequence()) return unknown(node, "the list or index of Fn::Select is not known");
    const auto values = items(list);
    const auto position = static_cast<std::size_t>(*index < 0 ? 0 : *index);
    return position < values.size() ? values[position] : unknown(node, "the index of Fn::Select is out of range");
}

Value World::evaluate_split(const Node* node, const Node& argument) {
    if (argument.items.size() != 2 || !argument.items[0]->is_string()) return unknown(node, "Fn::Split needs a delimiter and a string");
    const auto source = literal_of(evaluate(argument.items[1]));
    const std::string_view delimiter = argument.items[0]->text;
    if (!source || delimiter.empty()) return unknown(node, "the string of Fn::Split is not known");
    Builder builder(state_->worlds.arena);
    std::vector<const Node*> parts;
    for (std::size_t begin = 0;;) {
        const auto end = source->find(delimiter, begin);
        parts.push_back(builder.string(std::string_view(*source).substr(begin, end - begin), node->span, nullptr));
        if (end == std::string::npos) break;
        begin = end + delimiter.size();
    }
    return known(builder.sequence(parts, node->span, nullptr));
}

Value World::evaluate_find_in_map(const Node* node, const Node& argument) {
    if (argument.items.size() < 3) return unknown(node, "Fn::FindInMap needs a mapping and two keys");
    const Node* place = templ().section("Mappings");
    for (std::size_t i = 0; i < 3 && place != nullptr; ++i) {
        const auto key = literal_of(evaluate(argument.items[i]));
        if (!key) return unknown(node, "a key of Fn::FindInMap is not known");
        place = place->get(*key);
    }
    if (place != nullptr) return mapped_value(node, *place);
    const Node* fallback = argument.items.size() > 3 ? argument.items[3]->get("DefaultValue") : nullptr;
    return fallback != nullptr ? evaluate(fallback) : unknown(node, "the mapping has no such key");
}

}  // namespace stackfit
