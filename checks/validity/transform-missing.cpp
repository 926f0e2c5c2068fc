#include "../common/say.h"
#include "references.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "transform-missing";

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& source = context.unit.source;
    if (source.has_transform("AWS::Serverless") || is_fragment(context.graph)) return;
    for (const Resource& resource : source.resources()) {
        if (resource.type.substr(0, 17) != "AWS::Serverless::") continue;
        // One line is missing, however many resources need it.
        problems.push_back(
            {id,
             say("CloudFormation does not know ", resource.type, ", the type of ", resource.id,
                 ": the template has no Transform: AWS::Serverless-2016-10-31. It refuses the template. Add "
                 "the line."),
             resource.node->get("Type")->span, resource.id, false});
        return;
    }
}

}  // namespace

NativeCheck transform_missing() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
