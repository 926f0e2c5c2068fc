#include "stackfit/fitness.h"

#include <algorithm>
#include <cmath>

#include "bounds.h"
#include "model.h"

namespace stackfit {

ScoringModel ScoringModel::standard() {
    ScoringModel model;
    model.families = {{Family::deployment, 35}, {Family::encryption, 20}, {Family::access, 20},
                      {Family::resilience, 10}, {Family::scalability, 10}, {Family::observability, 5}};
    return model;
}

namespace {

struct Headline {
    std::vector<const Outcome*> outcomes;
    std::vector<Contribution> contributions;
    std::map<Family, int> unknown;
};

Headline headline_of(const std::vector<const Verdict*>& verdicts, const ScoringModel& model) {
    Headline result;
    for (const Verdict* verdict : verdicts) {
        for (const Outcome& outcome : verdict->outcomes) {
            if (!counts(*outcome.check, model)) continue;
            const Judgement& judgement = outcome.headline();
            if (judgement.status == Judgement::Status::unknown) ++result.unknown[outcome.check->family];
            if (judgement.status != Judgement::Status::judged) continue;
            result.outcomes.push_back(&outcome);
            result.contributions.push_back({outcome.check, judgement.value, judgement.value, false});
        }
    }
    return result;
}

void add_families(Fitness& fitness, const Headline& headline, const ScoringModel& model) {
    for (const auto& [family, share] : family_shares(headline.contributions, model)) {
        std::vector<Contribution> own;
        std::copy_if(headline.contributions.begin(), headline.contributions.end(), std::back_inserter(own),
                     [f = family](const Contribution& c) { return c.check->family == f; });
        FamilyScore score{family, score_of(own, model), share, static_cast<int>(own.size()), 0};
        if (const auto found = headline.unknown.find(family); found != headline.unknown.end()) score.unknown = found->second;
        if (family == Family::hygiene) fitness.complexity = 1 - score.score / 100;
        fitness.families.push_back(score);
    }
}

std::string headline_world(const std::vector<const Verdict*>& verdicts) {
    return verdicts.size() == 1 && verdicts[0]->unit->worlds ? verdicts[0]->unit->worlds->headline_text() : std::string{};
}

}  // namespace

std::optional<Fitness> score(const std::vector<const Verdict*>& verdicts, const ScoringModel& model) {
    const Headline headline = headline_of(verdicts, model);
    if (headline.contributions.empty()) return std::nullopt;
    Fitness fitness;
    fitness.value = score_of(headline.contributions, model);
    fitness.world = headline_world(verdicts);
    const auto weights = weights_of(headline.contributions, model);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Outcome& outcome = *headline.outcomes[i];
        const Loss loss{&outcome, weights[i], weights[i] * (1 - outcome.headline().value)};
        if (outcome.waived) fitness.waived += loss.points;
        fitness.losses.push_back(loss);
    }
    add_families(fitness, headline, model);
    double lambda = 0;
    for (const FamilyScore& family : fitness.families) lambda = family.family == Family::hygiene ? family.weight : lambda;
    fitness.architecture = lambda < 100 ? (fitness.value - lambda * (1 - fitness.complexity)) / (1 - lambda / 100) : 0;
    add_bounds(fitness, verdicts, model);
    return fitness;
}

double points_of(const Finding& finding, const Fitness& fitness) {
    double points = 0;
    for (const Loss& loss : fitness.losses)
        if (std::find(finding.outcomes.begin(), finding.outcomes.end(), loss.outcome) != finding.outcomes.end()) points += loss.points;
    return points;
}

std::vector<Gain> gains(const std::vector<const Verdict*>& verdicts, const Fitness& fitness) {
    std::map<const Outcome*, const Finding*> cause;
    for (const Verdict* verdict : verdicts)
        for (const Finding& finding : verdict->findings)
            for (const Outcome* outcome : finding.outcomes) cause.emplace(outcome, &finding);
    std::vector<Gain> result;
    std::map<const Finding*, std::size_t> place;
    for (const Loss& loss : fitness.losses) {
        if (loss.points <= 0) continue;
        const auto found = cause.find(loss.outcome);
        const Finding* finding = found == cause.end() ? nullptr : found->second;
        const auto known = finding == nullptr ? place.end() : place.find(finding);
        if (known != place.end()) {
            result[known->second].points += loss.points;
            continue;
        }
        Gain gain{finding != nullptr ? finding->check : loss.outcome->check, {}, loss.points, finding};
        if (finding != nullptr) gain.resources = finding->resources;
        else if (loss.outcome->subject != nullptr) gain.resources = {loss.outcome->subject->id};
        if (finding != nullptr) place.emplace(finding, result.size());
        result.push_back(std::move(gain));
    }
    std::stable_sort(result.begin(), result.end(), [](const Gain& a, const Gain& b) { return a.points > b.points; });
    return result;
}

std::vector<double> round_to_sum(const std::vector<double>& parts, double total, int decimals) {
    const double unit = std::pow(10.0, decimals);
    std::vector<double> result;
    std::vector<std::pair<double, std::size_t>> remainders;
    double floor_sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        // A hair more than the exact product, so that 1.15 * 100 does not fall to 114.
        const double scaled = parts[i] * unit + 1e-9;
        result.push_back(std::floor(scaled));
        floor_sum += result.back();
        remainders.emplace_back(scaled - result.back(), i);
    }
    auto missing = static_cast<long>(std::llround(total * unit) - std::llround(floor_sum));
    std::stable_sort(remainders.begin(), remainders.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < remainders.size() && missing > 0; ++i, --missing) result[remainders[i].second] += 1;
    for (double& value : result) value /= unit;
    return result;
}

}  // namespace stackfit
