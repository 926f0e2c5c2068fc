#include "../common/say.h"
#include "branch_walk.h"
#include "stackfit/spec_lifecycles.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "service-shut-down";

void find(CheckContext& context, std::vector<Problem>& problems) {
    std::vector<Mistake> mistakes;
    for (const Resource& resource : context.unit.expanded.resources()) {
        const auto found = lifecycle(resource.type);
        if (!found || !found->is_over(context.as_of)) continue;
        mistakes.push_back(
            {{id,
              say("Resource ", resource.id, " cannot be created: AWS shut down the service of ",
                  resource.type, found->date ? say(" on ", found->date->text()) : std::string(),
                  ". Take another service in its place."),
              resource.node->get("Type")->span,
              resource.id,
              false,
              {}},
             {}});
    }
    report(context, mistakes, problems);
}

}  // namespace

NativeCheck service_shut_down() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
