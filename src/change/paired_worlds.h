// Worlds of two templates side by side. Private to the change layer.
#pragma once

#include <vector>

#include "stackfit/template_world_text.h"

namespace stackfit::change {

/// A world in which both revisions can be deployed: one run of the exploration of each.
struct WorldPair {
    std::size_t before = 0, after = 0;  ///< indices of the runs
    Conjunction decisions;              ///< of both
    bool production_like = true;
};

/// The pair of both headline worlds first, which may differ in a parameter whose Default changed; then every other pair of runs that
/// do not contradict each other.
std::vector<WorldPair> paired(const Worlds::Exploration& before, const Worlds::Exploration& after);

/// In words, the worlds of the pairs that are chosen; empty: all of them.
std::vector<std::string> describe(const std::vector<WorldPair>& pairs, const std::vector<bool>& chosen);

}  // namespace stackfit::change
