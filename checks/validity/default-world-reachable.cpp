// The Default of a parameter against the constraints of the same parameter.
#include <algorithm>
#include <cstdlib>

#include "section.h"
#include "stackfit/support/pattern.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "default-world-reachable";

std::optional<double> as_number(std::string_view text) {
    const std::string copy(trim(text));
    char* end = nullptr;
    const double number = std::strtod(copy.c_str(), &end);
    if (copy.empty() || *end != '\0') return std::nullopt;
    return number;
}

class Default {
public:
    Default(const Sources& sources, const Parameter& parameter, Report& report)
        : sources_(sources), parameter_(parameter), node_(*parameter.node), report_(report) {}

    void check() {
        member_ = node_.find("Default");
        if (member_ == nullptr || member_->value->kind == Kind::null || !parameter_.default_value) return;
        const std::string_view text = *parameter_.default_value;
        if (text.starts_with("{{resolve:")) return;  // its value is not in the template
        if (!parameter_.list) return value(text, true);
        // Template Reference, "Parameters": the items of a list are trimmed, and each must be allowed.
        for (const std::string_view item : split(text, ',')) value(trim(item), item.size() == text.size());
    }

private:
    void value(std::string_view text, bool whole) {
        if (found_) return;  // one mistake, one finding
        if (is_number_type() && !as_number(text)) return fail(text, "is no number");
        allowed(text, whole);
        pattern(text);
        length(text);
        range(text);
    }

    bool is_number_type() const { return parameter_.type == "Number" || parameter_.type == "List<Number>"; }

    void allowed(std::string_view text, bool whole) {
        const Node* allowed = node_.get("AllowedValues");
        if (allowed == nullptr || !allowed->is_sequence()) return;
        const bool is_allowed =
            std::any_of(allowed->items.begin(), allowed->items.end(), [&](const Node* one) {
                return !one->is_scalar() || one->text == text || (whole && same_in_text(*one));
            });
        if (!is_allowed)
            fail(text, say("is none of its AllowedValues (", words(*allowed), ")"),
                 suggestion(*allowed, text));
    }

    /// `Default: Yes` beside `AllowedValues: ["Yes"]`: YAML makes a boolean of the one. What the service makes of it is not known well
    /// enough to call it a mistake.
    bool same_in_text(const Node& one) const { return written(one) == written(*member_->value); }
    std::string_view written(const Node& value) const {
        if (value.is_string() || !value.span.known()) return value.text;
        return sources_[value.span.file].text(value.span);
    }

    static std::string words(const Node& allowed) {
        constexpr std::size_t few = 12;
        std::string text;
        for (std::size_t i = 0; i < allowed.items.size() && i < few; ++i)
            text += say(i == 0 ? "" : ", ", allowed.items[i]->text);
        return allowed.items.size() > few ? text + ", ..." : text;
    }
    static std::string suggestion(const Node& allowed, std::string_view text) {
        std::vector<std::string_view> names;
        for (const Node* one : allowed.items) names.push_back(one->text);
        const auto meant = closest(text, names);
        return meant.empty() ? std::string() : say(" Did you mean \"", meant, "\"?");
    }

    void pattern(std::string_view text) {
        const Node* pattern = node_.get("AllowedPattern");
        if (pattern == nullptr || !pattern->is_string()) return;
        if (match_pattern(pattern->text, text) == Match::no)
            fail(text, say("does not match its AllowedPattern ", pattern->text));
    }

    void length(std::string_view text) {
        if (parameter_.type != "String") return;
        const auto length = static_cast<double>(code_points(text));
        bound(
            "MinLength", "is shorter than its", [&](double least) { return length < least; }, text);
        bound(
            "MaxLength", "is longer than its", [&](double most) { return length > most; }, text);
    }

    void range(std::string_view text) {
        const auto number = as_number(text);
        if (!number || !is_number_type()) return;
        bound(
            "MinValue", "is less than its", [&](double least) { return *number < least; }, text);
        bound(
            "MaxValue", "is greater than its", [&](double most) { return *number > most; }, text);
    }

    template <class Breaks>
    void bound(std::string_view key, std::string_view how, Breaks breaks, std::string_view text) {
        const Node* bound = node_.get(key);
        const auto number = bound == nullptr || !bound->is_scalar() ? std::nullopt : as_number(bound->text);
        if (number && breaks(*number)) fail(text, say(how, " ", key, " of ", bound->text));
    }

    void fail(std::string_view text, const std::string& why, std::string_view suggestion = {}) {
        if (found_) return;
        found_ = true;
        report_.add(place_of_value(*member_),
                    say("The default \"", text.substr(0, 80), "\" of parameter ", parameter_.name, " ", why,
                        ". CloudFormation refuses every deployment that gives no other value.", suggestion));
    }

    const Sources& sources_;
    const Parameter& parameter_;
    const Node& node_;
    Report& report_;
    const Member* member_ = nullptr;
    bool found_ = false;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Report report(id, context.unit, problems);
    for (const Parameter& parameter : context.unit.source.parameters()) {
        if (parameter.node->is_mapping()) Default(context.sources(), parameter, report).check();
    }
}

}  // namespace

NativeCheck default_world_reachable() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
