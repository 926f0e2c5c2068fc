#include <algorithm>

#include "stackfit/history.h"

namespace stackfit {
namespace {

int severity(Verdict::Deployable deployable) {
    switch (deployable) {
        case Verdict::Deployable::yes: return 0;
        case Verdict::Deployable::in_some_worlds: return 1;
        case Verdict::Deployable::no: break;
    }
    return 2;
}

void add_loss(RevisionStanding& standing, const Loss& loss) {
    if (loss.weight <= 0) return;
    CheckStanding& check = standing.checks[loss.outcome->check->id];
    check.family = loss.outcome->check->family;
    const double value = 1 - loss.points / loss.weight;
    check.value += (value - check.value) / ++check.subjects;  // the mean of those so far
    check.points += loss.points;
}

}  // namespace

std::optional<double> RevisionStanding::score(Family family) const {
    const auto found = families.find(family);
    return found == families.end() ? std::nullopt : std::optional(found->second);
}

RevisionStanding standing_of(const std::optional<Fitness>& fitness,
                             const std::vector<const Verdict*>& verdicts) {
    RevisionStanding standing;
    for (const Verdict* verdict : verdicts)
        if (severity(verdict->deployable) > severity(standing.deployable))
            standing.deployable = verdict->deployable;
    standing.templates = verdicts.size();
    if (!fitness) return standing;
    standing.fitness = fitness->value;
    standing.low = fitness->low.value;
    standing.high = fitness->high.value;
    for (const FamilyScore& family : fitness->families)
        standing.families.emplace(family.family, family.score);
    for (const Loss& loss : fitness->losses) add_loss(standing, loss);
    return standing;
}

}  // namespace stackfit
