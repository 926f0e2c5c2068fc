#include "lifecycles.h"

#include "branch_walk.h"

namespace stackfit::checks {

void report_lifecycles(CheckContext& context, std::string_view check, bool over,
                       std::string (*message)(const Resource& resource, const Lifecycle& lifecycle),
                       std::vector<Problem>& problems) {
    std::vector<Mistake> mistakes;
    for (const Resource& resource : context.unit.expanded.resources()) {
        const auto found = lifecycle(resource.type);
        if (!found || found->is_over(context.as_of) != over) continue;
        const Span type = resource.node->get("Type")->span;
        mistakes.push_back({{check, message(resource, *found), type, resource.id, false, {}}, {}});
    }
    report(context, mistakes, problems);
}

}  // namespace stackfit::checks
