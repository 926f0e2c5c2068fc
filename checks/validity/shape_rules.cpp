#include "shape_rules.h"

#include <algorithm>
#include <cmath>

#include "../common/say.h"
#include "shape_values.h"
#include "stackfit/support/pattern.h"
#include "stackfit/support/text.h"
#include "stackfit/template_tri.h"

namespace stackfit::checks {
namespace {

using Test = PropertyTest::Kind;

/// A literal of the template, and nothing that deployment fills in, or that lacks its Fn::Sub.
bool is_literal(const Node& node) {
    return node.is_scalar() && node.kind != Kind::null && !is_filled_in(node.text) &&
           node.text.find("${") == std::string_view::npos;
}

Tri holds_for_number(const PropertyTest& test, std::string_view text) {
    const std::optional<double> number = number_of(text);
    if (!number) return Tri::unknown;
    if (test.kind == Test::range) return tri(test.range().hold(*number));
    return tri(std::fmod(*number, number_of(test.argument).value_or(1)) == 0);
}

Tri holds_for_text(const PropertyTest& test, std::string_view text) {
    switch (test.kind) {
        case Test::range:
        case Test::multiple: return holds_for_number(test, text);
        case Test::matches: {
            const Match match = search_pattern(test.argument, text);
            return match == Match::unknown ? Tri::unknown : tri(match == Match::yes);
        }
        default: return tri(test.lists(text) == (test.kind == Test::one_of));
    }
}

/// Of a list, the number of its elements is in a range, and any of them is one of the values.
Tri holds_for_list(const PropertyTest& test, const Node& list) {
    // Fn::If may take an element away, and a loop may make several.
    const bool counted = std::all_of(list.items.begin(), list.items.end(), [](const Node* item) {
        const Member* function = intrinsic(*item);
        return function == nullptr || function->key == "Ref" || function->key == "Fn::GetAtt";
    });
    if (test.kind == Test::range)
        return counted ? tri(test.range().hold(static_cast<double>(list.items.size()))) : Tri::unknown;
    const bool any = std::any_of(list.items.begin(), list.items.end(), [&](const Node* item) {
        return is_literal(*item) && test.lists(item->text);
    });
    const bool literal =
        std::all_of(list.items.begin(), list.items.end(), [](const Node* item) { return is_literal(*item); });
    return any || literal ? tri(any == (test.kind == Test::one_of)) : Tri::unknown;
}

/// References to two resources differ; what else is computed may be equal.
Tri same(const Template& templ, const Node& a, const Node& b) {
    if (is_literal(a) && is_literal(b)) return tri(to_lower(a.text) == to_lower(b.text));
    const Resource* first = referred_resource(templ, a);
    const Resource* second = referred_resource(templ, b);
    if (a.find("Ref") == nullptr || b.find("Ref") == nullptr || first == nullptr || second == nullptr)
        return Tri::unknown;
    return tri(first == second);
}

Tri at_least(const PropertyTest& test, const Node& a, const Node& b) {
    const std::optional<double> value = number_of(a.text);
    const std::optional<double> least = number_of(b.text);
    if (!is_literal(a) || !is_literal(b) || !value || !least) return Tri::unknown;
    return tri(*value >= *least + number_of(test.argument).value_or(0));
}

/// Is it the domain, or below it? A last dot says no more than none.
Tri within(const Node& name, const Node& domain) {
    if (!is_literal(name) || !is_literal(domain)) return Tri::unknown;
    const auto plain = [](std::string_view text) {
        return "." + to_lower(text.ends_with('.') ? text.substr(0, text.size() - 1) : text);
    };
    return tri(plain(name.text).ends_with(plain(domain.text)));
}

/// In bytes, as far as it is written out.
std::size_t size_of(const Node& value) {
    if (intrinsic(value) != nullptr) return 0;
    std::size_t size = value.is_scalar() ? value.text.size() : 0;
    for (const Node* item : value.items) size += size_of(*item);
    for (const Member& member : value.members) size += member.key.size() + size_of(*member.value);
    return size;
}

/// A test of a rule, with what its paths lead to.
struct Asked {
    const PropertyTest& test;
    const Node* value;
    const Node* other;
};

Tri holds(const Template& templ, const Asked& asked) {
    const PropertyTest& test = asked.test;
    if (asked.value == computed()) return Tri::unknown;
    if (test.kind == Test::given) return tri(asked.value != nullptr);
    if (test.kind == Test::absent) return tri(asked.value == nullptr);
    if (asked.value == nullptr) return Tri::no;
    const Node& value = *asked.value;
    if (!test.other.empty()) {
        if (asked.other == nullptr) return Tri::unknown;
        if (test.kind == Test::within) return within(value, *asked.other);
        return test.kind == Test::same ? same(templ, value, *asked.other)
                                       : at_least(test, value, *asked.other);
    }
    if (test.kind == Test::size) return tri(test.range().hold(static_cast<double>(size_of(value))));
    if (value.is_sequence()) return holds_for_list(test, value);
    return is_literal(value) ? holds_for_text(test, value.text) : Tri::unknown;
}

std::string listed(std::string_view values) {
    std::string made;
    for (const char c : values) made += c == ',' ? std::string(", ") : std::string(1, c);
    return made;
}

std::string shown_value(const Node& value) {
    if (value.is_sequence()) return "a list";
    if (is_literal(value)) return shown(value);
    const std::string_view name = ref_name(&value);
    return name.empty() ? "computed" : say("Ref of ", name);
}

/// "'Engine'", "'Engine' of what 'DBClusterIdentifier' refers to"
std::string path_text(std::string_view path) {
    const std::size_t arrow = path.find("->");
    if (path.starts_with('/')) return say("'", path.substr(1), "' of the resource");
    if (arrow == std::string_view::npos) return say("'", path, "'");
    return say("'", path.substr(arrow + 2), "' of what '", path.substr(0, arrow), "' refers to");
}

/// "'IpProtocol' is \"tcp\""
std::string condition_text(const Asked& asked) {
    const std::string_view path = asked.test.path;
    if (path.ends_with("->@"))
        return say("'", path.substr(0, path.size() - 3), "' refers to an ", asked.value->text);
    if (path.ends_with("->&"))
        return say("'", path.substr(0, path.size() - 3), "' is written with ", asked.value->text);
    if (asked.test.kind == Test::absent) return path_text(path) + " is missing";
    if (asked.test.kind == Test::given) return path_text(path) + " is given";
    if (asked.value->is_sequence())
        return say(path_text(path), asked.test.kind == Test::none_of ? " has none of " : " has ",
                   listed(asked.test.argument));
    return say(path_text(path), " is ", shown_value(*asked.value));
}

/// That a property is given, or is not what it must be, goes without saying where its value is told.
bool tells(const Asked& condition, std::string_view demanded) {
    const bool implied = condition.test.kind == Test::given || condition.test.kind == Test::none_of;
    return !implied || !demanded.starts_with(condition.test.path);
}

/// "must be from 100 to 64000", as far as the reason of the rule does not say it.
std::string demand_text(const Asked& asked) {
    const PropertyTest& test = asked.test;
    switch (test.kind) {
        case Test::range:
            return say("must ", asked.value->is_sequence() ? "have " : "be ", range_text(test.range()),
                       asked.value->is_sequence() ? " elements" : "");
        case Test::multiple: return say("must be a multiple of ", test.argument);
        case Test::none_of: return say("cannot be any of ", listed(test.argument));
        case Test::size: return say("must have ", range_text(test.range()), " bytes");
        case Test::within:
            return say("must be ", path_text(test.other), ", ", shown_value(*asked.other),
                       ", or a name below it");
        case Test::same: return say("must be ", path_text(test.other), ", ", shown_value(*asked.other));
        case Test::at_least:
            return say("must be at least ", path_text(test.other), ", ", shown_value(*asked.other),
                       test.argument.empty() ? "" : ", and ", test.argument,
                       test.argument.empty() ? "" : " more");
        default: {
            const bool one = test.argument.find(',') == std::string_view::npos;
            return say(asked.value->is_sequence() ? "must have " : "must be ", one ? "" : "one of ",
                       listed(test.argument));
        }
    }
}

class RuleJudge {
public:
    RuleJudge(const Object& object, const PropertyRule& rule) : object_(object), rule_(rule) {}

