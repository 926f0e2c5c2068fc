// change: two revisions of a template or of a project, and what lies between them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stackfit/change_hazards.h"
#include "stackfit/fitness.h"

namespace stackfit {

/// One side of a comparison: judged with the new side's configuration and one date.
struct Revision {
    std::string name;                       ///< as the user wrote it
    const Project* project = nullptr;
    std::vector<const Verdict*> verdicts;
    std::optional<Fitness> fitness;
};

/// A (check, subject) pair of both revisions whose value changed.
struct OutcomeChange {
    const CheckInfo* check = nullptr;
    std::string_view resource;
    double old_value = 0, new_value = 0;
    double points = 0;                      ///< omega_new * (new - old): its part of `like_for_like`
    const Finding* finding = nullptr;       ///< of the new side when it got worse, else of the old side
};

/// A finding of both revisions that stands elsewhere now: at another line, or at a resource with another logical id.
struct MovedFinding {
    const Finding *before = nullptr, *after = nullptr;
};

struct Comparison {
    std::optional<double> old_value, new_value;   ///< n/a: nothing
    double like_for_like = 0;       ///< sum over pairs of both revisions
    double mix = 0;                 ///< the rest: added and removed subjects, new weights of unchanged outcomes
    double like_for_like_low = 0;   ///< the same for the lower bound
    std::vector<OutcomeChange> changes;
    std::vector<const Finding*> new_findings, fixed_findings, unchanged_findings;  ///< matched by check and subject
    std::vector<MovedFinding> moved_findings;  ///< of the unchanged ones, and those of renamed resources
    std::vector<const Finding*> gating;  ///< new findings that a validity error of the old side cannot have hidden
    bool became_undeployable = false;
    bool was_undeployable = false;
    std::vector<ChangeSet> change_sets;  ///< of the templates, matched by name, or one by one; in the order of NEW
    std::vector<Hazard> hazards;
};

/// Both sides must outlive it.
Comparison compare(const Revision& old_side, const Revision& new_side);

struct ComparisonGate {
    double max_drop = 0;
    std::optional<Severity> fail_on = Severity::error;  ///< nothing: new findings never break it
    /// What both revisions have must gain so many points, and at least 0.01; nothing: it need not. Not asked where nothing is scored.
    std::optional<double> required_improvement{};
    std::optional<Severity> fail_on_hazard{};           ///< nothing: hazards never break it
};
/// Why the gate does not hold, in one sentence each; empty: it holds.
std::vector<std::string> broken_gates(const Comparison& comparison, const ComparisonGate& gate);

}  // namespace stackfit
