#include "branch_walk.h"

#include <algorithm>

namespace stackfit::checks {
namespace {

bool holds(World& world, const Mistake& mistake) {
    if (!world.exists(mistake.problem.resource)) return false;
    return std::all_of(mistake.branches.begin(), mistake.branches.end(), [&](const Branch& branch) {
        return world.condition(branch.condition) == branch.taken;
    });
}

}  // namespace

void report(CheckContext& context, const std::vector<Mistake>& mistakes, std::vector<Problem>& problems) {
    for (const Mistake& mistake : mistakes) {
        context.ask_apart(problems, [mistake](CheckContext& here, std::vector<Problem>& found) {
            if (holds(here.world, mistake)) found.push_back(mistake.problem);
        });
    }
}

}  // namespace stackfit::checks
