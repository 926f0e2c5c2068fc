#include "shape_values.h"

#include <algorithm>
#include <charconv>

#include "../common/say.h"
#include "formats.h"
#include "stackfit/support/pattern.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

bool is_boolean(std::string_view text) {
    return text == "true" || text == "false" || text == "True" || text == "False" || text == "TRUE" ||
           text == "FALSE";
}

bool is_integer(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const bool exact =
        point == std::string_view::npos || text.find_first_not_of('0', point + 1) == std::string_view::npos;
    return exact && !whole.empty() && whole.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Long values are cut: the caret shows the rest.
std::string shown(std::string_view text) {
    constexpr std::size_t most = 60;
    return text.size() <= most ? say("\"", text, "\"") : say("\"", text.substr(0, most), "...\"");
}

ConstraintMistake text_mistake(const Constraints& constraints, const Node& value) {
    const std::size_t length = code_points(value.text);
    if (constraints.length && !constraints.length->hold(static_cast<double>(length)))
        return {&value, say("must be ", range_text(*constraints.length), " characters long, and ",
                            shown(value.text), " has ", std::to_string(length))};
    if (!constraints.pattern.empty() && search_pattern(constraints.pattern, value.text) == Match::no)
        return {&value,
                say("is ", shown(value.text), ", which does not match the pattern ", constraints.pattern)};
    if (constraints.format.empty() || value.text.empty()) return {};
    std::string mistake = format_mistake(constraints.format, value.text);
    if (!mistake.empty()) return {&value, std::move(mistake)};
    return {};
}

ConstraintMistake number_mistake(const Constraints& constraints, const Node& value) {
    const std::optional<double> number = number_of(value.text);
    if (!number || constraints.range->hold(*number)) return {};
    return {&value, say("must be ", range_text(*constraints.range), ", not ", value.text)};
}

ConstraintMistake list_mistake(const Constraints& constraints, const Node& value) {
    for (const Node* item : value.items) {
        if (intrinsic(*item) != nullptr) return {};  // it may stand for several elements, or none
    }
    const std::size_t count = value.items.size();
    if (constraints.items && !constraints.items->hold(static_cast<double>(count)))
        return {&value, say("must have ", range_text(*constraints.items),
                            constraints.items->most == 1.0 ? " element, and has " : " elements, and has ",
                            std::to_string(count))};
    return {};
}

}  // namespace

bool is_filled_in(std::string_view text) { return text.find("{{resolve:") != std::string_view::npos; }

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string range_text(const Bounds& bounds) {
    if (!bounds.least) return say("at most ", number_text(*bounds.most));
    if (!bounds.most) return say("at least ", number_text(*bounds.least));
    if (*bounds.least == *bounds.most) return say("exactly ", number_text(*bounds.least));
    return say("from ", number_text(*bounds.least), " to ", number_text(*bounds.most));
}

bool fits(const Node& scalar, const ValueType& type) {
    if (is_filled_in(scalar.text)) return true;
    switch (type.kind()) {
        case ValueType::Kind::integer: return is_integer(scalar.text);
        case ValueType::Kind::number: return number_of(scalar.text).has_value();
        case ValueType::Kind::boolean: return is_boolean(scalar.text);
        default: return true;
    }
}

std::string_view word(ValueType::Kind type) {
    using Type = ValueType::Kind;
    switch (type) {
        case Type::string:
        case Type::timestamp: return "a string";
        case Type::integer: return "an integer";
        case Type::number: return "a number";
        case Type::boolean: return "true or false";
        case Type::json:
        case Type::nested:
        case Type::tag:
        case Type::map: return "a map";
        case Type::list: return "a list";
        case Type::any:
        case Type::any_of: return "something else";
    }
    return "";
}

std::string shown(const Node& node) {
    if (node.is_mapping()) return "a map";
    if (node.is_sequence()) return "a list";
    return shown(node.text);
}

ConstraintMistake constraint_mistake(const Constraints& constraints, const Node& value) {
    if (value.is_sequence()) return list_mistake(constraints, value);
    if (!value.is_scalar() || value.kind == Kind::null || is_filled_in(value.text)) return {};
    if (value.text.find("${") != std::string_view::npos)
        return {};  // a forgotten Fn::Sub, which is a mistake of its own
    if (constraints.range) return number_mistake(constraints, value);
    return text_mistake(constraints, value);
}

}  // namespace stackfit::checks
