#include "model.h"

#include <algorithm>

namespace stackfit {
namespace {

/// A weighted mean over items, some of which may be missing.
struct Item {
    double weight = 1;
    Range value;
    bool optional = false;
};

/// The least mean (or greatest, by negation): mandatory items, then optional ones as long as they pull the mean down. Optimal because
/// an item lowers a mean exactly when it lies under it.
double least_mean(std::vector<Item> items, double sign) {
    const auto value = [&](const Item& item) { return sign > 0 ? item.value.low : -item.value.high; };
    std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) { return value(a) < value(b); });
    double sum = 0, weight = 0;
    for (const Item& item : items) {
        if (item.optional) continue;
        sum += item.weight * value(item);
        weight += item.weight;
    }
    for (const Item& item : items) {
        if (!item.optional || (weight > 0 && value(item) >= sum / weight)) continue;
        sum += item.weight * value(item);
        weight += item.weight;
    }
    return sign * sum / weight;
}

Item mean(const std::vector<Item>& items, double weight) {
    const bool optional = std::all_of(items.begin(), items.end(), [](const Item& item) { return item.optional; });
    return Item{weight, Range{least_mean(items, 1), least_mean(items, -1)}, optional};
}

using ByCheck = std::map<const CheckInfo*, std::vector<const Contribution*>>;

/// Grouped by family; checks ordered by id so that sums are the same whatever the addresses are.
std::map<Family, std::vector<std::pair<const CheckInfo*, std::vector<const Contribution*>>>> group(
    const std::vector<Contribution>& contributions, const ScoringModel& model) {
    ByCheck by_check;
    for (const auto& contribution : contributions)
        if (counts(*contribution.check, model)) by_check[contribution.check].push_back(&contribution);
    std::map<Family, std::vector<std::pair<const CheckInfo*, std::vector<const Contribution*>>>> result;
    for (auto& [check, list] : by_check) result[check->family].emplace_back(check, std::move(list));
    for (auto& [family, checks] : result)
        std::sort(checks.begin(), checks.end(), [](const auto& a, const auto& b) { return a.first->id < b.first->id; });
    return result;
}

double family_weight(Family family, const ScoringModel& model) {
    const auto found = model.families.find(family);
    return found == model.families.end() ? 0 : found->second;
}

std::map<Family, Item> family_means(const std::vector<Contribution>& contributions, const ScoringModel& model) {
    std::map<Family, Item> result;
    for (const auto& [family, checks] : group(contributions, model)) {
        std::vector<Item> items;
        for (const auto& [check, list] : checks) {
            std::vector<Item> subjects;
            for (const auto* c : list) subjects.push_back(Item{1, Range{c->low, c->high}, c->optional});
            items.push_back(mean(subjects, model.weight(*check)));
        }
        result[family] = mean(items, family_weight(family, model));
    }
    return result;
}

}  // namespace

bool counts(const CheckInfo& check, const ScoringModel& model) {
    return model.weight(check) > 0 && (check.family == Family::hygiene || family_weight(check.family, model) > 0);
}

std::optional<Contribution> contribution_of(const Outcome& outcome, const Judgement& judgement, const ScoringModel& model) {
    if (judgement.status == Judgement::Status::not_applicable) return std::nullopt;
    if (judgement.status == Judgement::Status::unknown) return Contribution{outcome.check, 0, 1, false};
    const double value = model.value(outcome, judgement);
    return Contribution{outcome.check, value, value, false};
}

Range bounds_of(const std::vector<Contribution>& contributions, const ScoringModel& model) {
    auto families = family_means(contributions, model);
    std::optional<Item> hygiene;
    if (const auto found = families.find(Family::hygiene); found != families.end()) {
        hygiene = found->second;
        families.erase(found);
    }
    std::vector<Item> items;
    for (const auto& [family, item] : families) items.push_back(item);
    if (items.empty() && !hygiene) return {-1, -1};
    // Without a family that applies, or without hygiene checks, the other part has all the weight.
    const double lambda = !hygiene ? 0 : items.empty() ? 1 : model.complexity / 100;
    const Item architecture = items.empty() ? Item{} : mean(items, 1);
    const Range tidy = hygiene ? hygiene->value : Range{};
    return {100 * ((1 - lambda) * architecture.value.low + lambda * tidy.low), 100 * ((1 - lambda) * architecture.value.high + lambda * tidy.high)};
}

double score_of(const std::vector<Contribution>& contributions, const ScoringModel& model) { return bounds_of(contributions, model).low; }

std::map<Family, double> family_shares(const std::vector<Contribution>& contributions, const ScoringModel& model) {
    const auto families = family_means(contributions, model);
    const bool hygiene = families.contains(Family::hygiene);
    const bool others = families.size() > (hygiene ? 1U : 0U);
    const double lambda = !hygiene ? 0 : !others ? 100 : model.complexity;
    double sum = 0;
    for (const auto& [family, item] : families) sum += family == Family::hygiene ? 0 : item.weight;
    std::map<Family, double> result;
    for (const auto& [family, item] : families) result[family] = family == Family::hygiene ? lambda : (100 - lambda) * item.weight / sum;
    return result;
}

std::vector<double> weights_of(const std::vector<Contribution>& contributions, const ScoringModel& model) {
    const auto shares = family_shares(contributions, model);
    std::map<const CheckInfo*, double> per_subject;
    for (const auto& [family, checks] : group(contributions, model)) {
        double sum = 0;
        for (const auto& [check, list] : checks) sum += model.weight(*check);
        for (const auto& [check, list] : checks) per_subject[check] = shares.at(family) * model.weight(*check) / sum / static_cast<double>(list.size());
    }
    std::vector<double> result;
    for (const auto& contribution : contributions) {
        const auto found = per_subject.find(contribution.check);
        result.push_back(found == per_subject.end() ? 0 : found->second);
    }
    return result;
}

}  // namespace stackfit
