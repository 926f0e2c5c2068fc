// Walks the worlds that conditions, findings and the questions of checks tell apart. In each, the conditions are evaluated, and of every
// finding is seen whether it lives there: that is known from its decisions, so no check runs again.
#include <algorithm>
#include <set>

#include "stackfit/engine_worlds.h"

namespace stackfit {
namespace {

using Names = std::set<std::string_view>;

/// Conditions that an Fn::If names. As deep as the document.
void collect_choices(const Node& node, Names& names) {
    const Member* function = intrinsic(node);
    const bool choice = function != nullptr && function->key == "Fn::If" && !function->value->items.empty();
    if (choice && function->value->items[0]->is_string()) names.insert(function->value->items[0]->text);
    for (const Node* item : node.items) collect_choices(*item, names);
    for (const Member& member : node.members) collect_choices(*member.value, names);
}

/// Conditions of the author that something in the expanded template uses, in the order of the text.
std::vector<std::string_view> used_conditions(const Unit& unit) {
    Names names;
    for (const std::string_view section : {"Resources", "Outputs"}) {
        const Node* entries = unit.expanded.section(section);
        if (entries == nullptr) continue;
        collect_choices(*entries, names);
        for (const Member& entry : entries->members) {
            const Node* condition = entry.value->get("Condition");
            if (condition != nullptr && condition->is_string()) names.insert(condition->text);
        }
    }
    std::vector<std::string_view> used;
    if (const Node* conditions = unit.source.section("Conditions"))
        for (const Member& member : conditions->members)
            if (names.contains(member.key)) used.push_back(member.key);
    return used;
}

/// A parameter and a value of it.
using Asked = std::pair<std::string_view, std::string_view>;

/// What checks asked of parameters that have a list of allowed values: a Default against anything else is no world that people know.
std::vector<Asked> asked_values(const Verdict& verdict) {
    std::set<Asked> questions;
    for (const Outcome& outcome : verdict.outcomes) {
        for (const Case& one : outcome.cases) {
            for (const Decision& decision : one.decisions) {
                const Parameter* parameter = verdict.unit->expanded.parameter(decision.atom);
                if (decision.condition || parameter == nullptr || parameter->allowed_values.empty()) continue;
                questions.emplace(decision.atom, decision.value);
            }
        }
    }
    return {questions.begin(), questions.end()};
}

bool holds(World& world, const Decision& decision) {
    if (decision.condition) return world.condition(decision.atom) == decision.equal;
    return (world.equals(decision.atom, decision.value) == Tri::yes) == decision.equal;
}

bool holds(World& world, const Finding& finding) {
    const auto all = [&](const std::vector<Decision>& decisions) {
        return std::all_of(decisions.begin(), decisions.end(),
                           [&](const Decision& decision) { return holds(world, decision); });
    };
    return finding.when.empty() || std::any_of(finding.when.begin(), finding.when.end(), all);
}

/// "Environment=dev" instead of all that it is not, where it is known; and no condition that stands beside it anyway.
std::vector<Decision> telling(const World& world, const std::vector<std::string_view>& conditions) {
    std::vector<Decision> told;
    for (const Decision& decision : world.decisions()) {
        if (decision.condition &&
            std::find(conditions.begin(), conditions.end(), decision.atom) != conditions.end())
            continue;
        Decision one = decision;
        if (!one.condition && !one.equal) {
            if (const auto value = world.peek_value(one.atom)) one.value = *value, one.equal = true;
        }
        if (one.equal && !one.condition)
            std::erase_if(told, [&](const Decision& other) { return other.atom == one.atom; });
        if (std::find(told.begin(), told.end(), one) == told.end()) told.push_back(one);
    }
    return told;
}

}  // namespace

std::string ListedWorld::name() const {
    std::string text;
    for (const Decision& decision : decisions) text += (text.empty() ? "" : ", ") + decision.text();
    return text;
}

WorldList list_worlds(const Verdict& verdict, int budget) {
    WorldList list;
    if (verdict.unit->worlds == nullptr) return list;
    const auto conditions = used_conditions(*verdict.unit);
    const auto questions = asked_values(verdict);
    const auto seen = verdict.unit->worlds->explore(
        [&](World& world) {
            ListedWorld& one = list.worlds.emplace_back();
            for (const std::string_view name : conditions)
                one.conditions.emplace_back(name, world.condition(name));
            for (const Finding& finding : verdict.findings) one.holds.push_back(holds(world, finding));
            for (const auto& [parameter, value] : questions) world.equals(parameter, value);
            one.decisions = telling(world, conditions);
        },
        budget);
    for (std::size_t i = 0; i < list.worlds.size(); ++i)
        list.worlds[i].production_like = seen.runs[i].production_like;
    list.complete = seen.complete;
    return list;
}

}  // namespace stackfit
