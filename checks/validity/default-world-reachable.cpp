// The Default of a parameter against the constraints of the same parameter, and all of them against the Rules.
#include <algorithm>

#include "section.h"
#include "stackfit/support/text.h"
#include "stackfit/template_parameters.h"
#include "stackfit/template_rules.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "default-world-reachable";

struct Words {
    char constraint[16];
    char broken[32];
};
constexpr Words words_of_bounds[] = {{"AllowedPattern", "does not match its"},
                                     {"MinLength", "is shorter than its"},
                                     {"MaxLength", "is longer than its"},
                                     {"MinValue", "is less than its"},
                                     {"MaxValue", "is greater than its"}};

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
        for (const Breach& breach : breaches(parameter_, text)) {
            if (found_) return;  // one mistake, one finding
            if (breach.constraint == "AllowedValues" && whole && is_same_in_text(*breach.bound)) continue;
            fail(text, breach);
        }
    }

    /// `Default: Yes` beside `AllowedValues: ["Yes"]`: YAML makes a boolean of the one. What the service makes of it is not known well
    /// enough to call it a mistake.
    bool is_same_in_text(const Node& allowed) const {
        return std::any_of(allowed.items.begin(), allowed.items.end(), [&](const Node* one) {
            return one->is_scalar() && written(*one) == written(*member_->value);
        });
    }
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

    void fail(std::string_view text, const Breach& breach) {
        if (breach.constraint == "Type") return fail(text, "is no number");
        if (breach.constraint == "AllowedValues")
            return fail(text, say("is none of its AllowedValues (", words(*breach.bound), ")"),
                        suggestion(*breach.bound, text));
        for (const Words& one : words_of_bounds) {
            if (breach.constraint != one.constraint) continue;
            const bool pattern = breach.constraint == "AllowedPattern";
            fail(text, say(one.broken, " ", one.constraint, pattern ? " " : " of ", breach.bound->text));
        }
    }

    void fail(std::string_view text, const std::string& why, std::string_view suggestion = {}) {
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

/// A Default that a rule refuses is no mistake: that is how authors demand a choice. A rule that refuses everything is.
void find_impossible_rule(const Template& templ, Report& report) {
    if (const auto broken = rule_that_nothing_satisfies(templ))
        report.add(broken->assertion->key_span,
                   say("No values of the parameters satisfy the Rules, because of rule ", broken->rule->key,
                       ". CloudFormation refuses every deployment."));
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    Report report(id, context.unit, problems);
    for (const Parameter& parameter : context.unit.source.parameters()) {
        if (parameter.node->is_mapping()) Default(context.sources(), parameter, report).check();
    }
    find_impossible_rule(context.unit.source, report);
}

}  // namespace

NativeCheck default_world_reachable() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
