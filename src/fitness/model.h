// The arithmetic of the score, free of checks and templates; private to the fitness layer.
//
// A score is a weighted mean of weighted means: subjects within a check, checks within a family, families within the whole. The same
// tree of means serves three purposes: the value in one world, the weight that one outcome has in it (omega), and an outer
// bound when only a range of each outcome is known.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "stackfit/fitness.h"

namespace stackfit {

/// What one outcome contributes: a range (a point when known), and whether it may be missing from the mean altogether.
struct Contribution {
    const CheckInfo* check = nullptr;
    double low = 0, high = 0;
    bool optional = false;
};

/// The score in 0..100 of outcomes with point values. Negative when nothing applies.
double score_of(const std::vector<Contribution>& contributions, const ScoringModel& model);

struct Range {
    double low = 0, high = 0;
};
/// An outer bound of the score over every choice of values in their ranges and of optional contributions.
Range bounds_of(const std::vector<Contribution>& contributions, const ScoringModel& model);

/// omega of each contribution in the order given: points at stake, adding up to 100 over all.
std::vector<double> weights_of(const std::vector<Contribution>& contributions, const ScoringModel& model);

/// The share of 100 that each applying family has; Family::hygiene has lambda.
std::map<Family, double> family_shares(const std::vector<Contribution>& contributions, const ScoringModel& model);

/// What an outcome contributes when it is judged so; nothing when it does not apply; when it is unknown, anything.
std::optional<Contribution> contribution_of(const Outcome& outcome, const Judgement& judgement, const ScoringModel& model);

/// Does the check count at all: a weight of its own in a family that has one (or hygiene)?
bool counts(const CheckInfo& check, const ScoringModel& model);

}  // namespace stackfit
