// Two revisions compared: the change of fitness split exactly in what both have (like for like) and the rest (mix).
#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "stackfit/change.h"

namespace stackfit {
namespace {

/// What makes two outcomes of two revisions the same one: template, check, subject. Templates of a single-template comparison match
/// whatever their names are.
using Key = std::tuple<std::string_view, std::string_view, std::string_view>;

class Keys {
public:
    Keys(const Revision& old_side, const Revision& new_side)
        : single_(old_side.verdicts.size() == 1 && new_side.verdicts.size() == 1) {}

    [[nodiscard]] Key of(const Unit& unit, std::string_view check, std::string_view resource) const {
        return {single_ ? std::string_view{} : std::string_view(unit.name), check, resource};
    }
    [[nodiscard]] Key of(const Outcome& outcome) const {
        return of(*outcome.unit, outcome.check->id,
                  outcome.subject == nullptr ? std::string_view{} : outcome.subject->id);
    }

private:
    bool single_;
};

std::map<Key, const Loss*> losses_by_key(const Revision& side, const Keys& keys) {
    std::map<Key, const Loss*> result;
    if (!side.fitness) return result;
    for (const Loss& loss : side.fitness->losses) result.emplace(keys.of(*loss.outcome), &loss);
    return result;
}

std::map<Key, const Outcome*> outcomes_by_key(const Revision& side, const Keys& keys) {
    std::map<Key, const Outcome*> result;
    for (const Verdict* verdict : side.verdicts)
        for (const Outcome& outcome : verdict->outcomes) result.emplace(keys.of(outcome), &outcome);
    return result;
}

const Finding* finding_of(const Revision& side, const Outcome* outcome) {
    for (const Verdict* verdict : side.verdicts)
        for (const Finding& finding : verdict->findings)
            if (std::find(finding.outcomes.begin(), finding.outcomes.end(), outcome) !=
                finding.outcomes.end())
                return &finding;
    return nullptr;
}

void compare_values(Comparison& result, const Revision& old_side, const Revision& new_side,
                    const Keys& keys) {
    const auto old_losses = losses_by_key(old_side, keys);
    for (const auto& [key, loss] : losses_by_key(new_side, keys)) {
        const auto before = old_losses.find(key);
        if (before == old_losses.end()) continue;
        const double was = before->second->outcome->headline().value, is = loss->outcome->headline().value;
        if (was == is) continue;
        const double points = loss->weight * (is - was);
        const Finding* finding =
            is < was ? finding_of(new_side, loss->outcome) : finding_of(old_side, before->second->outcome);
        const auto subject = loss->outcome->subject;
        result.changes.push_back({loss->outcome->check, subject == nullptr ? std::string_view{} : subject->id,
                                  was, is, points, finding});
        result.like_for_like += points;
    }
    std::stable_sort(result.changes.begin(), result.changes.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.points) > std::abs(b.points); });
}

/// The least value that an outcome takes in any world; unknown counts 0.
double least(const Outcome& outcome) {
    double result = outcome.complete ? 1 : 0;
    for (const Case& one : outcome.cases) {
        if (one.judgement.status == Judgement::Status::unknown) result = 0;
        if (one.judgement.status == Judgement::Status::judged) result = std::min(result, one.judgement.value);
    }
    return result;
}

/// Like for like of the lower bound: every pair at its least value, weighed as in the new side's headline.
double like_for_like_low(const Revision& old_side, const Revision& new_side, const Keys& keys) {
    if (!new_side.fitness) return 0;
    const auto before = outcomes_by_key(old_side, keys);
    double sum = 0;
    for (const Loss& loss : new_side.fitness->losses) {
        const auto found = before.find(keys.of(*loss.outcome));
        if (found != before.end()) sum += loss.weight * (least(*loss.outcome) - least(*found->second));
    }
    return sum;
}

std::vector<Key> keys_of(const Finding& finding, const Keys& keys) {
    std::vector<Key> result;
    for (const auto resource : finding.resources)
        result.push_back(keys.of(*finding.unit, finding.check->id, resource));
    if (result.empty()) result.push_back(keys.of(*finding.unit, finding.check->id, {}));
    return result;
}

/// How many findings each (check, subject) has: several mistakes of one check in one resource are told apart by number only.
std::map<Key, int> count_findings(const Revision& side, const Keys& keys) {
    std::map<Key, int> result;
    for (const Verdict* verdict : side.verdicts)
        for (const Finding& finding : verdict->findings)
            if (!finding.suppressed)
                for (const Key& key : keys_of(finding, keys)) ++result[key];
    return result;
}

