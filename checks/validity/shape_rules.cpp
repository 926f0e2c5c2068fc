#include "shape_rules.h"

#include <algorithm>

#include "../common/say.h"
#include "shape_values.h"
#include "stackfit/support/pattern.h"
#include "stackfit/support/text.h"
#include "stackfit/template.h"

namespace stackfit::checks {
namespace {

using Test = PropertyTest::Kind;

/// A literal of the template, and nothing that deployment fills in.
bool is_literal(const Node& node) {
    return node.is_scalar() && node.kind != Kind::null && !is_filled_in(node.text);
}

Tri holds_for_text(const PropertyTest& test, std::string_view text) {
    switch (test.kind) {
        case Test::range: {
            const std::optional<double> number = number_of(text);
            if (!number) return Tri::unknown;
            return test.range().hold(*number) ? Tri::yes : Tri::no;
        }
        case Test::matches: {
            const Match match = search_pattern(test.argument, text);
            return match == Match::yes ? Tri::yes : match == Match::no ? Tri::no : Tri::unknown;
        }
        default: return test.lists(text) == (test.kind == Test::one_of) ? Tri::yes : Tri::no;
    }
}

/// Of a list, the number of its elements is in a range, and any of them is one of the values.
Tri holds_for_list(const PropertyTest& test, const Node& list) {
    const bool literal =
        std::all_of(list.items.begin(), list.items.end(), [](const Node* item) { return is_literal(*item); });
    if (test.kind == Test::range) {
        const bool counted = std::all_of(list.items.begin(), list.items.end(), [](const Node* item) {
            return intrinsic(*item) == nullptr || item->find("Ref") != nullptr ||
                   item->find("Fn::GetAtt") != nullptr;
        });
        if (!counted || list.items.size() == 0) return Tri::unknown;
        return test.range().hold(static_cast<double>(list.items.size())) ? Tri::yes : Tri::unknown;
    }
    const bool any = std::any_of(list.items.begin(), list.items.end(), [&](const Node* item) {
        return is_literal(*item) && test.lists(item->text);
    });
    if (any) return test.kind == Test::one_of ? Tri::yes : Tri::no;
    if (!literal) return Tri::unknown;
    return test.kind == Test::one_of ? Tri::no : Tri::yes;
}

Tri holds(const PropertyTest& test, const Node* value) {
    if (test.kind == Test::given || test.kind == Test::absent)
        return (value != nullptr) == (test.kind == Test::given) ? Tri::yes : Tri::no;
    if (value == nullptr) return Tri::no;
    if (value->is_sequence()) return holds_for_list(test, *value);
    return is_literal(*value) ? holds_for_text(test, value->text) : Tri::unknown;
}

std::string listed(std::string_view values) {
    std::string made;
    for (const char c : values) made += c == ',' ? std::string(", ") : std::string(1, c);
    return made;
}

/// "'IpProtocol' is \"tcp\""
std::string condition_text(const PropertyTest& test, const Node* value) {
    if (test.kind == Test::given) return say("'", test.path, "' is given");
    if (test.kind == Test::absent) return say("'", test.path, "' is missing");
    if (value->is_sequence()) return say("'", test.path, "' has ", listed(test.argument));
    return say("'", test.path, "' is \"", value->text, "\"");
}

/// "must be from 100 to 64000"
std::string demand_text(const PropertyTest& test) {
    switch (test.kind) {
        case Test::range: return say("must be ", range_text(test.range()));
        case Test::matches: return say("must match the pattern ", test.argument);
        case Test::none_of: return say("cannot be any of ", listed(test.argument));
        default:
            return say("must be ", test.argument.find(',') == std::string_view::npos ? "" : "one of ",
                       listed(test.argument));
    }
}

class RuleJudge {
public:
    RuleJudge(const Object& object, const PropertyRule& rule) : object_(object), rule_(rule) {}

    std::vector<ObjectMistake> run() {
        std::vector<std::string_view> paths;
        for (const PropertyTest& test : rule_.when) paths.push_back(test.path);
        for (const PropertyTest& test : rule_.then) paths.push_back(test.path);
        each_combination(object_.members, paths, [&](const Combination& chosen) { judge(chosen); });
        return std::move(mistakes_);
    }

private:
    void judge(const Combination& chosen) {
        for (std::size_t i = 0; i < rule_.when.size(); ++i) {
            if (holds(rule_.when[i], chosen.values[i]) != Tri::yes) return;
        }
        std::vector<std::string_view> missing;
        for (std::size_t i = 0; i < rule_.then.size(); ++i) {
            const PropertyTest& test = rule_.then[i];
            const Node* value = chosen.values[rule_.when.size() + i];
            if (holds(test, value) != Tri::no) continue;
            if (test.kind == Test::given)
                missing.push_back(test.path);
            else if (value != nullptr)
                wrong(test, *value, chosen);
        }
        if (missing.empty()) return;
        add(object_.place,
            say(name_of(object_), " of ", object_.resource, " needs ", words(missing), where(chosen)),
            chosen);
    }

    void wrong(const PropertyTest& test, const Node& value, const Combination& chosen) {
        const std::string subject = say("'", test.path, "' of ", name_of(object_), " ");
        if (test.kind == Test::absent)
            return add(key_of(test.path, value), say(subject, "cannot stand", where(chosen)), chosen);
        const std::string has = value.is_sequence() ? "" : say(", not \"", value.text, "\",");
        add(value.span, say(subject, demand_text(test), has, where(chosen)), chosen);
    }

    /// " where 'Engine' is \"valkey\". The reason."
    std::string where(const Combination& chosen) const {
        std::string made;
        for (std::size_t i = 0; i < rule_.when.size(); ++i) {
            made += i == 0 ? " where " : " and ";
            made += condition_text(rule_.when[i], chosen.values[i]);
        }
        return say(made, ".", rule_.reason.empty() ? "" : " ", rule_.reason);
    }

    static std::string words(const std::vector<std::string_view>& names) {
        std::string made;
        for (const std::string_view name : names) made += say(made.empty() ? "'" : " and '", name, "'");
        return made;
    }

    Span key_of(std::string_view path, const Node& value) const {
        const Span span = place_of(object_.members, path);
        return span.known() ? span : value.span;
    }

    void add(Span span, std::string message, const Combination& chosen) {
        mistakes_.push_back({span, std::move(message), chosen.branches});
    }

    const Object& object_;
    const PropertyRule& rule_;
    std::vector<ObjectMistake> mistakes_;
};

}  // namespace

std::vector<ObjectMistake> rule_mistakes(const Object& object, const PropertyRule& rule) {
    return RuleJudge(object, rule).run();
}

}  // namespace stackfit::checks
