// Routes of a WebSocket API: each becomes a route, an integration and the permission to invoke its function.
#include "sam/api/web_socket_api.h"
#include "sam/logical_ids.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view special_routes[] = {connect_route, "$disconnect", "$default"};

bool is_special(std::string_view key) {
    for (const std::string_view special : special_routes) {
        if (key == special) return true;
    }
    return false;
}

/// A route key as part of an id: first letter upper case, all others lower case, without the $.
std::string id_part(std::string_view key) {
    std::string part = to_lower(key.starts_with('$') ? key.substr(1) : key);
    part[0] = to_upper(part[0]);
    return part;
}

void refuse_key(const WebSocketApi& api, const Member& route) {
    const std::string_view meant = closest(route.key, special_routes);
    std::string message = "Route key '" + std::string(route.key) + "' must hold only letters and digits, ";
    message += meant.empty() ? "or be $connect, $disconnect or $default."
                             : "unless it is a special one; did you mean '" + std::string(meant) + "'?";
    api.context.problems.refuse(route.key_span, std::move(message));
}

/// Its content comes from an include, which is put in before SAM looks at the template: while judging, nothing is known of it.
bool is_included(const WebSocketApi& api, const Node& map) {
    return api.context.judging() && map.find("Fn::Transform") != nullptr;
}

bool check_route(const WebSocketApi& api, const Member& route) {
    Problems& problems = api.context.problems;
    const std::size_t before = problems.refusals();
    const std::string name = "Route '" + std::string(route.key) + "' ";
    if (!is_special(route.key) && !is_logical_id(route.key)) refuse_key(api, route);
    if (!route.value->is_mapping()) {
        problems.refuse(route.key_span,
                        name + "must be a map with FunctionArn, but it is " + a_kind(*route.value) + ".");
        return false;
    }
    if (route.value->find("FunctionArn") == nullptr && !is_included(api, *route.value))
        problems.refuse(route.key_span, name + "needs FunctionArn, the function that it invokes.");
    const Member* parameters = route.value->find("RequestParameters");
    if (parameters != nullptr && truthy(api.known(parameters->value)) && route.key != connect_route)
        problems.refuse(parameters->key_span, "'RequestParameters' of route '" + std::string(route.key) +
                                                  "' cannot be set: only $connect has request parameters.");
    return problems.refusals() == before;
}

Draft make_route(const WebSocketApi& api, const Maker& make, const Member& route, const std::string& id) {
    Draft draft(id + "Route", "AWS::ApiGatewayV2::Route", make, {});
    draft.set("ApiId", make.ref(api.id()));
    draft.set("RouteKey", make.text(route.key));
    for (const char* property : {"ApiKeyRequired", "ModelSelectionExpression", "OperationName",
                                 "RequestModels", "RouteResponseSelectionExpression"})
        draft.set(property, value_of(route.value, property));
    if (const Node* parameters = value_of(route.value, "RequestParameters"); truthy(parameters))
        draft.set("RequestParameters", parameters);
    const Node* target = make.list({make.text("integrations"), make.ref(id + "Integration")});
    draft.set("Target", make.map({{"Fn::Join", make.list({make.text("/"), target})}}));
    return draft;
}

Draft make_integration(const WebSocketApi& api, const Maker& make, const Member& route,
                       const std::string& id) {
    Draft draft(id + "Integration", "AWS::ApiGatewayV2::Integration",
                make.why("Routes -> AWS::ApiGatewayV2::Integration"), {});
    draft.set("ApiId", make.ref(api.id()));
    draft.set("IntegrationType", make.text("AWS_PROXY"));
    draft.set("IntegrationUri", make.sub(invocation_uri("${AWS::Partition}", "${FunctionArn}"),
                                         make.map({{"FunctionArn", route.value->get("FunctionArn")}})));
    draft.set("TimeoutInMillis", value_of(route.value, "IntegrationTimeout"));
    return draft;
}

/// The ARN of the route in the stage.
const Node* route_arn(const WebSocketApi& api, const Maker& make, std::string_view key) {
    const Node& stage = *api.stage_name;
    const std::string start = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${" +
                              std::string(api.id()) + ".ApiId}/";
    if (stage.is_string()) return make.sub(start + std::string(stage.text) + "/" + std::string(key));
    return make.sub(start + "${__StageName__}/" + std::string(key), make.map({{"__StageName__", &stage}}));
}

Draft make_permission(const WebSocketApi& api, const Maker& make, const Member& route,
                      const std::string& id) {
    Draft draft(id + "Permission", "AWS::Lambda::Permission", make.why("Routes -> AWS::Lambda::Permission"),
                {});
    draft.set("Action", make.text("lambda:InvokeFunction"));
    draft.set("FunctionName", value_of(route.value, "FunctionArn"));
    draft.set("Principal", make.text("apigateway.amazonaws.com"));
    draft.set("SourceArn", route_arn(api, make, route.key));
    return draft;
}

}  // namespace

void add_routes(WebSocketApi& api, std::vector<Draft>& authorizer) {
    for (const Member& route : api.routes->members) {
        if (api.context.judging() && route.key == "Fn::Transform") continue;
        if (!check_route(api, route)) continue;
        const Maker make = api.context.maker(route.key_span, "Routes", "AWS::ApiGatewayV2::Route");
        const std::string id = std::string(api.id()) + id_part(route.key);
        api.out.push_back(make_route(api, make, route, id));
        api.route_ids.push_back(make.text(api.out.back().id));
        if (route.key == connect_route) authorize(api, api.out.back(), authorizer);
        api.out.push_back(make_integration(api, make, route, id));
        api.out.push_back(make_permission(api, make, route, id));
    }
}

}  // namespace stackfit::sam