    std::vector<ObjectMistake> run() {
        std::vector<std::string_view> paths;
        for (const auto* tests : {&rule_.when, &rule_.then}) {
            for (const PropertyTest& test : *tests) {
                paths.push_back(test.path);
                if (!test.other.empty()) paths.push_back(test.other);
            }
        }
        each_combination(object_.templ, {object_.members, resource_members(object_)}, paths,
                         [&](const Combination& chosen) { judge(chosen); });
        return std::move(mistakes_);
    }

private:
    /// The tests with their values; `index` is that of the first.
    static std::vector<Asked> asked(const std::vector<PropertyTest>& tests, const Combination& chosen,
                                    std::size_t& index) {
        std::vector<Asked> made;
        for (const PropertyTest& test : tests) {
            const Node* value = chosen.values[index++];
            made.push_back({test, value, test.other.empty() ? nullptr : chosen.values[index++]});
        }
        return made;
    }

    void judge(const Combination& chosen) {
        chosen_ = &chosen;
        std::size_t index = 0;
        when_ = asked(rule_.when, chosen, index);
        for (const Asked& one : when_) {
            if (holds(object_.templ, one) != Tri::yes) return;
        }
        std::vector<std::string_view> missing;
        for (const Asked& one : asked(rule_.then, chosen, index)) {
            if (one.test.kind == Test::given && one.value == nullptr)
                missing.push_back(one.test.path);
            else if (one.value != nullptr)
                demand(one);
        }
        if (missing.empty()) return;
        add(object_.place,
            say(name_of(object_), " of ", object_.resource, " needs ", words(missing), where({})));
    }

