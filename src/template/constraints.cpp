// What the declaration of a parameter demands of its values (Template Reference, "Parameters").
#include <algorithm>
#include <charconv>

#include "stackfit/support/pattern.h"
#include "stackfit/support/text.h"
#include "stackfit/template_parameters.h"

namespace stackfit {
namespace {

std::optional<double> as_number(std::string_view text) {
    text = trim(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = !text.empty() && error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

class Constraints {
public:
    Constraints(const Parameter& parameter, std::string_view value) : parameter_(parameter), value_(value) {}

    std::vector<Breach> all() {
        type();
        allowed();
        sizes();
        return std::move(breaches_);
    }

    /// What does not name the values one by one.
    std::vector<Breach> form() {
        type();
        sizes();
        return std::move(breaches_);
    }

private:
    void type() {
        const bool of_numbers = parameter_.type == "Number" || parameter_.type == "List<Number>";
        number_ = of_numbers ? as_number(value_) : std::nullopt;
        if (of_numbers && !number_) breaches_.push_back({"Type", parameter_.node->get("Type")});
    }

    void allowed() {
        const Node* allowed = parameter_.node->get("AllowedValues");
        if (allowed == nullptr || !allowed->is_sequence()) return;
        const bool found = std::any_of(allowed->items.begin(), allowed->items.end(),
                                       [&](const Node* one) { return !one->is_scalar() || one->text == value_; });
        if (!found) breaches_.push_back({"AllowedValues", allowed});
    }

    void sizes() {
        pattern();
        if (parameter_.type == "String") bounds("MinLength", "MaxLength", static_cast<double>(code_points(value_)));
        if (number_) bounds("MinValue", "MaxValue", *number_);
    }

    void pattern() {
        const Node* pattern = parameter_.node->get("AllowedPattern");
        if (pattern != nullptr && pattern->is_string() && match_pattern(pattern->text, value_) == Match::no)
            breaches_.push_back({"AllowedPattern", pattern});
    }

    void bounds(std::string_view least, std::string_view most, double size) {
        bound(least, [&](double number) { return size < number; });
        bound(most, [&](double number) { return size > number; });
    }

    template <class Breaks>
    void bound(std::string_view key, Breaks breaks) {
        const Node* bound = parameter_.node->get(key);
        const auto number = bound != nullptr && bound->is_scalar() ? as_number(bound->text) : std::nullopt;
        if (number && breaks(*number)) breaches_.push_back({key, bound});
    }

    const Parameter& parameter_;
    std::string_view value_;
    std::optional<double> number_;
    std::vector<Breach> breaches_;
};

bool is_plain(char c) { return std::string_view(".[](){}*+?\\^$|").find(c) == std::string_view::npos; }

}  // namespace

std::vector<Breach> breaches(const Parameter& parameter, std::string_view value) { return Constraints(parameter, value).all(); }

bool keeps_form(const Parameter& parameter, std::string_view value) { return Constraints(parameter, value).form().empty(); }

std::vector<std::string_view> literals_of_pattern(std::string_view pattern) {
    if (pattern.starts_with('^')) pattern.remove_prefix(1);
    if (pattern.ends_with('$')) pattern.remove_suffix(1);
    if (pattern.starts_with('(') && pattern.ends_with(')')) {
        pattern = pattern.substr(1, pattern.size() - 2);
        if (pattern.starts_with("?:")) pattern.remove_prefix(2);
    }
    if (pattern.empty()) return {};
    std::vector<std::string_view> literals = split(pattern, '|');
    const bool plain = std::all_of(literals.begin(), literals.end(), [](std::string_view one) { return std::all_of(one.begin(), one.end(), is_plain); });
    return plain ? literals : std::vector<std::string_view>{};
}

}  // namespace stackfit
