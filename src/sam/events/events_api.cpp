// Api events: a permission for API Gateway, and the method in the API's definition when SAM writes that.
#include "sam/events/events_api.h"

#include "sam/logical_ids.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr Need optional = Need::optional;

constexpr PropertyRule rules[] = {
    {"Path", text, Need::required},
    {"Method", text, Need::required},
    {"RestApiId", text},
    {"Stage", text},
    {"Auth", map},
    {"RequestModel", map},
    {"RequestParameters", list},
    {"TimeoutInMillis", integer},
    {"ResponseTransferMode", text},
};

/// "/a/" is "/a" to API Gateway, and parameters are wildcards.
std::string permission_path(std::string_view path) {
    if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
    return wildcard_path(path, true);
}

const Node* api_reference(const Event& event, const Maker& make) {
    const Member* written = event.property("RestApiId");
    return written == nullptr ? make.ref(implicit_rest_id) : written->value;
}

void allow_api(Event& event, std::string_view method, std::string_view path, std::string_view suffix) {
    Draft& permission = add_permission(event, "apigateway.amazonaws.com", event.id, suffix);
    const Maker& make = permission.make;
    const std::string arn = "arn:" + std::string(event.context.partition) +
                            ":execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/" +
                            (method == "any" ? "*" : to_upper(method)) + permission_path(path);
    permission.set(
        "SourceArn",
        make.sub(arn, make.map({{"__ApiId__", api_reference(event, make)}, {"__Stage__", make.text("*")}})));
}

Editable* integration_uri(const Event& event, EditableHeap& heap, const Maker& make) {
    const Node* mode = event.value("ResponseTransferMode");
    const bool streams = is_text(mode, "RESPONSE_STREAM");
    const std::string target =
        "${" + std::string(event.target.id) + (event.target.ref_is_arn() ? "}" : ".Arn}");
    const std::string arn = "arn:" + std::string(event.context.partition) +
                            ":apigateway:${AWS::Region}:lambda:path/" +
                            (streams ? "2021-11-15" : "2015-03-31") + "/functions/" + target +
                            (streams ? "/response-streaming-invocations" : "/invocations");
    Editable* uri = heap.dict(make);
    heap.set(*uri, "Fn::Sub", heap.string(arn, make, !event.target.ref_is_arn()), make);
    return uri;
}

/// RequestModel: the name of one of the API's models, and what API Gateway validates.
void add_request_model(SwaggerEditor& editor, const Event& event, ApiMethod& method) {
    const Member* request = event.property("RequestModel");
    if (request == nullptr || !truthy(request->value)) return;
    const Node* name = value_of(request->value, "Model");
    if (!truthy(name)) return;
    Problems& problems = event.context.problems;
    const Editable* models = method.api.get("Models");
    const std::string start = "RequestModel of event '" + std::string(event.name) + "' ";
    if (!truthy(models) || !models->is_dict()) {
        problems.refuse(request->key_span,
                        start + "names model " + quote(name) + ", but the API defines no Models.");
        return;
    }
    if (!name->is_string() || !truthy(models->get(name->text))) {
        problems.refuse(name->span,
                        start + "names model " + quote(name) + ", which is not one of the API's Models.");
        return;
    }
    EditableHeap& heap = event.context.apis.heap();
    const std::string_view path = method.path->text;
    const Node* required = value_of(request->value, "Required");
    editor.add_request_model(path, method.method, *heap.from_node(*name),
                             required == nullptr ? nullptr : heap.from_node(*required));
    const Node* body = value_of(request->value, "ValidateBody");
    const Node* parameters = value_of(request->value, "ValidateParameters");
    if (body == nullptr && parameters == nullptr) return;
    for (const Node* one : {body, parameters}) {
        if (one == nullptr || one->kind == Kind::boolean) continue;
        problems.refuse(
            one->span,
            start + "must set ValidateBody and ValidateParameters to true or false, not " + quote(one) + ".");
        return;
    }
    const auto value = [&](const Node* node) {
        return node == nullptr ? heap.boolean(false, editor.make()) : heap.from_node(*node);
    };
    editor.add_request_validator(path, method.method, truthy(body), truthy(parameters), value(body),
                                 value(parameters));
}

