// Decisions of one run. See world_state.h for how runs relate.
#include <algorithm>

#include "world_state.h"

namespace stackfit {

std::string Decision::text() const {
    if (condition) return std::string(atom) + (equal ? " is true" : " is false");
    return std::string(atom) + (equal ? "=" : "≠") + (value.empty() ? "\"\"" : std::string(value));
}

std::optional<std::string_view> World::State::fixed(std::string_view name) {
    const Domain& domain = worlds.domain(name);
    if (domain.given) return domain.headline;
    const auto found = parameters.find(name);
    if (found == parameters.end()) return !domain.other && domain.literals.size() == 1 ? domain.headline : std::nullopt;
    if (found->second.value) return found->second.value;
    if (domain.other) return std::nullopt;
    std::optional<std::string_view> last;
    for (const auto literal : domain.literals) {
        if (found->second.excluded.contains(literal)) continue;
        if (last) return std::nullopt;
        last = literal;
    }
    return last;
}

bool World::State::is_other(std::string_view name) {
    const Domain& domain = worlds.domain(name);
    if (!domain.other) return false;
    const auto found = parameters.find(name);
    const auto excluded = [&](std::string_view literal) { return found != parameters.end() && found->second.excluded.contains(literal); };
    return std::all_of(domain.literals.begin(), domain.literals.end(), excluded);
}

Tri World::State::known(std::string_view name, std::string_view literal) {
    if (const auto value = fixed(name)) return *value == literal ? Tri::yes : Tri::no;
    const Domain& domain = worlds.domain(name);
    if (std::find(domain.literals.begin(), domain.literals.end(), literal) == domain.literals.end()) return domain.other ? Tri::unknown : Tri::no;
    const auto found = parameters.find(name);
    return found != parameters.end() && found->second.excluded.contains(literal) ? Tri::no : Tri::unknown;
}

void World::State::assume(const Decision& decision) {
    if (decision.condition) {
        conditions[decision.atom] = decision.equal;
    } else if (decision.equal) {
        parameters[decision.atom].value = decision.value;
    } else {
        parameters[decision.atom].excluded.insert(decision.value);
    }
}

bool World::State::rules_hold() {
    World world(*this);
    return std::none_of(worlds.rules.begin(), worlds.rules.end(), [&](const auto& rule) {
        const bool applies = rule.first == nullptr || world.boolean(rule.first) == Tri::yes;
        return applies && world.boolean(rule.second) == Tri::no;
    });
}

bool World::State::feasible(const Decision& decision) {
    if (worlds.rules.empty()) return true;
    const auto saved_parameters = parameters;
    const auto saved_conditions = conditions;
    const bool was_tentative = tentative;
    assume(decision);
    tentative = true;
    ++peeking;
    const bool holds = rules_hold();
    --peeking;
    tentative = was_tentative;
    parameters = saved_parameters;
    conditions = saved_conditions;
    return holds;
}

Tri World::State::decide(std::string_view name, bool condition, std::string_view literal, bool headline_answer) {
    if (peeking > 0) return Tri::unknown;
    Decision decision{worlds.stable(name), condition, worlds.stable(literal), headline_answer};
    bool other_open = false;
    if (decisions.size() < script.size()) {
        decision = script[decisions.size()];
    } else {
        Decision other = decision;
        other.equal = !other.equal;
        other_open = feasible(other);
        // A headline that the Rules refuse gives way to the answer that they allow.
        if (other_open && !feasible(decision)) {
            decision = other;
            other_open = false;
        }
    }
    assume(decision);
    decisions.push_back(decision);
    other_possible.push_back(other_open);
    return decision.equal ? Tri::yes : Tri::no;
}

const Template& World::templ() const { return state_->worlds.templ; }

const std::vector<Decision>& World::decisions() const { return state_->decisions; }

Tri World::equals(std::string_view name, std::string_view literal) {
    const Tri known = state_->known(name, literal);
    if (known != Tri::unknown) return known;
    const Domain& domain = state_->worlds.domain(name);
    const bool declared = std::find(domain.literals.begin(), domain.literals.end(), literal) != domain.literals.end();
    if (!declared) {
        const auto actual = value(name);
        if (!actual) return Tri::unknown;
        return *actual == literal ? Tri::yes : Tri::no;
    }
    return state_->decide(name, false, literal, domain.headline == literal);
}

bool World::ask(const Decision& question) {
    const auto& [name, condition, literal, answer] = question;
    if (condition) return state_->decide(name, true, {}, state_->worlds.names_production(name)) == Tri::yes;
    return state_->decide(name, false, literal, state_->worlds.domain(name).headline == literal) == Tri::yes;
}

Tri World::peek_equals(std::string_view name, std::string_view literal) const { return state_->known(name, literal); }

std::optional<std::string_view> World::peek_value(std::string_view name) const { return state_->fixed(name); }

std::optional<std::string_view> World::value(std::string_view name) {
    const Domain& domain = state_->worlds.domain(name);
    for (const auto literal : domain.literals) {
        if (const auto value = state_->fixed(name)) return value;
        if (state_->peeking > 0) return std::nullopt;
        if (state_->known(name, literal) == Tri::unknown) state_->decide(name, false, literal, domain.headline == literal);
    }
    return state_->fixed(name);
}

bool World::exists(std::string_view logical_id) {
    const Resource* resource = templ().resource(logical_id);
    return resource != nullptr && (resource->condition.empty() || condition(resource->condition));
}

}  // namespace stackfit
