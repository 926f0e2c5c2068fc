// In which worlds something is so, in as few words as possible.
#pragma once

#include <string>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

/// One run's decisions and whether it belongs to those that are described.
struct Leaf {
    const std::vector<Decision>* decisions = nullptr;
    bool chosen = false;
};

/// Decisions that hold together.
using Conjunction = std::vector<Decision>;

/// Can there be no world in which both hold?
bool contradict(const Decision& a, const Decision& b);
/// Is there a world of both?
bool meet(const Conjunction& a, const Conjunction& b);

/// Of the worlds of the chosen leaves, one conjunction for each group of them; none when every leaf is chosen. The leaves are all those of
/// one exploration.
std::vector<Conjunction> chosen_worlds(const std::vector<Leaf>& leaves);
/// "Environment=prod", "IsProd is true and Region≠eu-west-1".
std::string conjunction_text(const Conjunction& conjunction);
/// The texts of chosen_worlds.
std::vector<std::string> describe_worlds(const std::vector<Leaf>& leaves);

}  // namespace stackfit
