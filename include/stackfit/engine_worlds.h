// The worlds of a judged template, as people ask for them: which there are, and which findings live in which.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stackfit/engine.h"

namespace stackfit {

/// A world that differs from the others in a condition that something uses, or in a value that a check asked for.
struct ListedWorld {
    std::vector<Decision> decisions;  ///< of parameters, and of what no parameter decides; those that say most
    std::vector<std::pair<std::string_view, bool>> conditions;  ///< of the template, in its order, and whether they are true here
    bool production_like = true;
    std::vector<bool> holds;          ///< by index into Verdict::findings

    /// "Environment=prod, Color≠blue"; "" when conditions alone tell it from the others.
    [[nodiscard]] std::string name() const;
};

struct WorldList {
    std::vector<ListedWorld> worlds;  ///< reachable ones, the headline world first; empty for what is no template
    bool complete = true;             ///< false: there are more
};

/// At most `budget` worlds, those first that differ least from the headline world. Asks conditions, and runs no check again.
WorldList list_worlds(const Verdict& verdict, int budget = 512);

}  // namespace stackfit
