// Does the API ask who calls? Of REST APIs: methods, and those of an OpenAPI body; of HTTP and WebSocket APIs: routes, and a body's.
#include <algorithm>
#include <array>

#include "../common/referred.h"
#include "../common/say.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"
#include "stackfit/template_tri.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view advice =
    " Whoever knows the address uses what is behind it. Set an authorizer, AWS_IAM or a resource policy, or "
    "suppress this with the "
    "reason why it is public.";

bool is_operation(std::string_view key) {
    static constexpr std::array<std::string_view, 8> methods = {
        "get", "put", "post", "delete", "head", "patch", "trace", "x-amazon-apigateway-any-method"};
    return std::find(methods.begin(), methods.end(), to_lower(key)) != methods.end();
}

/// A private API is reached from networks of its owner only; a resource policy says who may call.
Tri is_guarded(World& world, const Resource& api) {
    if (!world.get(api.properties, "Policy").absent()) return Tri::yes;
    const Value types = world.at(api.properties, {"EndpointConfiguration", "Types"});
    Tri result = Tri::no;
    for (const Value& type : world.items(types, true)) result = either(result, world.equal(type, "PRIVATE"));
    return result;
}

Judgement verdict(Tri authorized, std::string message, Span at, std::string property) {
    if (authorized == Tri::yes) return Judgement::pass();
    if (authorized == Tri::unknown) return Judgement::unknown("who may call is known only at deployment");
    return Judgement::fail(std::move(message), at, std::move(property));
}

/// NONE in any case of letters: another case is refused, or taken for it, and authorizes nobody.
Tri has_type(World& world, const Value& type) {
    if (type.absent()) return Tri::no;
    if (const auto text = world.literal_of(type)) return tri(to_lower(*text) != "none");
    return opposite(world.equal(type, "NONE"));
}

Judgement judge_method(CheckContext& context, const Resource& method) {
    World& world = context.world;
    if (world.equal(world.get(method.properties, "HttpMethod"), "OPTIONS") == Tri::yes)
        return Judgement::not_applicable();  // browsers send it without credentials
    const Value type = world.get(method.properties, "AuthorizationType");
    Tri authorized = has_type(world, type);
    if (authorized == Tri::no) {
        const Value key = world.get(method.properties, "ApiKeyRequired");
        authorized = key.absent() ? Tri::no : world.truth(key);
    }
    const Resource* api =
        referred(context, world.get(method.properties, "RestApiId"), "AWS::ApiGateway::RestApi");
    if (authorized != Tri::yes && api != nullptr) authorized = either(authorized, is_guarded(world, *api));
    return verdict(authorized,
                   say("Everybody can call method ", method.id, " of the API: its AuthorizationType is ",
                       world.show(type), ".", advice),
                   type.absent() ? method.id_span : type.node->span, "Properties.AuthorizationType");
}

/// WebSocket APIs are authorized when a client connects, and only then.
bool asks_nobody(CheckContext& context, const Resource& route) {
    World& world = context.world;
    const Value key = world.get(route.properties, "RouteKey");
    if (world.equal(key, "$connect") == Tri::yes) return false;
    const auto text = world.literal_of(key);
    const Resource* api = referred(context, world.get(route.properties, "ApiId"), "AWS::ApiGatewayV2::Api");
    if (api != nullptr)
        return world.equal(world.get(api->properties, "ProtocolType"), "WEBSOCKET") == Tri::yes;
    return text && *text != "$default" && text->find(' ') == std::string::npos;
}

Judgement judge_route(CheckContext& context, const Resource& route) {
    World& world = context.world;
    const auto key = world.literal_of(world.get(route.properties, "RouteKey"));
    if (asks_nobody(context, route) || (key && key->starts_with("OPTIONS ")))
        return Judgement::not_applicable();
    const Value type = world.get(route.properties, "AuthorizationType");
    return verdict(has_type(world, type),
                   say("Everybody can call route ", route.id, " of the API: its AuthorizationType is ",
                       world.show(type), ".", advice),
                   type.absent() ? route.id_span : type.node->span, "Properties.AuthorizationType");
}

/// OpenAPI: a non-empty list of requirements; one that is empty ({}) lets everybody in.
Tri requires_something(World& world, const Value& security) {
    if (security.unknown()) return Tri::unknown;
    const std::vector<Value> items = world.items(security);
    if (items.empty()) return Tri::no;
    Tri result = Tri::yes;
    for (const Value& item : items)
        result = both(result,
                      item.unknown() ? Tri::unknown : tri(item.is_mapping() && !world.members(item).empty()));
    return result;
}

Tri is_authorized(World& world, const Value& operation, const Value& default_security) {
    if (operation.unknown()) return Tri::unknown;
    const Value own = world.get(operation, "x-amazon-apigateway-auth");
    if (!own.absent()) return has_type(world, world.get(own, "type"));
    const Value security = world.get(operation, "security");
    return requires_something(world, security.absent() ? default_security : security);
}

/// One outcome for an API with a body; each operation that anybody may call is a finding of its own.
Judgement judge_body(CheckContext& context, const Resource& api) {
    World& world = context.world;
    const Value body = world.get(api.properties, "Body");
    if (body.absent()) return Judgement::not_applicable();
    if (!body.is_mapping()) return Judgement::unknown("the API's definition is not in the template");
    const Value paths = world.get(body, "paths"), security = world.get(body, "security");
    if (paths.unknown()) return Judgement::unknown(paths.reason);
    if (api.type == "AWS::ApiGateway::RestApi" && is_guarded(world, api) == Tri::yes)
        return Judgement::pass();
    std::vector<std::string> open;
    Span first;
    bool any = false, unknown = false;
    for (const auto& [path, operations] : world.members(paths)) {
        for (const auto& [key, operation] : world.members(operations)) {
            if (!is_operation(key->key)) continue;
            any = true;
            const Tri authorized = is_authorized(world, operation, security);
            unknown = unknown || authorized == Tri::unknown;
            if (authorized != Tri::no) continue;
            const bool all = key->key == "x-amazon-apigateway-any-method";
            open.push_back(say(all ? std::string("ANY") : to_upper(key->key), " ", path->key));
            if (!first.known()) first = key->key_span;
        }
    }
    if (!any) return Judgement::not_applicable();
    if (open.empty())
        return unknown ? Judgement::unknown("who may call is known only at deployment") : Judgement::pass();
    const std::size_t more = open.size() > 3 ? open.size() - 3 : 0;
    if (more > 0) {
        open.resize(3);
        open.push_back(std::to_string(more) + " more");
    }
    return Judgement::fail(
        say("Everybody can call ", listed(open), " of API ", api.id, ": no authorizer is asked.", advice),
        first.known() ? first : api.id_span, "Properties.Body");
}

Judgement judge(CheckContext& context, const Resource& subject) {
    if (subject.type == "AWS::ApiGateway::Method") return judge_method(context, subject);
    if (subject.type == "AWS::ApiGatewayV2::Route") return judge_route(context, subject);
    return judge_body(context, subject);
}

}  // namespace

NativeCheck api_gw_method_authorized() { return {"api-gw-method-authorized", judge}; }

}  // namespace stackfit::checks