bool is_request_parameter(std::string_view name) {
    for (const std::string_view start :
         {"method.request.querystring.", "method.request.path.", "method.request.header."}) {
        if (name.starts_with(start)) return true;
    }
    return false;
}

/// One entry of RequestParameters: a name, or a map from it to Required and Caching. False after a refusal.
bool read_request_parameter(const Event& event, EditableHeap& heap, const Node& entry,
                            SwaggerEditor::RequestParameter& read) {
    const std::string start = "RequestParameters of event '" + std::string(event.name) + "' ";
    Problems& problems = event.context.problems;
    const bool map = entry.is_mapping() && !entry.members.empty();
    const std::string_view name = map ? entry.members[0].key : entry.text;
    if ((!map && !entry.is_string()) || !is_request_parameter(name)) {
        problems.refuse(
            entry.span,
            start + "takes names like method.request.header.Authorization (or querystring, or path), not " +
                quote(&entry) + ".");
        return false;
    }
    read.name = heap.string(name, Maker(heap.build(), entry.span, nullptr), true);
    if (!map) return true;
    const Node& settings = *entry.members[0].value;
    bool good = settings.is_mapping();
    for (const Member& setting : settings.members)
        good = good && (setting.key == "Required" || setting.key == "Caching");
    if (!good)
        problems.refuse(entry.span,
                        start + "takes a map of Required and Caching for '" + std::string(name) + "'.");
    const Node* required = settings.get("Required");
    const Node* caching = settings.get("Caching");
    read.required = required == nullptr ? nullptr : heap.from_node(*required);
    read.caching = caching == nullptr ? nullptr : heap.from_node(*caching);
    return good;
}

void add_request_parameters(SwaggerEditor& editor, const Event& event, const ApiMethod& method) {
    const Node* written = event.value("RequestParameters");
    if (!truthy(written) || !written->is_sequence()) return;
    std::vector<SwaggerEditor::RequestParameter> parameters;
    for (const Node* entry : written->items) {
        SwaggerEditor::RequestParameter read;
        if (read_request_parameter(event, event.context.apis.heap(), *entry, read))
            parameters.push_back(read);
    }
    editor.add_request_parameters(method.path->text, method.method, parameters);
}

void integrate(SwaggerEditor& editor, Event& event, ApiMethod& method, Editable* auth) {
    if (refuse_second(editor, event, method)) return;
    EditableHeap& heap = event.context.apis.heap();
    Editable* api_auth = method.api.get("Auth");
    SwaggerEditor::Integration made = integration(event, method, integration_uri(event, heap, editor.make()));
    made.streams = is_text(event.value("ResponseTransferMode"), "RESPONSE_STREAM");
    editor.add_lambda_integration(made, auth == nullptr ? heap.dict(editor.make()) : auth, api_auth);
    if (truthy(auth)) add_method_auth(editor, method, *auth);
    const Node* timeout = event.value("TimeoutInMillis");
    if (truthy(timeout)) editor.set_timeout(method.path->text, method.method, *heap.from_node(*timeout));
    add_request_model(editor, event, method);
    add_request_parameters(editor, event, method);
}

