// APIs whose stages serve a snapshot: a change reaches callers with a new deployment only ("Deploying a REST API in Amazon API Gateway").
#include <algorithm>
#include <iterator>
#include <set>

#include "judging.h"

namespace stackfit::change {
namespace {

using Action = ResourceChange::Action;

/// Types that are part of an API, and the property that names it.
struct Part {
    std::string_view type, api;
};
constexpr Part parts[] = {
    {"AWS::ApiGateway::Authorizer", "RestApiId"},
    {"AWS::ApiGateway::GatewayResponse", "RestApiId"},
    {"AWS::ApiGateway::Method", "RestApiId"},
    {"AWS::ApiGateway::Model", "RestApiId"},
    {"AWS::ApiGateway::RequestValidator", "RestApiId"},
    {"AWS::ApiGateway::Resource", "RestApiId"},
    {"AWS::ApiGatewayV2::Authorizer", "ApiId"},
    {"AWS::ApiGatewayV2::Integration", "ApiId"},
    {"AWS::ApiGatewayV2::IntegrationResponse", "ApiId"},
    {"AWS::ApiGatewayV2::Model", "ApiId"},
    {"AWS::ApiGatewayV2::Route", "ApiId"},
    {"AWS::ApiGatewayV2::RouteResponse", "ApiId"},
    {"AWS::ApiGateway::Deployment", "RestApiId"},
    {"AWS::ApiGatewayV2::Deployment", "ApiId"},
    {"AWS::ApiGatewayV2::Stage", "ApiId"},
};
/// Of an API itself, what a stage keeps as it was deployed.
constexpr std::string_view deployed_properties[] = {"Body", "BodyS3Location", "BinaryMediaTypes", "Policy"};

bool is_deployment(std::string_view type) {
    return type == "AWS::ApiGateway::Deployment" || type == "AWS::ApiGatewayV2::Deployment";
}

/// The API of this template that a part belongs to, or null.
const Resource* api_of(const Graph& graph, const Resource& part) {
    const auto found = std::find_if(std::begin(parts), std::end(parts),
                                    [&](const Part& one) { return one.type == part.type; });
    if (found == std::end(parts)) return nullptr;
    for (const Edge* edge : graph.out(part))
        if (edge->property == found->api) return &graph.resource(edge->to);
    return nullptr;
}

bool is_api(std::string_view type) {
    return type == "AWS::ApiGateway::RestApi" || type == "AWS::ApiGatewayV2::Api";
}

/// Does the change of this resource need a deployment? Gives the API that it is a part of.
const Resource* changed_api(const Judging& judging, const ResourceChange& change) {
    if (!change.in_headline || is_deployment(change.type) || change.type == "AWS::ApiGatewayV2::Stage")
        return nullptr;
    if (!is_api(change.type))
        return change.after != nullptr ? api_of(judging.new_graph, *change.after)
                                       : api_of(judging.old_graph, *change.before);
    const bool deployed =
        std::any_of(change.properties.begin(), change.properties.end(), [](const PropertyChange& one) {
            return std::any_of(std::begin(deployed_properties), std::end(deployed_properties),
                               [&](auto name) { return is_property(one, name); });
        });
    return change.action == Action::modify && deployed ? change.after : nullptr;
}

/// Stages of HTTP APIs may deploy by themselves.
bool deploys_itself(const Judging& judging, const Resource& api) {
    bool automatic = false;
    judging.changes.after->worlds->explore(
        [&](World& world) {
            for (const Resource& resource : judging.new_graph.templ().resources()) {
                const Resource* owner = resource.type == "AWS::ApiGatewayV2::Stage"
                                            ? api_of(judging.new_graph, resource)
                                            : nullptr;
                if (owner != nullptr && owner->id == api.id)
                    automatic =
                        automatic || world.truth(world.get(resource.properties, "AutoDeploy")) == Tri::yes;
            }
        },
        1);
    return automatic;
}

/// The deployment that both revisions have; null when there is none, or a new one is made.
const Resource* old_deployment(const Judging& judging, const Resource& api) {
    const Resource* old_one = nullptr;
    for (const Resource& resource : judging.new_graph.templ().resources()) {
        const Resource* owner = is_deployment(resource.type) ? api_of(judging.new_graph, resource) : nullptr;
        if (owner == nullptr || owner->id != api.id) continue;
        const ResourceChange* change = judging.changes.of(resource.id);
        if (change != nullptr && change->action != Action::modify) return nullptr;
        old_one = &resource;
    }
    return old_one;
}

}  // namespace

void find_api_hazards(Judging& judging) {
    std::set<std::string_view> looked_at;
    for (const ResourceChange& change : judging.changes.resources) {
        const Resource* api = changed_api(judging, change);
        if (api == nullptr || !looked_at.insert(api->id).second || deploys_itself(judging, *api)) continue;
        const Resource* deployment = old_deployment(judging, *api);
        if (deployment == nullptr) continue;
        const bool itself = change.id == api->id;
        judging.report(
            "api-change-not-deployed", change,
            {"API " + std::string(api->id) + " changes" +
                 (itself ? "" : " (" + std::string(change.id) + ")") +
                 ", and no new deployment of it is made: " + std::string(deployment->id) + " stays as it is.",
             "A stage serves what was deployed to it. Callers see the change only when somebody deploys the "
             "API, perhaps much later and by accident.",
             "Give the " + std::string(deployment->type) +
                 " another logical id with each change of the API, as AWS::Serverless::Api does."},
            change.properties.empty() ? nullptr : &change.properties.front());
    }
}

}  // namespace stackfit::change
