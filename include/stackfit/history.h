// history: the fitness of one path over its revisions, and what made it move. Pure functions of scored revisions.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/fitness.h"
#include "stackfit/revisions_history.h"

namespace stackfit {

/// The families that a fitness is made of, in the order of reports.
inline constexpr Family scored_families[] = {Family::deployment, Family::encryption,  Family::access,
                                             Family::resilience, Family::scalability, Family::observability,
                                             Family::hygiene};

/// What one check says of a revision in its headline world.
struct CheckStanding {
    Family family{};
    double value = 0;   ///< mean over its subjects, in [0, 1]
    double points = 0;  ///< that it costs, of 100
    int subjects = 0;
};

/// A scored revision in few numbers, so that a thousand fit into memory.
struct RevisionStanding {
    std::optional<double> fitness;  ///< nothing: n/a
    double low = 0, high = 0;
    std::map<Family, double> families;                 ///< scores in 0..100 of those that apply
    std::map<std::string_view, CheckStanding> checks;  ///< by id; their points add up to 100 - fitness
    Verdict::Deployable deployable = Verdict::Deployable::yes;  ///< of the worst template
    std::size_t templates = 0;

    [[nodiscard]] std::optional<double> score(Family family) const;  ///< nothing: it does not apply
};
RevisionStanding standing_of(const std::optional<Fitness>& fitness,
                             const std::vector<const Verdict*>& verdicts);

/// A family whose score moved by at least `jump_threshold` since the revision before, or that began or ceased to apply.
struct FamilyJump {
    Family family{};
    std::optional<double> from, to;  ///< nothing: it does not apply
    enum class Kind { rose, fell, began, ceased };
    [[nodiscard]] Kind kind() const {
        return !from ? Kind::began : !to ? Kind::ceased : *to > *from ? Kind::rose : Kind::fell;
    }
};
inline constexpr double jump_threshold = 5;

/// A check whose value changed, or that began or ceased to apply.
struct CheckChange {
    std::string_view check;
    Family family{};
    std::optional<double> from, to;  ///< its value, in [0, 1]
    double points = 0;               ///< its part of the change of the fitness
};

struct HistoryEntry {
    enum class State { scored, nothing_to_judge, deleted, unreadable };
    Commit commit;
    std::string path;          ///< what it was called then
    std::string renamed_from;  ///< what it was called in the revision before; "": the same
    State state = State::scored;
    std::string problem;  ///< why it is unreadable, or why there is nothing to judge
    std::shared_ptr<const RevisionStanding>
        standing;  ///< of scored revisions, and of those with nothing to judge

    // Against the last scored revision before it:
    std::optional<double> change;
    std::vector<FamilyJump> jumps;
    std::vector<CheckChange> causes;  ///< largest first
    double other = 0;                 ///< the rest of the change: the same outcomes with other weights
};

struct History {
    std::string path;                   ///< as the user gave it
    std::vector<HistoryEntry> entries;  ///< oldest first
    std::size_t unchanged = 0;          ///< commits left out, since they change nothing that is judged
    bool complete = true;               ///< false: a shallow clone
    Date as_of;
    std::string version, scoring_model;
};

/// Fills in renames, changes, jumps and causes. `entries` are oldest first.
void explain_changes(std::vector<HistoryEntry>& entries);

/// The families that apply to any revision, in the order of reports.
std::vector<Family> families_of(const History& history);

}  // namespace stackfit
