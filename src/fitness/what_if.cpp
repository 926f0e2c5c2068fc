#include <algorithm>
#include <map>
#include <set>

#include "stackfit/fitness_what_if.h"

namespace stackfit {
namespace {

bool is_lacking(const Outcome& outcome) {
    const Judgement& judgement = outcome.headline();
    return judgement.status == Judgement::Status::unknown ||
           (judgement.status == Judgement::Status::judged && judgement.value < 1);
}

/// The outcomes of one template, by check and subject.
class Outcomes {
public:
    explicit Outcomes(const Verdict& verdict) {
        for (const Outcome& outcome : verdict.outcomes)
            by_key_.emplace(Key{outcome.check->id, outcome.subject}, &outcome);
    }

    /// The failing checks that an outcome waits for: the one that implied it, and whatever else it needs.
    [[nodiscard]] std::vector<std::string_view> blockers(const Outcome& outcome) const {
        const Judgement& judgement = outcome.headline();
        if (!judgement.implied) return {};
        std::vector<std::string_view> result;
        if (!judgement.implied_by.empty()) result.push_back(judgement.implied_by);
        for (const std::string_view need : outcome.check->needs) {
            const Outcome* needed = find(need, outcome.subject);
            const bool failing = needed != nullptr &&
                                 needed->headline().status == Judgement::Status::judged &&
                                 needed->headline().value < 0.5;
            if (failing && need != judgement.implied_by) result.push_back(need);
        }
        return result;
    }

    [[nodiscard]] const Outcome* find(std::string_view check, const Resource* subject) const {
        const auto found = by_key_.find({check, subject});
        return found == by_key_.end() ? nullptr : found->second;
    }

private:
    using Key = std::pair<std::string_view, const Resource*>;
    std::map<Key, const Outcome*> by_key_;
};

/// What suppositions do to the outcomes of one template.
class Consequences {
public:
    Consequences(const Verdict& verdict, const std::vector<Supposition>& suppositions)
        : verdict_(verdict), outcomes_(verdict) {
        for (const Supposition& supposition : suppositions)
            for (const Outcome* outcome : outcomes_of(verdict, supposition))
                if (is_lacking(*outcome)) mended_.insert(outcome);
        for (const Outcome* outcome : std::set(mended_)) require(*outcome);
        while (open_more()) continue;
    }

    void report(WhatIf& result) const {
        for (const Outcome& outcome : verdict_.outcomes) {
            if (mended_.contains(&outcome)) result.mended.push_back(&outcome);
            if (required_.contains(&outcome)) result.required.push_back(&outcome);
            if (opened_.contains(&outcome)) result.opened.push_back(&outcome);
        }
    }

    /// The verdict as it would be, with what is opened at `opened`. Findings are left out: the score does not read them.
    [[nodiscard]] Verdict changed(double opened) const {
        Verdict result;
        result.unit = verdict_.unit;
        for (const Outcome& outcome : verdict_.outcomes) {
            Outcome copy = outcome;
            const bool holds = mended_.contains(&outcome) || required_.contains(&outcome);
            if (holds || opened_.contains(&outcome))
                for (Case& one : copy.cases) change(one.judgement, holds, opened);
            result.outcomes.push_back(std::move(copy));
        }
        return result;
    }

private:
    static void change(Judgement& judgement, bool holds, double opened) {
        if (judgement.status == Judgement::Status::not_applicable) return;
        if (holds)
            judgement = Judgement::pass();
        else if (judgement.implied)
            judgement.value = opened;
    }

    /// Needs do not go in circles, and a required outcome is walked once.
    void require(const Outcome& outcome) {
        for (const std::string_view blocker : outcomes_.blockers(outcome)) {
            const Outcome* needed = outcomes_.find(blocker, outcome.subject);
            if (needed != nullptr && !mended_.contains(needed) && required_.insert(needed).second)
                require(*needed);
        }
    }

    [[nodiscard]] bool is_changed(const Outcome* outcome) const {
        return mended_.contains(outcome) || required_.contains(outcome) || opened_.contains(outcome);
    }

    bool open_more() {
        const std::size_t before = opened_.size();
        for (const Outcome& outcome : verdict_.outcomes) {
            const auto blockers = outcomes_.blockers(outcome);
            const bool free = !blockers.empty() &&
                              std::all_of(blockers.begin(), blockers.end(), [&](std::string_view blocker) {
                                  return is_changed(outcomes_.find(blocker, outcome.subject));
                              });
            if (free && !is_changed(&outcome)) opened_.insert(&outcome);
        }
        return opened_.size() > before;
    }

    const Verdict& verdict_;
    Outcomes outcomes_;
    std::set<const Outcome*> mended_, required_, opened_;
};

Fitness score_with(const std::vector<Consequences>& all, double opened, const ScoringModel& model) {
    std::vector<Verdict> changed;
    for (const Consequences& one : all) changed.push_back(one.changed(opened));
    std::vector<const Verdict*> verdicts;
    for (const Verdict& verdict : changed) verdicts.push_back(&verdict);
    Fitness fitness = *score(verdicts, model);
    fitness.losses.clear();  // they point into what ends here
    return fitness;
}

}  // namespace

std::vector<const Outcome*> outcomes_of(const Verdict& verdict, const Supposition& supposition) {
    std::vector<const Outcome*> result;
    for (const Outcome& outcome : verdict.outcomes) {
        if (outcome.check != supposition.check ||
            outcome.headline().status == Judgement::Status::not_applicable)
            continue;
        if (supposition.resource.empty() ||
            (outcome.subject != nullptr && outcome.subject->id == supposition.resource))
            result.push_back(&outcome);
    }
    return result;
}

std::optional<WhatIf> what_if(const std::vector<const Verdict*>& verdicts,
                              const std::vector<Supposition>& suppositions, const ScoringModel& model) {
    if (!score(verdicts, model)) return std::nullopt;
    WhatIf result;
    std::vector<Consequences> all;
    for (const Verdict* verdict : verdicts) {
        all.emplace_back(*verdict, suppositions);
        all.back().report(result);
    }
    result.least = score_with(all, 0, model);
    result.most = score_with(all, 1, model);
    return result;
}

}  // namespace stackfit
