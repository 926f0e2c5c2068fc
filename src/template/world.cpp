// Decisions of one run. See world_state.h for how runs relate.
#include <algorithm>

#include "stackfit/template_regions.h"
#include "world_state.h"

namespace stackfit {

std::string Decision::text() const {
    if (condition) return std::string(atom) + (equal ? " is true" : " is false");
    return std::string(atom) + (equal ? "=" : "≠") + (value.empty() ? "\"\"" : std::string(value));
}

/// Partition and URL suffix follow from the region, and a region is of one partition.
std::optional<std::string_view> World::State::implied(std::string_view name) {
    if (name == "AWS::Partition") {
        const auto region = fixed("AWS::Region");
        return region ? std::optional(partition_of(*region)) : std::nullopt;
    }
    if (name == "AWS::URLSuffix") {
        const auto partition = fixed("AWS::Partition");
        return partition ? std::optional(url_suffix_of(*partition)) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::string_view> World::State::fixed(std::string_view name) {
    if (const auto value = implied(name)) return value;
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

Tri World::State::known(std::string_view name, std::string_view literal) {
    if (const auto value = fixed(name)) return *value == literal ? Tri::yes : Tri::no;
    const Domain& domain = worlds.domain(name);
    if (std::find(domain.literals.begin(), domain.literals.end(), literal) == domain.literals.end()) return domain.other ? Tri::unknown : Tri::no;
    const auto found = parameters.find(name);
    if (found != parameters.end() && found->second.excluded.contains(literal)) return Tri::no;
    const bool elsewhere = name == "AWS::Region" && known("AWS::Partition", partition_of(literal)) == Tri::no;
    return elsewhere ? Tri::no : Tri::unknown;
}

void World::State::assume(const Decision& decision) {
    ++decided;
    if (decision.condition) {
        conditions[decision.atom] = decision.equal;
    } else if (decision.equal) {
        parameters[decision.atom].value = decision.value;
    } else {
        parameters[decision.atom].excluded.insert(decision.value);
    }
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

bool World::exceeded() const { return state_->exceeded; }

void World::set_exceeded() { state_->exceeded = true; }

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
