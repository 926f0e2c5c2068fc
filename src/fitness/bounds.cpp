// An outcome's cases are the leaves of a decision tree. For one template the trees of all outcomes are walked together, in every
// joint world that they distinguish (the same explorer that ran the checks asks the questions again, which costs no check). Past
// the budget, and for several templates together, each outcome's own range gives an outer bound.
#include "bounds.h"

#include <algorithm>

#include "model.h"

namespace stackfit {
namespace {

constexpr int joint_worlds = 512;

/// The case that holds in this world, or null when the budget of the check left it out.
const Case* case_in(World& world, const Outcome& outcome) {
    std::vector<const Case*> open;
    for (const Case& one : outcome.cases) open.push_back(&one);
    for (std::size_t depth = 0; !open.empty(); ++depth) {
        if (open.front()->decisions.size() <= depth) return open.front();
        const Decision& asked = open.front()->decisions[depth];
        const bool answer = asked.condition ? world.condition(asked.atom) : world.equals(asked.atom, asked.value) == Tri::yes;
        std::erase_if(open, [&](const Case* one) {
            if (one->decisions.size() <= depth) return true;
            const Decision& decision = one->decisions[depth];
            return decision.atom != asked.atom || decision.value != asked.value || decision.equal != answer;
        });
    }
    return nullptr;
}

/// In a world that the budget of the check left out, it may be anything.
std::optional<Contribution> contribution_in(World& world, const Outcome& outcome, const ScoringModel& model) {
    const Case* one = case_in(world, outcome);
    return one == nullptr ? Contribution{outcome.check, 0, 1, false} : contribution_of(outcome, one->judgement, model);
}

Contribution range_of(const Outcome& outcome, const ScoringModel& model) {
    Contribution range{outcome.check, 1, 0, false};
    for (const Case& one : outcome.cases) {
        const auto value = contribution_of(outcome, one.judgement, model);
        range.optional = range.optional || !value;
        if (!value) continue;
        range.low = std::min(range.low, value->low);
        range.high = std::max(range.high, value->high);
    }
    return outcome.complete ? range : Contribution{outcome.check, 0, 1, true};
}

bool ever_applies(const Outcome& outcome) {
    return std::any_of(outcome.cases.begin(), outcome.cases.end(),
                       [](const Case& one) { return one.judgement.status != Judgement::Status::not_applicable; });
}

/// What makes this world differ from the headline: "Environment=dev, IsBlue is false".
std::string difference(const std::vector<Decision>& decisions, const std::vector<Decision>& headline) {
    std::string result;
    for (const Decision& decision : decisions) {
        if (std::find(headline.begin(), headline.end(), decision) != headline.end()) continue;
        const bool told_better = !decision.condition && !decision.equal && std::any_of(decisions.begin(), decisions.end(), [&](const Decision& other) {
            return other.atom == decision.atom && other.equal;
        });
        if (told_better) continue;
        if (!result.empty()) result += ", ";
        result += decision.text();
    }
    return result;
}

void outer_bound(Fitness& fitness, const std::vector<const Verdict*>& verdicts, const ScoringModel& model) {
    std::vector<Contribution> ranges;
    for (const Verdict* verdict : verdicts)
        for (const Outcome& outcome : verdict->outcomes)
            if (ever_applies(outcome)) ranges.push_back(range_of(outcome, model));
    const Range bounds = bounds_of(ranges, model);
    fitness.low = {std::min(bounds.low, fitness.value), {}};
    fitness.high = {std::max(bounds.high, fitness.value), {}};
}

struct JointScore {
    Range range{-1, -1};
};

std::vector<JointScore> joint_scores(Worlds::Exploration& seen, const Verdict& verdict, const ScoringModel& model) {
    std::vector<JointScore> scores;
    seen = verdict.unit->worlds->explore(
        [&](World& world) {
            std::vector<Contribution> contributions;
            for (const Outcome& outcome : verdict.outcomes)
                if (const auto one = contribution_in(world, outcome, model)) contributions.push_back(*one);
            scores.push_back({bounds_of(contributions, model)});
        },
        joint_worlds);
    return scores;
}

}  // namespace

void add_bounds(Fitness& fitness, const std::vector<const Verdict*>& verdicts, const ScoringModel& model) {
    const bool single = std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict* verdict) {
        return std::all_of(verdict->outcomes.begin(), verdict->outcomes.end(), [](const Outcome& o) { return o.cases.size() == 1 && o.complete; });
    });
    if (single || verdicts.size() != 1) {
        outer_bound(fitness, verdicts, model);
        fitness.bounds_exact = single;
        return;
    }
    Worlds::Exploration seen;
    const auto scores = joint_scores(seen, *verdicts[0], model);
    if (!seen.complete) {
        outer_bound(fitness, verdicts, model);
        fitness.bounds_exact = false;
        return;
    }
    fitness.low = {fitness.value, {}};
    fitness.high = {fitness.value, {}};
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (scores[i].range.low < 0) continue;  // nothing to judge in that world
        const auto world = [&] { return difference(seen.runs[i].decisions, seen.runs[0].decisions); };
        if (scores[i].range.low < fitness.low.value - 1e-9) fitness.low = {scores[i].range.low, world()};
        if (scores[i].range.high > fitness.high.value + 1e-9) fitness.high = {scores[i].range.high, world()};
    }
}

}  // namespace stackfit
