#include "stackfit/fitness.h"

#include <algorithm>
#include <cmath>

#include "bounds.h"
#include "model.h"

namespace stackfit {

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
            result.contributions.push_back(*contribution_of(outcome, judgement, model));
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
    fitness.forgiven = model.forgive_suppressed;
    const auto weights = weights_of(headline.contributions, model);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Outcome& outcome = *headline.outcomes[i];
        if (outcome.waived) fitness.waived += weights[i] * (1 - outcome.headline().value);
        fitness.losses.push_back({&outcome, weights[i], weights[i] * (1 - headline.contributions[i].low)});
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

namespace {

/// Which finding carries an outcome's lost points.
std::map<const Outcome*, const Finding*> carriers(const std::vector<const Verdict*>& verdicts) {
    std::map<const Outcome*, const Finding*> result;
    for (const Verdict* verdict : verdicts)
        for (const Finding& finding : verdict->findings)
            for (const Outcome* outcome : finding.outcomes) result.emplace(outcome, &finding);
    return result;
}

template <class T>
void add_once(std::vector<T>& list, const T& item) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

void add_loss(Gain& gain, const Loss& loss, const Finding* finding) {
    gain.points += loss.points;
    if (loss.outcome->check != gain.check) gain.implied += loss.points;
    if (finding != nullptr) {
        add_once(gain.findings, finding);
        for (const auto resource : finding->resources) add_once(gain.resources, resource);
    } else if (loss.outcome->subject != nullptr) {
        add_once(gain.resources, loss.outcome->subject->id);
    }
}

/// The largest first; of equals, that of the heavier family; then in the order of ids.
void sort_gains(std::vector<Gain>& gains, const Fitness& fitness) {
    std::map<Family, double> weights;
    for (const FamilyScore& family : fitness.families) weights[family.family] = family.weight;
    std::stable_sort(gains.begin(), gains.end(), [&](const Gain& a, const Gain& b) {
        constexpr double equal = 1e-9;
        if (std::abs(a.points - b.points) > equal) return a.points > b.points;
        return weights[a.check->family] > weights[b.check->family];
    });
}

}  // namespace

std::vector<Gain> gains(const std::vector<const Verdict*>& verdicts, const Fitness& fitness) {
    const auto cause = carriers(verdicts);
    std::vector<Gain> result;
    std::map<const CheckInfo*, std::size_t> place;
    for (const Loss& loss : fitness.losses) {
        if (loss.points <= 0) continue;
        const auto found = cause.find(loss.outcome);
        const Finding* finding = found == cause.end() ? nullptr : found->second;
        const CheckInfo* check = finding != nullptr ? finding->check : loss.outcome->check;
        const auto [known, fresh] = place.try_emplace(check, result.size());
        if (fresh) result.emplace_back().check = check;
        add_loss(result[known->second], loss, finding);
    }
    sort_gains(result, fitness);
    double then = fitness.value;
    for (Gain& gain : result) gain.then = then += gain.points;
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
