#include <algorithm>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/graph_update_order.h"

namespace stackfit::checks {
namespace {

using Cycle = std::vector<const Edge*>;

/// All of its resources exist here and every edge is taken.
bool is_closed(CheckContext& context, const Cycle& cycle) {
    return std::all_of(cycle.begin(), cycle.end(), [&](const Edge* edge) {
        const Resource& from = context.graph.resource(edge->from);
        return context.world.exists(from.id) &&
               taken_dependency(context.world, context.graph, from, context.graph.resource(edge->to)).known();
    });
}

/// "Checkout (Environment) -> Api (Body) -> Checkout"
std::string text(const Graph& graph, const Cycle& cycle) {
    std::string line;
    for (const Edge* edge : cycle) line += say(graph.resource(edge->from).id, " (", edge->property, ") -> ");
    return line + std::string(graph.resource(cycle.front()->from).id);
}

std::string message(const Graph& graph, const Cycle& cycle) {
    const std::string first(graph.resource(cycle.front()->from).id);
    if (cycle.size() == 1)
        return say("Resource ", first, " depends on itself, in ", cycle.front()->property,
                   ". CloudFormation refuses the template. Write the value out instead of referring to it.");
    return say("Resources depend on each other in a circle: ", text(graph, cycle),
               ". CloudFormation finds none that it could create first, and refuses the template. Take one "
               "reference out: write a name that you know instead of a Ref, or move what needs both sides "
               "(a policy, a permission) into a resource of its own.");
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    for (const Cycle& cycle : context.graph.cycles()) {
        context.ask_apart(problems, [cycle](CheckContext& here, std::vector<Problem>& found) {
            if (!is_closed(here, cycle)) return;
            // The message names the references; no single one of them is the mistake, so the caret goes to the resource.
            const Resource& first = here.graph.resource(cycle.front()->from);
            found.push_back(
                {"circular-dependency", message(here.graph, cycle), first.id_span, first.id, false});
        });
    }
}

}  // namespace

NativeCheck circular_dependency() { return {"circular-dependency", nullptr, find}; }

}  // namespace stackfit::checks
