// HttpApi events: a permission for API Gateway, and the route in the API's definition.
#include "sam/api/api_expansion.h"
#include "sam/api/open_api_editor.h"
#include "sam/events/events_api.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"Path", text},         {"Method", text},
    {"ApiId", text},        {"Stage", text},
    {"Auth", map},          {"TimeoutInMillis", integer},
    {"RouteSettings", map}, {"PayloadFormatVersion", text},
};

struct Route {
    std::string path;
    std::string method;  ///< lower case
    bool bare = false;   ///< neither Path nor Method is written
};

Route route_of(const Event& event) {
    const Node* path = event.value("Path");
    const Node* method = event.value("Method");
    if (!truthy(path) && !truthy(method)) return {"$default", std::string(any_method), true};
    const auto text_of = [](const Node* node) {
        return node != nullptr && node->is_string() ? node->text : std::string_view{};
    };
    return {std::string(text_of(path)), to_lower(text_of(method)), false};
}

const Node* api_reference(const Event& event, const Maker& make) {
    const Member* written = event.property("ApiId");
    return written == nullptr ? make.ref(implicit_http_id) : written->value;
}

void allow_api(Event& event, const Route& route, Api* api) {
    std::string path = route.path;
    if (path.size() > 1 && path.back() == '/') path.pop_back();
    if (path == "$default") {
        path.clear();
    } else if (api != nullptr && is_open_api(api->definition.document)) {
        OpenApiEditor editor(event.context, api->definition, api->cause);
        if (editor.invokes("$default", any_method, event.target.id))
            return;  // that permission covers every path
    }
    path = wildcard_path(path, false);
    const bool any = route.method == "any" || route.method == any_method;
    Draft& permission = add_permission(event, "apigateway.amazonaws.com", event.id);
    const Maker& make = permission.make;
    std::string arn =
        "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}";
    arn += route.method == "any" && path == "/$default" ? path
                                                        : "/" + (any ? "*" : to_upper(route.method)) + path;
    permission.set(
        "SourceArn",
        make.sub(arn, make.map({{"__ApiId__", api_reference(event, make)}, {"__Stage__", make.text("*")}})));
}

/// The names in braces, as a pattern {(.*?)} finds them.
std::vector<std::string> path_parameters(std::string_view path) {
    std::vector<std::string> names;
    for (std::size_t open = path.find('{'); open != std::string_view::npos; open = path.find('{', open)) {
        const std::size_t close = path.find('}', open);
        if (close == std::string_view::npos) break;
        names.emplace_back(path.substr(open + 1, close - open - 1));
        open = close;
    }
    return names;
}

/// The authorizer of an event's Auth, the API's default when it names none; null after a refusal.
Editable* authorizer_of(Event& event, Api& api, Editable& auth, const Editable* api_auth) {
    Editable* name = auth.get("Authorizer");
    if (truthy(name)) return name;
    Editable* standard = truthy(api_auth) ? api_auth->get("DefaultAuthorizer") : nullptr;
    if (truthy(standard)) return standard;
    event.refuse("Auth", "'Auth' of event '" + std::string(event.name) + "' needs an Authorizer: API '" +
                             std::string(api.id) + "' has no DefaultAuthorizer.");
    return nullptr;
}

bool check_authorizer(Event& event, const Api& api, const Editable& name, const Editable* api_auth) {
    const Editable* known = truthy(api_auth) ? api_auth->get("Authorizers") : nullptr;
    const Editable* iam = truthy(api_auth) ? api_auth->get("EnableIamAuthorizer") : nullptr;
    const bool iam_enabled = iam != nullptr && iam->kind == Kind::boolean && truthy(iam);
    const std::string start =
        "Authorizer " +
        (name.is_string() ? "'" + std::string(name.text) + "'" : std::string("given as a map")) +
        " of event '" + std::string(event.name) + "' ";
    const std::size_t before = event.context.problems.refusals();
    if (name.is("NONE")) {
        if (!truthy(api_auth) || !truthy(api_auth->get("DefaultAuthorizer"))) {
            event.refuse(
                "Auth", start + "means nothing: API '" + std::string(api.id) + "' has no DefaultAuthorizer.");
        }
    } else if (!name.is("AWS_IAM") || !iam_enabled) {
        const bool found =
            truthy(known) && known->is_dict() && name.is_string() && truthy(known->get(name.text));
        if (!found)
            event.refuse("Auth",
                         start + "is not one of the Authorizers of API '" + std::string(api.id) + "'.");
    }
    return event.context.problems.refusals() == before;
}

