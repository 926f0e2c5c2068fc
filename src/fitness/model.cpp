#include "model.h"

#include <algorithm>
#include <span>

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

using Contributions = std::span<const Contribution* const>;

/// Those that count, by family, then by the id of their check: so sums are the same whatever the addresses are.
std::vector<const Contribution*> sorted(const std::vector<Contribution>& contributions, const ScoringModel& model) {
    std::vector<const Contribution*> result;
    result.reserve(contributions.size());
    for (const Contribution& one : contributions)
        if (counts(*one.check, model)) result.push_back(&one);
    std::stable_sort(result.begin(), result.end(), [](const Contribution* a, const Contribution* b) {
        return a->check->family != b->check->family ? a->check->family < b->check->family : a->check->id < b->check->id;
    });
    return result;
}

/// Calls `visit` with each run of neighbours that have the same key.
template <class Key, class Visit>
void each_run(Contributions all, Key key, Visit visit) {
    while (!all.empty()) {
        const auto end = std::find_if(all.begin(), all.end(), [&](const Contribution* one) { return key(*one) != key(*all.front()); });
        const auto size = static_cast<std::size_t>(end - all.begin());
        visit(all.first(size));
        all = all.subspan(size);
    }
}

template <class Visit>
void each_family(Contributions all, Visit visit) {
    each_run(all, [](const Contribution& one) { return one.check->family; }, [&](Contributions list) { visit(list.front()->check->family, list); });
}

template <class Visit>
void each_check(Contributions all, Visit visit) {
    each_run(all, [](const Contribution& one) { return one.check; }, [&](Contributions list) { visit(*list.front()->check, list); });
}

double family_weight(Family family, const ScoringModel& model) {
    const auto found = model.families.find(family);
    return found == model.families.end() ? 0 : found->second;
}

std::map<Family, Item> family_means(const std::vector<Contribution>& contributions, const ScoringModel& model) {
    std::map<Family, Item> result;
    std::vector<Item> items, subjects;
    each_family(sorted(contributions, model), [&](Family family, Contributions of_family) {
        items.clear();
        each_check(of_family, [&](const CheckInfo& check, Contributions list) {
            subjects.clear();
            for (const Contribution* one : list) subjects.push_back(Item{1, Range{one->low, one->high}, one->optional});
            items.push_back(mean(subjects, model.weight(check)));
        });
        result[family] = mean(items, family_weight(family, model));
    });
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
    each_family(sorted(contributions, model), [&](Family family, Contributions of_family) {
        double sum = 0;
        each_check(of_family, [&](const CheckInfo& check, Contributions) { sum += model.weight(check); });
        each_check(of_family, [&](const CheckInfo& check, Contributions list) {
            per_subject[&check] = shares.at(family) * model.weight(check) / sum / static_cast<double>(list.size());
        });
    });
    std::vector<double> result;
    for (const auto& contribution : contributions) {
        const auto found = per_subject.find(contribution.check);
        result.push_back(found == per_subject.end() ? 0 : found->second);
    }
    return result;
}

}  // namespace stackfit