/// MergeDefinitions: the method is made in an empty definition, and what it says goes over what the API's own one says of it.
void merge_definition(Event& event, ApiMethod& method, Editable* auth) {
    EditableHeap& heap = event.context.apis.heap();
    const Maker make = event.maker("AWS::ApiGateway::RestApi");
    Definition fresh;
    fresh.document = swagger_skeleton(heap, make);
    SwaggerEditor editor(event.context, fresh, make);
    integrate(editor, event, method, auth);
    editor.close();
    const Editable* item = fresh.document->get("paths")->get(method.path->text);
    Editable* generated = item == nullptr ? nullptr : item->get(normalized_method(method.method, false).text);
    if (generated == nullptr) return;
    generated->join(nullptr);  // it leaves `fresh`, with the copies that were made there

    Editable* body =
        heap.shallow_copy(*method.api.definition.document, make);  // its keys' order is of another history
    method.api.set_body(heap, body);
    Editable* paths = body->get("paths");
    const bool empty = !truthy(paths);
    if (empty) paths = heap.dict(make);
    if (!paths->is_dict()) return;
    Editable* own_item = paths->value(method.path->text);
    Editable* own = own_item == nullptr ? nullptr : own_item->value(method.method);
    if ((own_item != nullptr && !own_item->is_dict()) || (own != nullptr && !own->is_dict())) {
        event.context.problems.refuse_other(
            method.api.id, own_item->span,
            "Path '" + std::string(method.path->text) + "' of 'DefinitionBody' must be a map of maps.");
        return;
    }
    Editable* both = heap.plain({}, make);
    for (Editable* one : {own, generated}) {
        for (const EditableMember* member : one == nullptr ? std::vector<EditableMember*>{} : one->members())
            both->set(*member);
    }
    if (own_item == nullptr) {
        own_item = heap.plain({}, make);
        heap.set(*paths, method.path->text, own_item, make, true);
    }
    heap.set(*own_item, method.method, both, make, true);
}

/// Only Auth with OverrideApiAuth changes a definition that the author wrote.
void override_auth(Event& event, ApiMethod& method, Editable* auth) {
    if (!truthy(auth) || !truthy(auth->get("OverrideApiAuth")) || !is_swagger(method.api.definition.document))
        return;
    if (!truthy(auth->get("Authorizer")) && !truthy(auth->get("ApiKeyRequired")) &&
        !truthy(auth->get("ResourcePolicy"))) {
        event.refuse("Auth", "OverrideApiAuth of event '" + std::string(event.name) +
                                 "' needs Authorizer, ApiKeyRequired or ResourcePolicy beside it.");
        return;
    }
    SwaggerEditor editor(event.context, method.api.definition, event.maker("AWS::ApiGateway::RestApi"));
    add_method_auth(editor, method, *auth);
    editor.close();
}

void remember_function_name(Event& event, Api& api) {
    const Node* name = event.owner.value("FunctionName");
    const Node* read = event.context.resolver.read(name).value;
    if (!truthy(read)) return;
    api.function_names.push_back(read->is_scalar() ? std::string(read->text)
                                                   : printed(*event.context.apis.heap().from_node(*read)));
}

void expand_api(Event& event) {
    Context& context = event.context;
    const auto route = api_route(event);
    if (!route) return;
    allow_api(event, route->method, route->path->text, route->stage);
    if (route->api == nullptr) return;
    Api& api = *route->api;
    remember_function_name(event, api);
    const Editable* stage_name = api.get("StageName");
    const bool authored = stage_name != nullptr && stage_name->authored;
    const Maker make = event.maker("AWS::ApiGateway::RestApi");
    ApiMethod made{context,
                   event.name,
                   event.name_span,
                   api,
                   route->path,
                   route->method,
                   context.apis.heap().string(route->stage, make, authored)};
    Editable* auth = auth_of(event);
    const Editable* api_auth = api.get("Auth");
    if (truthy(api_auth) && !api_auth->is_dict()) return;  // refused with the API
    const bool merge = truthy(api.get("MergeDefinitions"));
    if (merge && api.definition.document != nullptr) {
        merge_definition(event, made, auth);
    } else if (api.managed && api.definition.document != nullptr) {
        SwaggerEditor editor(context, api.definition, make);
        integrate(editor, event, made, auth);
        editor.close();
    }
    override_auth(event, made, auth);
}

bool link_api(EventSource& event) {
    const std::size_t before = event.context.problems.refusals();
    stage_suffix(event.context, api_of_event(*event.properties, "RestApiId", implicit_rest_id));
    return event.context.problems.refusals() == before;
}

constexpr EventType types[] = {{"Api", rules, expand_api, link_api}};

}  // namespace

std::span<const EventType> api_events() { return types; }

}  // namespace stackfit::sam
