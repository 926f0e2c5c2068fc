// Rules: the only constraints across parameters. They make worlds impossible, and the headline one too (User Guide, "Rules section").
#include <algorithm>

#include "stackfit/template_rules.h"
#include "world_state.h"

namespace stackfit {

void Worlds::Impl::read_rules() {
    const Node* section = templ.section("Rules");
    if (section == nullptr) return;
    for (const Member& rule : section->members) {
        const Node* list = rule.value->get("Assertions");
        if (list == nullptr || !list->is_sequence()) continue;
        for (const Node* item : list->items)
            if (const Member* assertion = item->find("Assert")) rules.push_back({&rule, rule.value->get("RuleCondition"), assertion});
    }
}

/// The headline is a world that the Rules allow, whichever parameter is asked for first: one of production where there is one, and the
/// nearest one to what the parameters say.
void Worlds::Impl::settle_headline() {
    World::State production(*this);
    production.free = true;
    World world(production);
    for (const auto name : production_parameters)
        if (const auto& headline = domain(name).headline) world.equals(name, *headline);
    if (auto allowed = production.satisfied()) return take_headline(*allowed);
    if (auto allowed = World::State(*this).satisfied()) return take_headline(*allowed);
    impossible = true;
}

void Worlds::Impl::take_headline(World::State& allowed) {
    for (const auto& [name, known] : allowed.parameters) {
        Domain& domain = domains.at(name);
        if (domain.given) continue;
        auto& literals = domain.literals;
        const auto value = allowed.fixed(name);
        const auto place = std::find_if(literals.begin(), literals.end(), [&](std::string_view literal) {
            return value ? literal == *value : !domain.other && !known.excluded.contains(literal);
        });
        domain.headline = place != literals.end() ? std::optional(*place) : std::nullopt;
        if (place != literals.end()) std::rotate(literals.begin(), place, place + 1);
    }
}

const Worlds::Impl::Assertion* World::State::broken_assertion() {
    World world(*this);
    const auto broken = std::find_if(worlds.rules.begin(), worlds.rules.end(), [&](const auto& rule) {
        const bool applies = rule.condition == nullptr || world.boolean(rule.condition) == Tri::yes;
        return applies && world.boolean(rule.assertion->value) == Tri::no;
    });
    return broken == worlds.rules.end() ? nullptr : &*broken;
}

std::optional<World::State> World::State::satisfied() const {
    constexpr std::size_t most_runs = 64;
    std::vector<std::vector<Decision>> scripts(1);
    for (std::size_t run = 0; run < scripts.size(); ++run) {
        State trial(*this);
        trial.free = true;
        trial.decisions.clear();
        trial.other_possible.clear();
        trial.script = std::move(scripts[run]);
        if (run == most_runs) return *this;
        if (trial.broken_assertion() == nullptr) return trial;
        trial.queue_alternatives(scripts);
    }
    return std::nullopt;
}

bool World::State::feasible(const Decision& decision) const {
    if (free || worlds.rules.empty()) return true;
    State supposed(*this);
    supposed.assume(decision);
    return supposed.satisfied().has_value();
}

std::optional<BrokenRule> rule_that_nothing_satisfies(const Template& templ) {
    if (templ.section("Rules") == nullptr) return std::nullopt;
    Worlds::Impl worlds(templ, {}, {});
    if (!worlds.impossible) return std::nullopt;
    const auto* broken = World::State(worlds).broken_assertion();
    return broken == nullptr ? std::nullopt : std::optional(BrokenRule{broken->rule, broken->assertion});
}

}  // namespace stackfit
