// Where a fitness stands among public templates (data/scoring/0-percentiles.tsv, made by data/percentiles.py).
#pragma once

#include <optional>
#include <string_view>

#include "stackfit/fitness.h"

namespace stackfit {

/// "Better than 83 % of 1,372 public templates."
struct Standing {
    int better_than = 0;  ///< percent, rounded down: of so many templates the number is lower
    int templates = 0;    ///< in which it applies
};

/// Of the whole, and of one family. Nothing for a model that the table was not made with, and for a family of too few templates.
std::optional<Standing> standing(double fitness, std::string_view scoring_model);
std::optional<Standing> standing(Family family, double score, std::string_view scoring_model);

}  // namespace stackfit
