// Which values of a parameter make a difference, and which of them the headline world takes.
#include <algorithm>
#include <array>

#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"
#include "stackfit/template_parameters.h"
#include "world_state.h"

namespace stackfit {
namespace {

constexpr std::array<const char*, 3> production_words = {"prod", "production", "live"};

std::vector<std::string_view> without_repetition(const std::vector<std::string_view>& values) {
    std::vector<std::string_view> once;
    std::set<std::string_view> seen;
    for (const auto value : values)
        if (seen.insert(value).second) once.push_back(value);
    return once;
}

/// The words of a name in camel case or with separators: "IsNotProd" -> is, not, prod.
std::vector<std::string> words(std::string_view name) {
    std::vector<std::string> result(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool boundary = is_upper(c) && i > 0 && is_lower(name[i - 1]);
        if ((boundary || !is_letter_or_digit(c)) && !result.back().empty()) result.emplace_back();
        if (is_letter_or_digit(c)) result.back() += to_lower(c);
    }
    return result;
}

bool has_form(const Parameter& parameter) {
    constexpr std::string_view keys[] = {"AllowedPattern", "MinLength", "MaxLength", "MinValue", "MaxValue"};
    return std::any_of(std::begin(keys), std::end(keys), [&](std::string_view key) { return parameter.node->find(key) != nullptr; });
}

/// Leaves of the values those that the declaration allows, as long as there are some. True when its pattern allows no others.
bool apply_constraints(const Parameter& parameter, std::vector<std::string_view>& candidates) {
    if (!has_form(parameter) || parameter.list) return false;
    const Node* pattern = parameter.node->get("AllowedPattern");
    const auto literals = pattern != nullptr && pattern->is_string() ? literals_of_pattern(pattern->text) : std::vector<std::string_view>{};
    if (parameter.allowed_values.empty()) candidates.insert(candidates.end(), literals.begin(), literals.end());
    std::vector<std::string_view> allowed;
    for (const auto value : candidates)
        if (keeps_form(parameter, value)) allowed.push_back(value);
    if (!allowed.empty()) candidates = std::move(allowed);
    return !literals.empty();
}

}  // namespace

Worlds::Impl::Impl(const Template& t, const Assignment& g, std::vector<std::string> names)
    : templ(t), given(g), production_names(std::move(names)) {
    read_rules();
    find_production_atoms();
    if (!rules.empty()) settle_headline();
}

void Worlds::Impl::find_production_atoms() {
    for (const Parameter& parameter : templ.parameters()) {
        const Domain& known = domain(parameter.name);
        const bool may = std::any_of(known.literals.begin(), known.literals.end(), [&](auto literal) { return is_production_name(literal); });
        if (may && !known.given) production_parameters.push_back(parameter.name);
    }
    const Node* conditions = templ.section("Conditions");
    if (conditions == nullptr) return;
    World::State nothing_decided(*this);
    const World world(nothing_decided);
    for (const Member& member : conditions->members)
        if (names_production(member.key) && world.peek_condition(member.key) == Tri::unknown) production_conditions.push_back(member.key);
}

bool Worlds::Impl::is_production_name(std::string_view text) const {
    const std::string lower = to_lower(text);
    return std::any_of(production_words.begin(), production_words.end(), [&](const char* word) { return lower == word; }) ||
           std::find(production_names.begin(), production_names.end(), text) != production_names.end();
}

bool Worlds::Impl::names_production(std::string_view text) const {
    const auto parts = words(text);
    const auto is = [&](const char* word) { return std::find(parts.begin(), parts.end(), word) != parts.end(); };
    const bool negated = is("not") || is("non") || is("no") || is("pre");
    return !negated && std::any_of(production_words.begin(), production_words.end(), is);
}

Domain Worlds::Impl::make_domain(std::string_view name) const {
    Domain domain;
    const Parameter* parameter = templ.parameter(name);
    const auto given_value = given.parameters.find(name);
    if (parameter != nullptr && !parameter->ssm && given_value != given.parameters.end()) {
        domain.literals = {given_value->second};
        domain.headline = domain.literals[0];
        domain.other = false;
        domain.given = true;
        return domain;
    }
    if (name == "AWS::Region" && given.region) {
        domain = Domain{{*given.region}, false, *given.region, true, false};
        return domain;
    }
    if (parameter == nullptr || parameter->ssm) {
        domain.literals = templ.compared_with(name);
        return domain;
    }
    if (given.defaults_are_given && parameter->default_value) {
        return Domain{{*parameter->default_value}, false, *parameter->default_value, true, false};
    }
    const auto& allowed = parameter->allowed_values;
    // Of a list, each item must be allowed, so there is no end of values.
    const bool closed = !allowed.empty() && !parameter->list;
    std::vector<std::string_view> candidates = closed ? allowed : templ.compared_with(name);
    if (parameter->default_value) {
        domain.contradictory_default = closed && std::find(allowed.begin(), allowed.end(), *parameter->default_value) == allowed.end();
        if (!domain.contradictory_default) domain.headline = parameter->default_value;
    }
    domain.other = !closed && !apply_constraints(*parameter, candidates);
    // A parameter that can name production is judged there, whatever its Default says.
    const auto production = std::find_if(candidates.begin(), candidates.end(), [&](auto value) { return is_production_name(value); });
    if (production != candidates.end() && !(domain.headline && is_production_name(*domain.headline))) domain.headline = *production;
    if (!domain.headline && !domain.other && !candidates.empty()) domain.headline = candidates.front();
    if (const auto preferred = given.preferred.find(name); preferred != given.preferred.end()) domain.headline = preferred->second;
    if (domain.headline) candidates.insert(candidates.begin(), *domain.headline);
    if (parameter->default_value && domain.other) candidates.push_back(*parameter->default_value);
    domain.literals = without_repetition(candidates);
    return domain;
}

const Domain& Worlds::Impl::domain(std::string_view name) {
    const auto found = domains.find(name);
    if (found != domains.end()) return found->second;
    const std::string_view lasting = stable(name);
    return domains.emplace(lasting, make_domain(lasting)).first->second;
}

/// No: something says that this is not production and nothing that it is.
Tri Worlds::Impl::production_like(World& world) {
    const auto known = production_like_.find(world.decisions());
    if (known != production_like_.end()) return known->second;
    return production_like_[world.decisions()] = find_production_like(world);
}

Tri Worlds::Impl::find_production_like(World& world) const {
    // An environment marked production says what production is; names do not matter then.
    if (!given.preferred.empty()) {
        const bool differs = std::any_of(given.preferred.begin(), given.preferred.end(), [&](const auto& one) {
            return templ.parameter(one.first) != nullptr && world.peek_equals(one.first, one.second) == Tri::no;
        });
        return differs ? Tri::no : Tri::yes;
    }
    if (production_parameters.empty() && production_conditions.empty()) return Tri::yes;
    bool denied = false;
    for (const auto name : production_parameters) {
        const auto value = world.peek_value(name);
        if (value && is_production_name(*value)) return Tri::yes;
        const auto& literals = domains.at(name).literals;
        denied = denied || std::all_of(literals.begin(), literals.end(), [&](auto literal) {
            return !is_production_name(literal) || world.peek_equals(name, literal) == Tri::no;
        });
    }
    for (const auto name : production_conditions) {
        const Tri answer = world.peek_condition(name);
        if (answer == Tri::yes) return Tri::yes;
        denied = denied || answer == Tri::no;
    }
    return denied ? Tri::no : Tri::unknown;
}

}  // namespace stackfit
