#include "shape_values.h"

#include <charconv>
#include <set>

#include "../common/say.h"
#include "stackfit/support/pattern.h"

namespace stackfit::checks {
namespace {

std::string number_text(double value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return {text, end};
}

/// "from 1 to 64", "at least 1", "at most 64"
std::string range_text(const Bounds& bounds) {
    if (!bounds.least) return say("at most ", number_text(*bounds.most));
    if (!bounds.most) return say("at least ", number_text(*bounds.least));
    if (*bounds.least == *bounds.most) return number_text(*bounds.least);
    return say("from ", number_text(*bounds.least), " to ", number_text(*bounds.most));
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    return count;
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
    return {};
}

ConstraintMistake number_mistake(const Constraints& constraints, const Node& value) {
    double number = 0;
    const auto [end, error] =
        std::from_chars(value.text.data(), value.text.data() + value.text.size(), number);
    if (error != std::errc{} || end != value.text.data() + value.text.size() ||
        constraints.range->hold(number))
        return {};
    return {&value, say("must be ", range_text(*constraints.range), ", not ", value.text)};
}

ConstraintMistake list_mistake(const Constraints& constraints, const Node& value) {
    for (const Node* item : value.items) {
        if (intrinsic(*item) != nullptr) return {};  // it may stand for several elements, or none
    }
    const std::size_t count = value.items.size();
    if (constraints.items && !constraints.items->hold(static_cast<double>(count)))
        return {&value, say("must have ", range_text(*constraints.items), " elements, and has ",
                            std::to_string(count))};
    std::set<std::string> seen;
    for (const Node* item : value.items) {
        if (constraints.unique && !seen.insert(write_json(*item, 0)).second)
            return {item, say("holds an element twice")};
    }
    return {};
}

}  // namespace

ConstraintMistake constraint_mistake(const Constraints& constraints, const Node& value) {
    if (value.is_sequence()) return list_mistake(constraints, value);
    if (!value.is_scalar() || value.kind == Kind::null ||
        value.text.find("{{resolve:") != std::string_view::npos)
        return {};
    if (value.text.find("${") != std::string_view::npos) return {};  // a forgotten Fn::Sub, which is a mistake of its own
    if (constraints.range) return number_mistake(constraints, value);
    return text_mistake(constraints, value);
}

}  // namespace stackfit::checks