/// Findings of `side` that `other` has no counterpart for go to `unmatched`, the rest to `matched`.
void match_findings(const Revision& side, std::map<Key, int> other, const Keys& keys,
                    std::vector<const Finding*>& unmatched, std::vector<const Finding*>* matched) {
    for (const Verdict* verdict : side.verdicts) {
        for (const Finding& finding : verdict->findings) {
            if (finding.suppressed) continue;
            bool everywhere = true;
            for (const Key& key : keys_of(finding, keys)) everywhere = --other[key] >= 0 && everywhere;
            if (!everywhere)
                unmatched.push_back(&finding);
            else if (matched != nullptr)
                matched->push_back(&finding);
        }
    }
}

/// Templates of both sides: the only ones, or those of one name. Those that cannot be read were told of before.
std::vector<ChangeSet> change_sets_of(const Revision& old_side, const Revision& new_side) {
    const auto units_of = [](const Revision& side) {
        std::vector<const Unit*> units;
        for (const Verdict* verdict : side.verdicts)
            if (verdict->unit->worlds != nullptr) units.push_back(verdict->unit);
        return units;
    };
    const std::vector<const Unit*> before = units_of(old_side), after = units_of(new_side);
    const bool single = before.size() == 1 && after.size() == 1;
    std::vector<ChangeSet> sets;
    std::set<const Unit*> matched;
    for (const Unit* unit : after) {
        const auto old_unit = std::find_if(
            before.begin(), before.end(), [&](const Unit* one) { return single || one->name == unit->name; });
        if (old_unit != before.end())
            matched.insert(*old_unit), sets.push_back(change_set(**old_unit, *unit));
        else
            sets.push_back({nullptr, unit, {}, true, 0});
    }
    for (const Unit* unit : before)
        if (!matched.contains(unit)) sets.push_back({unit, nullptr, {}, true, 0});
    return sets;
}

/// What a finding's resources are called in NEW.
std::vector<std::string_view> new_names(const Finding& finding, const std::vector<ChangeSet>& sets) {
    std::vector<std::string_view> names = finding.resources;
    for (const ChangeSet& set : sets) {
        if (set.before != finding.unit) continue;
        for (const ResourceChange& change : set.resources)
            if (change.action == ResourceChange::Action::rename)
                std::replace(names.begin(), names.end(), change.old_id, change.id);
    }
    return names;
}

/// A finding that seems fixed at a renamed resource and new at the same under its new name is neither.
void match_renamed(Comparison& result) {
    for (auto fixed = result.fixed_findings.begin(); fixed != result.fixed_findings.end();) {
        const auto names = new_names(**fixed, result.change_sets);
        const auto found =
            std::find_if(result.new_findings.begin(), result.new_findings.end(), [&](const Finding* one) {
                return names != (*fixed)->resources && one->check == (*fixed)->check &&
                       one->resources == names;
            });
        if (found == result.new_findings.end()) {
            ++fixed;
            continue;
        }
        result.moved_findings.push_back({*fixed, *found});
        result.unchanged_findings.push_back(*found);
        result.new_findings.erase(found);
        fixed = result.fixed_findings.erase(fixed);
    }
}

/// Of the unchanged findings, those at another line.
void find_moved(Comparison& result, const Revision& old_side, const Revision& new_side, const Keys& keys) {
    if (old_side.project == nullptr || new_side.project == nullptr) return;
    const auto line_of = [](const Revision& side, const Finding& finding) {
        return finding.span.known()
                   ? side.project->sources()[finding.span.file].position(finding.span.begin).line
                   : 0;
    };
    std::map<Key, std::deque<const Finding*>> before;
    for (const Verdict* verdict : old_side.verdicts)
        for (const Finding& finding : verdict->findings)
            if (!finding.suppressed) before[keys_of(finding, keys).front()].push_back(&finding);
    for (const Finding* finding : result.unchanged_findings) {
        auto& waiting = before[keys_of(*finding, keys).front()];
        if (waiting.empty()) continue;
        const Finding* was = waiting.front();
        waiting.pop_front();
        if (line_of(old_side, *was) != line_of(new_side, *finding))
            result.moved_findings.push_back({was, finding});
    }
}

