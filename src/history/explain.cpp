#include <algorithm>
#include <cmath>
#include <set>

#include "stackfit/history.h"

namespace stackfit {
namespace {

constexpr double nothing = 1e-9;

const CheckStanding* check_of(const RevisionStanding& standing, std::string_view id) {
    const auto found = standing.checks.find(id);
    return found == standing.checks.end() ? nullptr : &found->second;
}

std::vector<FamilyJump> jumps_between(const RevisionStanding& before, const RevisionStanding& after) {
    std::vector<FamilyJump> jumps;
    for (const Family family : scored_families) {
        const auto from = before.score(family), to = after.score(family);
        if (!from && !to) continue;
        if (from && to && std::abs(*to - *from) < jump_threshold - nothing) continue;
        jumps.push_back({family, from, to});
    }
    return jumps;
}

CheckChange change_of(std::string_view check, const CheckStanding* before, const CheckStanding* after) {
    CheckChange change{check, (after ? after : before)->family, std::nullopt, std::nullopt, 0};
    if (before) change.from = before->value, change.points += before->points;
    if (after) change.to = after->value, change.points -= after->points;
    return change;
}

std::vector<CheckChange> causes_between(const RevisionStanding& before, const RevisionStanding& after) {
    std::set<std::string_view> ids;
    for (const auto& [id, check] : before.checks) ids.insert(id);
    for (const auto& [id, check] : after.checks) ids.insert(id);
    std::vector<CheckChange> causes;
    for (const auto id : ids) {
        const auto *old_check = check_of(before, id), *new_check = check_of(after, id);
        const bool same = old_check && new_check && std::abs(old_check->value - new_check->value) < nothing;
        if (!same) causes.push_back(change_of(id, old_check, new_check));
    }
    std::stable_sort(causes.begin(), causes.end(), [](const CheckChange& a, const CheckChange& b) {
        return std::abs(a.points) > std::abs(b.points) + nothing;
    });
    return causes;
}

void explain(HistoryEntry& entry, const RevisionStanding& before) {
    const RevisionStanding& after = *entry.standing;
    if (!before.fitness || !after.fitness) return;
    entry.change = *after.fitness - *before.fitness;
    entry.jumps = jumps_between(before, after);
    entry.causes = causes_between(before, after);
    entry.other = *entry.change;
    for (const CheckChange& cause : entry.causes) entry.other -= cause.points;
}

}  // namespace

void explain_changes(std::vector<HistoryEntry>& entries) {
    std::shared_ptr<const RevisionStanding> last;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        HistoryEntry& entry = entries[i];
        if (i > 0 && entry.path != entries[i - 1].path) entry.renamed_from = entries[i - 1].path;
        if (entry.state != HistoryEntry::State::scored) continue;
        if (last) explain(entry, *last);
        last = entry.standing;
    }
}

std::vector<Family> families_of(const History& history) {
    std::vector<Family> found;
    for (const Family family : scored_families) {
        const auto has = [&](const HistoryEntry& entry) {
            return entry.standing && entry.standing->families.contains(family);
        };
        if (std::any_of(history.entries.begin(), history.entries.end(), has)) found.push_back(family);
    }
    return found;
}

}  // namespace stackfit