void add_auth(OpenApiEditor& editor, Event& event, Api& api, const Route& route, Editable& auth) {
    const Editable* api_auth = api.get("Auth");
    if (api_auth != nullptr && !api_auth->is_dict()) return;  // refused with the API
    const EditableMember* written = api.properties->member("Auth");
    if (api_auth == nullptr && written != nullptr) {
        event.context.problems.refuse_other(api.id, written->key_span,
                                            "'Auth' must be a map, but it is null; leave it out.");
        return;
    }
    const Editable* name = authorizer_of(event, api, auth, api_auth);
    if (name == nullptr || !check_authorizer(event, api, *name, api_auth)) return;
    Editable* scopes = auth.get("AuthorizationScopes");
    if (truthy(scopes) && !scopes->is_list()) {
        event.refuse("Auth",
                     "AuthorizationScopes of event '" + std::string(event.name) + "' must be a list.");
        return;
    }
    if (!name->is_string()) return;
    const Editable* authorizers = truthy(api_auth) ? api_auth->get("Authorizers") : nullptr;
    const Editable* config = truthy(authorizers) ? authorizers->value(name->text) : nullptr;
    const bool special = name->is("NONE") || name->is("AWS_IAM");
    if (!special && !truthy(scopes) && config != nullptr) scopes = config->get("AuthorizationScopes");
    editor.set_authorizer(route.path, route.method, *name, special ? nullptr : scopes);
}

void integrate(OpenApiEditor& editor, Event& event, Api& api, const Route& route) {
    EditableHeap& heap = event.context.apis.heap();
    const bool authored =
        event.context.apis.marks_authored() && !route.bare;  // of interest where the event names a REST API
    const MethodName method = normalized_method(route.method, authored);
    if (api.managed && editor.has_integration(route.path, method.text)) {
        event.refuse("Path", "Method '" + route.method + "' of path '" + route.path +
                                 "' is defined twice in API '" + std::string(api.id) + "': event '" +
                                 std::string(event.name) + "' is the second.");
        return;
    }
    const std::string target =
        "${" + std::string(event.target.id) + (event.target.ref_is_arn() ? "}" : ".Arn}");
    Editable* uri = heap.dict(editor.make());
    heap.set(
        *uri, "Fn::Sub",
        heap.string(invocation_uri("${AWS::Partition}", target), editor.make(), !event.target.ref_is_arn()),
        editor.make());
    const Node* condition = event.target.condition();
    editor.add_lambda_integration(route.path, authored, method, uri,
                                  condition == nullptr ? std::string_view{} : condition->text);
    const Node* auth = event.value("Auth");
    if (truthy(auth)) add_auth(editor, event, api, route, *heap.from_node(*auth));
    const Node* timeout = event.value("TimeoutInMillis");
    if (truthy(timeout)) editor.set_timeout(route.path, route.method, *heap.from_node(*timeout));
    const std::vector<std::string> parameters = path_parameters(route.path);
    if (!parameters.empty()) editor.add_path_parameters(route.path, route.method, parameters);
    const Node* version = event.value("PayloadFormatVersion");
    if (truthy(version)) editor.set_payload_version(route.path, route.method, *heap.from_node(*version));
}

void expand_http_api(Event& event) {
    Context& context = event.context;
    const Route route = route_of(event);
    Api* api = context.apis.find(api_of_event(*event.properties, "ApiId", implicit_http_id));
    if (api != nullptr && is_included(context, *api)) return allow_api(event, route, api);
    // A definition that is empty, beside a DefinitionUri, is read as one too.
    const Editable* body = api == nullptr ? nullptr : api->get("DefinitionBody");
    if (body != nullptr && body->is_dict() && !is_open_api(body)) {
        context.problems.refuse_other(api->id, body->span,
                                      "'DefinitionBody' must be an OpenAPI 3 document with 'openapi' and "
                                      "'paths' for events to be added.");
        return;
    }
    allow_api(event, route, api);
    if (api == nullptr || api->definition.document == nullptr) return;
    OpenApiEditor editor(context, api->definition, event.maker("AWS::ApiGatewayV2::Api"));
    integrate(editor, event, *api, route);
    editor.close();
}

constexpr EventType types[] = {{"HttpApi", rules, expand_http_api}};

}  // namespace

std::span<const EventType> http_api_events() { return types; }

}  // namespace stackfit::sam