bool undeployable(const Revision& side) {
    return std::any_of(side.verdicts.begin(), side.verdicts.end(),
                       [](const Verdict* v) { return v->deployable != Verdict::Deployable::yes; });
}

/// Resources that the old side could not judge because of a validity error in them: what appears there now may have been there before.
std::set<std::string_view> hidden_before(const Revision& side) {
    std::set<std::string_view> result;
    for (const Verdict* verdict : side.verdicts)
        for (const Finding& finding : verdict->findings)
            if (finding.check->family == Family::validity && finding.severity == Severity::error)
                result.insert(finding.resources.begin(), finding.resources.end());
    return result;
}

double rounded(double value) { return std::round(value * 100) / 100; }

std::string points_text(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f", std::abs(rounded(value)));
    return buffer;
}

std::string signed_text(double value) { return (rounded(value) < 0 ? "-" : "") + points_text(value); }

}  // namespace

Comparison compare(const Revision& old_side, const Revision& new_side) {
    Comparison result;
    const Keys keys(old_side, new_side);
    if (old_side.fitness) result.old_value = old_side.fitness->value;
    if (new_side.fitness) result.new_value = new_side.fitness->value;
    compare_values(result, old_side, new_side, keys);
    result.like_for_like_low = like_for_like_low(old_side, new_side, keys);
    if (result.old_value && result.new_value)
        result.mix = *result.new_value - *result.old_value - result.like_for_like;
    result.change_sets = change_sets_of(old_side, new_side);
    if (old_side.project != nullptr && new_side.project != nullptr)
        result.hazards = find_hazards(result.change_sets, *old_side.project, *new_side.project);
    match_findings(new_side, count_findings(old_side, keys), keys, result.new_findings,
                   &result.unchanged_findings);
    match_findings(old_side, count_findings(new_side, keys), keys, result.fixed_findings, nullptr);
    find_moved(result, old_side, new_side, keys);
    match_renamed(result);
    const auto hidden = hidden_before(old_side);
    for (const Finding* finding : result.new_findings) {
        const bool known =
            !finding->resources.empty() && std::all_of(finding->resources.begin(), finding->resources.end(),
                                                       [&](auto id) { return hidden.contains(id); });
        if (!known || finding->check->family == Family::validity) result.gating.push_back(finding);
    }
    result.was_undeployable = undeployable(old_side);
    result.became_undeployable = !result.was_undeployable && undeployable(new_side);
    return result;
}

std::vector<std::string> broken_gates(const Comparison& comparison, const ComparisonGate& gate) {
    std::vector<std::string> broken;
    const auto too_low = [&](double change) { return rounded(change) < -rounded(gate.max_drop); };
    if (too_low(comparison.like_for_like)) {
        broken.push_back("what both revisions have lost " + points_text(comparison.like_for_like) +
                         " points (allowed: " + points_text(gate.max_drop) + ")");
    } else if (too_low(comparison.like_for_like_low)) {
        broken.push_back("in its least favourable world, what both revisions have lost " +
                         points_text(comparison.like_for_like_low) +
                         " points (allowed: " + points_text(gate.max_drop) + ")");
    }
    const auto serious = std::count_if(
        comparison.gating.begin(), comparison.gating.end(),
        [&](const Finding* finding) { return gate.fail_on && finding->severity >= *gate.fail_on; });
    if (serious > 0)
        broken.push_back(std::to_string(serious) + " new finding" + (serious == 1 ? "" : "s") +
                         " of severity " + std::string(to_string(*gate.fail_on)) + " or above");
    if (gate.required_improvement && comparison.old_value && comparison.new_value) {
        const double least = std::max(rounded(*gate.required_improvement), 0.01);
        if (rounded(comparison.like_for_like) < least)
            broken.push_back("what both revisions have gained " + signed_text(comparison.like_for_like) +
                             " points (required: " + points_text(least) + ")");
    }
    const auto dangers = std::count_if(
        comparison.hazards.begin(), comparison.hazards.end(),
        [&](const Hazard& hazard) { return gate.fail_on_hazard && hazard.severity >= *gate.fail_on_hazard; });
    if (dangers > 0)
        broken.push_back(std::to_string(dangers) + " hazard" + (dangers == 1 ? "" : "s") + " of severity " +
                         std::string(to_string(*gate.fail_on_hazard)) + " or above");
    if (comparison.became_undeployable)
        broken.push_back("the template could be deployed before and cannot be deployed now");
    return broken;
}

}  // namespace stackfit
