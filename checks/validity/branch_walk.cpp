#include "branch_walk.h"

namespace stackfit::checks {
namespace {

bool holds(World& world, const Mistake& mistake) {
    return world.exists(mistake.problem.resource) && are_taken(world, mistake.branches);
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
