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

void report(CheckContext& context, std::vector<Mistake>& mistakes, std::vector<Problem>& problems) {
    for (Mistake& mistake : mistakes) {
        if (holds(context.world, mistake)) problems.push_back(std::move(mistake.problem));
    }
}

}  // namespace stackfit::checks