    void demand(const Asked& one) {
        const bool each = one.test.kind == Test::matches && one.value->is_sequence();
        if (!each) return demand_of_value(one);
        for (const Node* item : one.value->items) demand_of_value({one.test, item, nullptr});
    }

    void demand_of_value(const Asked& one) {
        if (holds(object_.templ, one) != Tri::no) return;
        const Node& value = *one.value;
        const std::string subject = say(path_text(one.test.path), " of ", name_of(object_), " ");
        if (one.test.kind == Test::absent)
            return add(key_of(one), say(subject, "cannot be given", where(one.test.path)));
        if (one.test.kind == Test::matches)
            return add(value.span, say(subject, "cannot be ", shown(value), where(one.test.path)));
        const std::string has = one.test.kind == Test::size
                                    ? say(", and has ", std::to_string(size_of(value)))
                                : value.is_sequence() ? std::string()
                                                      : say(", not ", shown_value(value));
        add(value.is_scalar() ? value.span : key_of(one),
            say(subject, demand_text(one), has, where(one.test.path)));
    }

    /// " where 'Engine' is \"valkey\". The reason."
    std::string where(std::string_view demanded) const {
        std::string made;
        for (const Asked& one : when_) {
            if (tells(one, demanded)) made += say(made.empty() ? " where " : " and ", condition_text(one));
        }
        return say(made, ".", rule_.reason.empty() ? "" : " ", rule_.reason);
    }

    static std::string words(const std::vector<std::string_view>& names) {
        std::string made;
        for (const std::string_view name : names) made += say(made.empty() ? "'" : " and '", name, "'");
        return made;
    }

    /// Of the property; of one within another, where its value stands.
    Span key_of(const Asked& one) const {
        const std::string_view path = one.test.path;
        const std::string_view name = path.substr(0, path.find_first_of(".[-"));
        const bool whole = name == path || path.substr(name.size()).starts_with("[]");
        const Span key = place_of(object_.members, name);
        return whole && key.known() ? key : one.value->span;
    }

    void add(Span span, std::string message) {
        mistakes_.push_back({span, std::move(message), chosen_->branches});
    }

    const Object& object_;
    const PropertyRule& rule_;
    const Combination* chosen_ = nullptr;
    std::vector<Asked> when_;
    std::vector<ObjectMistake> mistakes_;
};

}  // namespace

std::vector<ObjectMistake> rule_mistakes(const Object& object, const PropertyRule& rule) {
    return RuleJudge(object, rule).run();
}

}  // namespace stackfit::checks
