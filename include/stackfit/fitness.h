// fitness: outcomes into a score between 0 and 100, and its explanation. A pure function of outcomes (DESIGN section 6).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stackfit/engine_scoring.h"

namespace stackfit {

/// The weights. Model "0" until the first release; "0+HASH" when any of them is another than the standard one.
struct ScoringModel {
    std::string name = "0";
    std::map<Family, double> families;          ///< deployment 35, encryption 20, ...
    std::map<std::string, double, std::less<>> checks;  ///< own weights by id; the others weigh what the catalogue says
    double complexity = 5;                      ///< lambda, in percent
    bool forgive_suppressed = false;            ///< what is suppressed loses nothing
    [[nodiscard]] static ScoringModel standard();
    /// The standard one with what the configuration changes. The name tells all weights: the same ones have the same name.
    [[nodiscard]] static ScoringModel configured(const ScoringSettings& settings, std::optional<double> complexity, const CheckSet& checks);

    [[nodiscard]] double weight(const CheckInfo& check) const;
    /// The value that the score takes a judged outcome for.
    [[nodiscard]] double value(const Outcome& outcome, const Judgement& judgement) const { return forgive_suppressed && outcome.waived ? 1 : judgement.value; }
};

/// What one (check, subject) costs in the headline world.
struct Loss {
    const Outcome* outcome = nullptr;
    double weight = 0;   ///< omega: points at stake, of 100
    double points = 0;   ///< omega * (1 - value)
};

struct FamilyScore {
    Family family{};
    double score = 0;    ///< 0..100
    double weight = 0;   ///< its share of 100 among the families that apply
    int outcomes = 0, unknown = 0;
};

/// A bound of the fitness and the world in which it is met: "68 when IsProd is false".
struct Bound {
    double value = 0;
    std::string world;   ///< "" : the headline world, or all
};

struct Fitness {
    double value = 0;            ///< in the headline world
    Bound low, high;
    bool bounds_exact = true;    ///< false: past the budget, an outer bound
    double architecture = 0;     ///< F
    double complexity = 0;       ///< C in 0..1
    std::vector<FamilyScore> families;
    std::vector<Loss> losses;    ///< every outcome that has a weight, also those that lose nothing; adds up to 100 - value
    double waived = 0;           ///< points that suppressed outcomes lose, or would lose if they were not forgiven
    bool forgiven = false;       ///< the waived points are not lost
    std::string world;           ///< of the headline: "Environment=prod"
};

/// Nothing when there is nothing to judge (n/a). `verdicts`: one template, or all of a project (their union is scored).
std::optional<Fitness> score(const std::vector<const Verdict*>& verdicts, const ScoringModel& model);

/// "What would raise it most": losses grouped by the mistake that causes them, whichever resources have it, largest first.
struct Gain {
    const CheckInfo* check = nullptr;
    std::vector<std::string_view> resources;
    double points = 0;
    double implied = 0;   ///< of the points: those of checks that are judged only when this one holds, and that would have to hold too
    double then = 0;      ///< the fitness when this and all gains before it are made
    std::vector<const Finding*> findings;   ///< empty: passes with room
};
std::vector<Gain> gains(const std::vector<const Verdict*>& verdicts, const Fitness& fitness);

/// Points of a finding: the sum over its outcomes.
double points_of(const Finding& finding, const Fitness& fitness);

/// Rounds parts to `decimals` so that they add up to the rounded total (largest remainder).
std::vector<double> round_to_sum(const std::vector<double>& parts, double total, int decimals);

}  // namespace stackfit
