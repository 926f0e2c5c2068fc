// Every property of every resource, held against the resource specification.
//
// The walk is over the text, all branches of Fn::If, and asks no world: most templates have nothing to report. What it finds under
// conditions is then asked of the world at hand: it counts where the resource exists and the branches are taken.
#include <algorithm>

#include "macros.h"
#include "shape.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "resource-shape";

bool holds(CheckContext& context, const ShapeMistake& mistake) {
    if (!context.world.exists(mistake.problem.resource)) return false;
    return std::all_of(mistake.branches.begin(), mistake.branches.end(), [&](const Branch& branch) {
        return context.world.condition(branch.condition) == branch.taken;
    });
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    if (has_macro(context.unit.expanded)) return;
    for (ShapeMistake& mistake : shape_mistakes(context.unit.expanded, id)) {
        if (holds(context, mistake)) problems.push_back(std::move(mistake.problem));
    }
}

}  // namespace

NativeCheck resource_shape() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
