#include "../common/say.h"
#include "lifecycles.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "service-shut-down";

std::string message(const Resource& resource, const Lifecycle& lifecycle) {
    return say("Resource ", resource.id, " cannot be created: AWS shut down the service of ", resource.type,
               lifecycle.date ? say(" on ", lifecycle.date->text()) : std::string(),
               ". Take another service in its place.");
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    report_lifecycles(context, id, true, message, problems);
}

}  // namespace

NativeCheck service_shut_down() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
