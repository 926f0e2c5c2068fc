// Walking into values, and the questions asked of them.
#include <charconv>

#include "stackfit/template.h"
#include "stackfit/template_literal.h"
#include "text.h"
#include "world_state.h"

namespace stackfit {

Value World::get(const Value& mapping, std::string_view key) {
    if (mapping.unknown()) return mapping;
    if (!mapping.is_mapping()) return {};
    const Node* node = mapping.node->get(key);
    if (node != nullptr) return evaluate(node);
    const Member* left = stand_in(*mapping.node);
    if (left == nullptr) return {};
    Value unknown;
    unknown.state = Value::State::unknown;
    unknown.node = mapping.node;
    unknown.reason = std::string(left->key) + " is not expanded and may add " + std::string(key);
    return unknown;
}

Value World::at(const Node* start, std::initializer_list<std::string_view> path) {
    Value value = evaluate(start);
    for (const auto key : path) value = get(value, key);
    return value;
}

std::vector<std::pair<const Member*, Value>> World::members(const Value& mapping) {
    std::vector<std::pair<const Member*, Value>> result;
    if (!mapping.is_mapping()) return result;
    for (const Member& member : mapping.node->members) {
        Value value = evaluate(member.value);
        if (!value.absent()) result.emplace_back(&member, std::move(value));
    }
    return result;
}

std::vector<Value> World::items(const Value& sequence, bool scalar_is_list) {
    std::vector<Value> result;
    if (sequence.is_sequence()) {
        for (const Node* item : sequence.node->items) {
            Value value = evaluate(item);
            if (!value.absent()) result.push_back(std::move(value));
        }
    } else if (scalar_is_list && !sequence.absent()) {
        result.push_back(sequence);
    }
    return result;
}

namespace {

const Piece* single_parameter(const Text& text) {
    return text.size() == 1 && text[0].kind == Piece::Kind::parameter ? &text[0] : nullptr;
}

}  // namespace

Text World::resolve(const Text& text, bool decide) {
    Text result;
    for (const Piece& piece : text) {
        if (piece.kind == Piece::Kind::parameter) {
            const auto known = decide ? value(piece.name) : peek_value(piece.name);
            if (known) append(result, literal_text(*known));
            else append(result, piece);
        } else {
            append(result, piece);
        }
    }
    return result;
}

Tri World::equal(const Text& left, const Text& right) {
    const Text a = resolve(left, false), b = resolve(right, false);
    const Tri early = compare(a, b);
    if (early != Tri::unknown) return early;
    const Piece* parameter = single_parameter(a) != nullptr ? single_parameter(a) : single_parameter(b);
    const auto other = literal(parameter == single_parameter(a) ? b : a);
    if (parameter != nullptr && other) return equals(parameter->name, *other);
    return compare(resolve(a, true), resolve(b, true));
}

Tri World::equal(const Value& value, std::string_view wanted) {
    if (value.unknown()) return Tri::unknown;
    if (!value.is_text()) return Tri::no;
    if (const auto written = literal(value.text)) return *written == wanted ? Tri::yes : Tri::no;
    return equal(value.text, literal_text(wanted));
}

std::optional<std::string> World::literal_of(const Value& value) {
    if (!value.is_text()) return std::nullopt;
    if (const auto written = literal(value.text)) return std::string(*written);
    const Text text = resolve(value.text, true);
    const auto result = literal(text);
    return result ? std::optional<std::string>(*result) : std::nullopt;
}

Tri World::truth(const Value& value) {
    return of_literal(*this, value, [](std::string_view text) {
        if (text == "true" || text == "True" || text == "TRUE") return Tri::yes;
        if (text == "false" || text == "False" || text == "FALSE") return Tri::no;
        return Tri::unknown;
    });
}

std::optional<double> World::number(const Value& value) {
    const auto text = literal_of(value);
    if (!text || text->empty()) return std::nullopt;
    double result = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), result);
    return error == std::errc{} && end == text->data() + text->size() ? std::optional<double>(result) : std::nullopt;
}

std::string World::show(const Value& value) const {
    if (value.absent()) return "not set";
    if (value.unknown()) return "unknown (" + value.reason + ")";
    if (value.is_text()) return to_string(World(*state_).resolve(value.text, false));
    return value.is_sequence() ? "a list" : "a map";
}

}  // namespace stackfit
