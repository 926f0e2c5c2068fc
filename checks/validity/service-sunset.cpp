#include "../common/say.h"
#include "lifecycles.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "service-sunset";

std::string fate(const Lifecycle& lifecycle) {
    const bool ends = lifecycle.status == Lifecycle::Status::sunset;
    const std::string day = lifecycle.date ? lifecycle.date->text() : std::string();
    if (ends) return day.empty() ? "which AWS is going to shut down" : say("which AWS shuts down on ", day);
    return day.empty() ? "which AWS develops no further" : say("which AWS develops no further since ", day);
}

std::string message(const Resource& resource, const Lifecycle& lifecycle) {
    return say("Resource ", resource.id, " is an ", resource.type, ", ", fate(lifecycle),
               ". Plan to move to another service.");
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    report_lifecycles(context, id, false, message, problems);
}

}  // namespace

NativeCheck service_sunset() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
