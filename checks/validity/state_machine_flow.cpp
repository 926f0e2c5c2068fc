// Where states go on to, and under which conditions.
#include <algorithm>

#include "../common/names.h"
#include "section.h"
#include "shape_values.h"
#include "state_machine.h"

namespace stackfit::checks {
namespace {

constexpr char retry_keys[][20] = {"ErrorEquals",     "IntervalSeconds", "MaxAttempts", "BackoffRate",
                                   "MaxDelaySeconds", "JitterStrategy",  "Comment"};
constexpr char catch_keys[][20] = {"ErrorEquals", "Next", "ResultPath", "Assign", "Output", "Comment"};
constexpr char rule_keys[][12] = {"Variable", "Next", "Comment", "Assign", "Output", "And", "Or", "Not"};
constexpr char expression_keys[][12] = {"Condition", "Next", "Comment", "Assign", "Output"};

const Comparison* find_comparison(std::string_view name) {
    for (const Comparison& one : comparisons()) {
        if (name == one.name) return &one;
    }
    return nullptr;
}

bool is_operator(std::string_view key) {
    return key == "And" || key == "Or" || key == "Not" || find_comparison(key) != nullptr;
}

std::string suggested(std::string_view key) {
    std::vector<std::string_view> names;
    for (const Comparison& one : comparisons()) names.emplace_back(one.name);
    const std::string_view meant = closest(key, names);
    return meant.empty() ? did_you_mean(key, rule_keys) : say(" Did you mean \"", meant, "\"?");
}

}  // namespace

void StateMachineWalk::targets_of(const Node& state, Scope& scope, Language language) {
    target(state.get("Next"), "Next", scope);
    target(state.get("Default"), "Default", scope);
    if (const Node* rules = state.get("Choices")) choices(*rules, scope, language);
    for (const Member& member : state.members) {
        if (member.key == "Catch" || member.key == "Retry") handlers(member, scope);
    }
}

void StateMachineWalk::target(const Node* node, std::string_view what, Scope& scope) {
    if (node == nullptr) return;
    each_choice(*node, [&](const Node& one) {
        if (!one.is_string() || has_holes(one.text)) {
            scope.all_targets_known = false;
            return;
        }
        scope.targets.push_back(one.text);
        if (scope.states->find(one.text) != nullptr) return;
        scope.all_targets_known = false;  // what it means to name is not left unreached besides
        std::vector<std::string_view> names;
        for (const Member& state : scope.states->members) names.push_back(state.key);
        const std::string_view meant = closest(one.text, names);
        wrong(one.span,
              say(here(), " goes to \"", one.text, "\" (", what, "), which is none of the states beside it"),
              meant.empty() ? std::string() : say(" Did you mean \"", meant, "\"?"));
    });
}

/// Of Retry and Catch.
void StateMachineWalk::handlers(const Member& list, Scope& scope) {
    const bool catches = list.key == "Catch";
    branches(*list.value, [&](const Node& value) {
        for (const Node* item : value.items) {
            branches(*item, [&](const Node& handler) {
                if (!handler.is_mapping())
                    return wrong(handler.span, say(here(), " has ", shown(handler), " in ", list.key,
                                                   "; it must be a map"));
                for (const Member& member : handler.members) {
                    if (!(catches ? is_one_of(catch_keys, member.key) : is_one_of(retry_keys, member.key)))
                        wrong(member.key_span,
                              say(here(), " has \"", member.key, "\" in ", list.key,
                                  ", where it does not exist"),
                              catches ? did_you_mean(member.key, catch_keys)
                                      : did_you_mean(member.key, retry_keys));
                }
                errors_of(handler, list.key, handler.span);
                if (!catches) return;
                if (handler.find("Next") == nullptr)
                    wrong(handler.span, say(here(), " has a Catch without Next"));
                target(handler.get("Next"), "Catch", scope);
            });
        }
    });
}

void StateMachineWalk::errors_of(const Node& handler, std::string_view list, Span place) {
    const Member* errors = handler.find("ErrorEquals");
    if (errors == nullptr) return wrong(place, say(here(), " has a ", list, " without ErrorEquals"));
    branches(*errors->value, [&](const Node& names) {
        if (!names.is_sequence() || names.items.empty())
            return wrong(errors->key_span,
                         say(here(), " has ", names.is_sequence() ? "an empty list" : shown(names),
                             " as ErrorEquals of a ", list, "; it must be a list of errors"));
        const bool all = std::any_of(names.items.begin(), names.items.end(),
                                     [](const Node* one) { return one->text == "States.ALL"; });
        if (all && names.items.size() > 1)
            wrong(errors->key_span,
                  say(here(), " has other errors beside States.ALL in a ", list, ", where it stands alone"));
    });
}

void StateMachineWalk::choices(const Node& rules, Scope& scope, Language language) {
    branches(rules, [&](const Node& list) {
        if (list.is_sequence() && list.items.empty())
            wrong(list.span, say(here(), " has no rule in its Choices"));
        for (const Node* item : list.items) {
            branches(*item, [&](const Node& one) {
                rule(one, false, language);
                target(one.get("Next"), "Next", scope);
            });
        }
    });
}

/// A rule of Choices, or one inside of And, Or and Not.
void StateMachineWalk::rule(const Node& node, bool inside, Language language) {
    if (!node.is_mapping())
        return wrong(node.span, say(here(), " has ", shown(node), " as a rule; it must be a map"));
    if (stand_in(node) != nullptr) return;
    if (!inside && node.find("Next") == nullptr) wrong(node.span, say(here(), " has a rule without Next"));
    if (language == Language::path) return comparison(node, inside, language);
    if (node.find("Condition") == nullptr)
        wrong(node.span, say(here(), " has a rule without Condition, which JSONata needs"));
    for (const Member& member : node.members) {
        if (!is_one_of(expression_keys, member.key))
            wrong(member.key_span,
                  say(here(), " has \"", member.key, "\" in a rule, which rules in JSONata do not have"),
                  did_you_mean(member.key, expression_keys));
    }
}

void StateMachineWalk::comparison(const Node& node, bool inside, Language language) {
    const Member* found = nullptr;
    for (const Member& member : node.members) {
        if (inside && member.key == "Next")
            wrong(member.key_span,
                  say(here(), " has Next inside of a rule, and only the whole rule has one"));
        if (member.key == "Variable") variable(*member.value);
        if (!is_operator(member.key)) {
            if (!is_one_of(rule_keys, member.key))
                wrong(member.key_span,
                      say(here(), " has \"", member.key, "\" in a rule, which is no comparison"),
                      suggested(member.key));
            continue;
        }
        if (found != nullptr)
            wrong(member.key_span,
                  say(here(), " has both ", found->key, " and ", member.key, " in one rule; And joins two"));
        found = &member;
        compared(member, language);
    }
    if (found == nullptr) return wrong(node.span, say(here(), " has a rule without a comparison"));
    if (find_comparison(found->key) != nullptr && node.find("Variable") == nullptr)
        wrong(node.span,
              say(here(), " has a rule without Variable, so ", found->key, " has nothing to compare"));
}

void StateMachineWalk::variable(const Node& node) {
    branches(node, [&](const Node& value) {
        if (!value.is_scalar() || has_holes(value.text) || value.text.starts_with('$')) return;
        wrong(value.span,
              say(here(), " has ", shown(value), " as Variable, which is no path: paths begin with \"$\""));
    });
}

void StateMachineWalk::compared(const Member& member, Language language) {
    branches(*member.value, [&](const Node& value) {
        if (member.key == "Not") return rule(value, true, language);
        if (const Comparison* known = find_comparison(member.key)) {
            if (!has_holes(value.text) && !has_shape(value, known->shapes))
                wrong(value.is_scalar() ? value.span : member.key_span,
                      say(here(), " has ", shown(value), " as ", member.key, "; it must be ",
                          in_words(known->shapes)));
            return;
        }
        if (!value.is_sequence() || value.items.empty())
            return wrong(member.key_span, say(here(), " has ", shown(value), " as ", member.key,
                                              "; it must be a list of rules"));
        for (const Node* item : value.items)
            branches(*item, [&](const Node& one) { rule(one, true, language); });
    });
}

}  // namespace stackfit::checks
