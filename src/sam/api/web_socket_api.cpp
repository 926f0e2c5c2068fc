// AWS::Serverless::WebSocketApi: the API, its routes, domain, stage and authorizer.
#include "sam/api/web_socket_api.h"

#include "sam/api/api_v2.h"
#include "sam/logical_ids.h"
#include "sam/properties.h"
#include "sam/resources.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"ApiKeySelectionExpression", text},
    {"AccessLogSettings", map},
    {"Auth", map},
    {"DefaultRouteSettings", map},
    {"Description", text},
    {"DisableExecuteApiEndpoint", boolean},
    {"Domain", map},
    {"DisableSchemaValidation", boolean},
    {"FailOnWarnings", boolean},
    {"IpAddressType", text},
    {"Name", text},
    {"PropagateTags", boolean},
    {"Routes", map, Need::required},
    {"RouteSettings", map},
    {"RouteSelectionExpression", text, Need::required},
    {"StageName", text | map},
    {"StageVariables", map},
    {"Tags", map},
};

constexpr std::string_view default_stage = "default";
constexpr std::string_view own_tag = "websocketapi:createdBy";

void check_routes(const WebSocketApi& api) {
    if (api.routes == nullptr)
        api.refuse("Routes", "'Routes' must be a map of route keys.");
    else if (api.routes->members.empty())
        api.refuse("Routes", "'Routes' is empty; a WebSocket API needs at least one route, e.g. $connect.");
    else if (api.auth != nullptr && api.routes->find(connect_route) == nullptr)
        api.refuse("Auth", "'Auth' needs a $connect route: clients are authorized when they connect.");
}

void check_address_type(const WebSocketApi& api) {
    const Node* type = api.node("IpAddressType");
    if (type == nullptr || is_intrinsic(type) || is_text(type, "ipv4") || is_text(type, "dualstack")) return;
    api.refuse("IpAddressType", "'IpAddressType' must be ipv4 or dualstack, not " + quote(type) + ".");
}

void check_domain(const WebSocketApi& api) {
    const Member* tls = member_of(api.node("Domain"), "MutualTlsAuthentication");
    if (tls == nullptr || !truthy(api.known(tls->value))) return;
    api.context.problems.refuse(
        tls->key_span, "'Domain.MutualTlsAuthentication' cannot be used: WebSocket APIs have no mutual TLS.");
}

/// The stage's name is part of its logical id, as it is.
std::string stage_id(const WebSocketApi& api) {
    const std::string id(api.id());
    const Node& name = *api.stage_name;
    if (!name.is_string()) return id + "Stage";
    return name.text == default_stage ? id + "DefaultStage" : id + std::string(name.text) + "Stage";
}

void check_stage(const WebSocketApi& api) {
    const Node* name = api.stage_name;
    if (is_text(name, "$default")) {
        api.refuse("StageName",
                   "'StageName' must not be $default: only HTTP APIs have a stage of that name. Without a "
                   "StageName the stage is 'default'.");
    } else if (name->is_string() && !name->text.empty() && !is_logical_id(name->text)) {
        api.context.problems.refuse_other(api.context.text(stage_id(api)), api.place("StageName"),
                                          "'StageName' must hold only letters and digits, not " +
                                              quote(name) + ": it becomes part of the stage's logical id.");
    }
}

/// The author's tags and SAM's own.
const Node* all_tags(const WebSocketApi& api) {
    const Maker make = api.cause("Tags", "AWS::ApiGatewayV2::Api");
    const Node* tags = api.node("Tags");
    if (!truthy(tags)) return make.map({{own_tag, make.text("SAM")}});
    return api.context.build.with(*tags, make.member(own_tag, make.text("SAM")));
}

Draft make_api(const WebSocketApi& api, const Node* tags) {
    Draft draft = api.draft("AWS::ApiGatewayV2::Api");
    for (const char* property : {"ApiKeySelectionExpression", "Description", "DisableExecuteApiEndpoint",
                                 "DisableSchemaValidation", "IpAddressType", "RouteSelectionExpression"})
        draft.set(property, api.node(property));
    const Node* name = api.node("Name");
    draft.set("Name", name == nullptr ? draft.make.text(api.id()) : name);
    draft.set("ProtocolType", draft.make.text("WEBSOCKET"));
    draft.set("Tags", tags);
    return draft;
}

Draft make_stage(const WebSocketApi& api) {
    const Maker make = api.cause("StageName", "AWS::ApiGatewayV2::Stage");
    Draft stage = api_v2_stage(api, stage_id(api), api.stage_name, make.map({{own_tag, make.text("SAM")}}));
    // RouteSettings name routes, which must be there first.
    if (truthy(api.get("RouteSettings")) && !api.route_ids.empty()) stage.depend_on(make.list(api.route_ids));
    return stage;
}

void propagate_tags(const WebSocketApi& api, const Node* tags) {
    if (!truthy(api.get("PropagateTags")) || !truthy(api.get("Tags"))) return;
    for (Draft& draft : api.out) {
        if (draft.type == "AWS::ApiGatewayV2::Stage" || draft.type == "AWS::ApiGatewayV2::DomainName")
            draft.set("Tags", tags);
    }
}

WebSocketApi read(Context& context, const SamResource& source, Editable& properties,
                  std::vector<Draft>& out) {
    const Maker make = context.maker(source.id_span, source.type, "AWS::ApiGatewayV2::Api");
    WebSocketApi api{{context, source, properties, source.type, make, out}, nullptr, nullptr, nullptr};
    api.read_parameters({"Auth", "Domain", "Routes"});
    const Node* routes = api.node("Routes");
    if (routes->is_mapping()) api.routes = routes;
    if (truthy(api.get("Auth"))) api.auth = api.node("Auth");
    const Node* stage = api.node("StageName");
    api.stage_name = stage == nullptr ? make.text(default_stage) : stage;
    return api;
}

}  // namespace

void expand_web_socket_api(Context& context, const SamResource& source, std::vector<Draft>& out) {
    if (!check_properties(rules, *source.properties, source.type, source.id_span, context.problems)) return;
    SamResource bare = source;
    bare.attributes.clear();
    WebSocketApi api = read(context, bare, *context.apis.heap().from_node(*source.properties), out);
    check_routes(api);
    check_address_type(api);
    check_domain(api);
    check_stage(api);
    const Node* tags = all_tags(api);
    out.push_back(make_api(api, tags));
    std::vector<Draft> authorizer;
    if (!check_auth(api)) api.auth = nullptr;
    if (api.routes != nullptr) add_routes(api, authorizer);
    make_api_v2_domain(api, own_tag, RecordSharing::never);
    out.push_back(make_stage(api));
    for (Draft& draft : authorizer) out.push_back(std::move(draft));
    propagate_tags(api, tags);
}

}  // namespace stackfit::sam
