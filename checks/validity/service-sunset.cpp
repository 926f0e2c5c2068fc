#include "../common/say.h"
#include "branch_walk.h"
#include "stackfit/spec_lifecycles.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "service-sunset";

std::string fate(const Lifecycle& lifecycle) {
    const bool ends = lifecycle.status == Lifecycle::Status::sunset;
    const std::string day = lifecycle.date ? lifecycle.date->text() : std::string();
    if (ends) return day.empty() ? "which AWS is going to shut down" : say("which AWS shuts down on ", day);
    return day.empty() ? "which AWS develops no further" : say("which AWS develops no further since ", day);
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    std::vector<Mistake> mistakes;
    for (const Resource& resource : context.unit.expanded.resources()) {
        const auto found = lifecycle(resource.type);
        if (!found || found->is_over(context.as_of)) continue;
        mistakes.push_back({{id,
                             say("Resource ", resource.id, " is an ", resource.type, ", ", fate(*found),
                                 ". Plan to move to another service."),
                             resource.node->get("Type")->span,
                             resource.id,
                             false,
                             {}},
                            {}});
    }
    report(context, mistakes, problems);
}

}  // namespace

NativeCheck service_sunset() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
