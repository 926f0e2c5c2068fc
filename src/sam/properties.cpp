#include "sam/properties.h"

#include <vector>

#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

bool accepts(std::uint8_t kinds, const Node& value) {
    if (kinds == anything) return true;
    switch (value.kind) {
        case Kind::null: return false;
        case Kind::boolean: return (kinds & (boolean | integer)) != 0;
        case Kind::integer: return (kinds & integer) != 0;
        case Kind::floating: return false;
        case Kind::string: return (kinds & text) != 0;
        case Kind::sequence: return (kinds & list) != 0;
        case Kind::mapping: return (kinds & map) != 0;
    }
    return false;
}

std::string words(std::uint8_t kinds) {
    std::vector<std::string> parts;
    if ((kinds & text) != 0) parts.emplace_back("a string");
    if ((kinds & map) != 0) parts.emplace_back("a map");
    if ((kinds & list) != 0) parts.emplace_back("a list");
    if ((kinds & boolean) != 0) parts.emplace_back("true or false");
    if ((kinds & integer) != 0) parts.emplace_back("an integer");
    return join(parts, " or ");
}

const PropertyRule* rule_for(std::span<const PropertyRule> rules, std::string_view name) {
    for (const PropertyRule& rule : rules) {
        if (name == rule.name) return &rule;
    }
    return nullptr;
}

Mistake unknown(std::span<const PropertyRule> rules, const Member& member, std::string_view what,
                std::string_view resource) {
    std::vector<std::string_view> names;
    names.reserve(rules.size());
    for (const PropertyRule& rule : rules) names.emplace_back(rule.name);
    const std::string_view meant = closest(member.key, names);
    std::string message = "Property '" + std::string(member.key) + "' is not known to " + std::string(what);
    message += meant.empty() ? "; SAM refuses the template." : "; did you mean '" + std::string(meant) + "'?";
    return {resource, member.key_span, std::move(message)};
}

/// The first element of a list or map that the rule does not accept, or null.
const Node* wrong_element(const PropertyRule& rule, const Node& value) {
    for (const Node* item : value.items) {
        if (!accepts(rule.list_items, *item)) return item;
    }
    for (const Member& member : value.members) {
        if (!accepts(rule.map_values, *member.value)) return member.value;
    }
    return nullptr;
}

bool one_of(const PropertyRule& rule, std::string_view value) {
    for (const std::string_view allowed : split(rule.one_of, '|')) {
        if (value == allowed) return true;
    }
    return false;
}

bool check_value(const PropertyRule& rule, const Member& member, std::string_view what, Problems& problems) {
    const Node& value = *member.value;
    if (rule.functions == Functions::allowed && value.only() != nullptr) return true;
    const std::string start = "Property '" + std::string(rule.name) + "' of " + std::string(what) + " must ";
    if (!accepts(rule.accepts, value)) {
        problems.wrong_property(member.key_span,
                                start + "be " + words(rule.accepts) + ", but " + told(value) + ".");
        return false;
    }
    if (const Node* wrong = wrong_element(rule, value); wrong != nullptr) {
        const std::uint8_t kinds = value.is_sequence() ? rule.list_items : rule.map_values;
        const std::string message =
            start + "hold only values that are " + words(kinds) + ", but " + told(*wrong) + ".";
        problems.wrong_property(wrong->span.known() ? wrong->span : member.key_span, message);
        return false;
    }
    if (rule.one_of[0] != '\0' && !one_of(rule, value.text)) {
        const std::vector<std::string_view> views = split(rule.one_of, '|');
        const std::vector<std::string> allowed(views.begin(), views.end());
        problems.wrong_property(value.span,
                                start + "be " + join(allowed, " or ") + ", not " + quote(&value) + ".");
        return false;
    }
    return true;
}

/// All required properties that are missing, in one refusal.
bool refuse_missing(std::span<const PropertyRule> rules, const Node& properties, std::string_view what,
                    Span place, Problems& problems) {
    std::vector<std::string> missing;
    for (const PropertyRule& rule : rules) {
        if (rule.need == Need::required && value_of(&properties, rule.name) == nullptr)
            missing.push_back("'" + std::string(rule.name) + "'");
    }
    if (missing.empty()) return false;
    const bool one = missing.size() == 1;
    problems.wrong_property(place, (one ? "Property " : "Properties ") + join(missing, ", ") +
                                       (one ? " is required by " : " are required by ") + std::string(what) +
                                       ".");
    return true;
}

}  // namespace

bool check_properties(std::span<const PropertyRule> rules, const Node& properties, std::string_view what,
                      Span place, Problems& problems) {
    std::vector<Mistake> unknowns;
    for (const Member& member : properties.members) {
        if (rule_for(rules, member.key) == nullptr)
            unknowns.push_back(unknown(rules, member, what, problems.named()));
    }
    problems.refuse_together("sam-property", unknowns);
    bool good = true;
    for (const Member& member : properties.members) {
        const PropertyRule* rule = rule_for(rules, member.key);
        if (rule != nullptr && member.value->kind != Kind::null) {
            good = check_value(*rule, member, what, problems) && good;
        }
    }
    // The service looks for what is missing only when it knows all that is there: an unknown name may be meant for a required one.
    if (!unknowns.empty()) return false;
    return !refuse_missing(rules, properties, what, place, problems) && good;
}

}  // namespace stackfit::sam
