// low and high: the least and the greatest fitness over the reachable worlds and the unknowns; private to the fitness layer.
#pragma once

#include "stackfit/fitness.h"

namespace stackfit {

void add_bounds(Fitness& fitness, const std::vector<const Verdict*>& verdicts, const ScoringModel& model);

}  // namespace stackfit
