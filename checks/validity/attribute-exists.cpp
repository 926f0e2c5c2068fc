// Fn::GetAtt and ${Id.Attribute} name attributes that the type of the resource has.
#include <algorithm>
#include <set>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/spec_resources.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "attribute-exists";

/// Attributes that only the resource's own content names: outputs of nested stacks and products, whatever a custom resource returns.
bool is_open(std::string_view type, std::string_view attribute) {
    if (type == "AWS::CloudFormation::CustomResource" || type.ends_with("::MODULE")) return true;
    return attribute.starts_with("Outputs.");
}

std::string mistake(const Edge& edge, const Resource& target, const ResourceType& type) {
    const std::vector<std::string_view> names = type.attribute_names();
    std::string message =
        say(target.id, " has no attribute \"", edge.attribute, "\": ", target.type, " has ");
    constexpr std::size_t few = 8;
    const std::vector<std::string> shown(
        names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(few, names.size())));
    message += names.empty() ? std::string("none") : join(shown, ", ") + (names.size() > few ? ", ..." : "");
    message += ". CloudFormation refuses the deployment.";
    if (const auto meant = closest(edge.attribute, names); !meant.empty())
        message += say(" Did you mean \"", meant, "\"?");
    else if (type.property(edge.attribute))
        message += " It is a property, which Fn::GetAtt does not give.";
    return message;
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (const Edge& edge : context.graph.edges()) {
        if (edge.attribute.empty()) continue;
        const Resource& target = context.graph.resource(edge.to);
        const auto type = resource_type(target.type);
        if (!type || is_open(target.type, edge.attribute) || type->attribute(edge.attribute)) continue;
        if (!seen.emplace(edge.span.file, edge.span.begin).second) continue;
        problems.push_back(
            {id, mistake(edge, target, *type), edge.span, context.graph.resource(edge.from).id, false});
    }
}

}  // namespace

NativeCheck attribute_exists() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
