// Api events of a state machine: a role with which API Gateway starts it, and the method in the API's definition when SAM writes that.
#include "sam/events/events_api.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"Path", text, Need::required},
    {"Method", text, Need::required},
    {"RestApiId", text},
    {"Stage", text},
    {"Auth", map},
    {"UnescapeMappingTemplate", boolean, Need::optional, anything, anything, Functions::refused},
};

/// The request's body becomes the execution's input. escapeJavaScript() also escapes single quotes, which JSON does not allow;
/// UnescapeMappingTemplate takes that back.
std::string mapping_template(const Event& event) {
    const bool unescaped = truthy(event.value("UnescapeMappingTemplate"));
    return R"({"input": "$util.escapeJavaScript($input.json('$')))" +
           std::string(unescaped ? R"(.replaceAll("\\'","'"))" : "") + R"(", "stateMachineArn": "${)" +
           std::string(event.target.id) + R"(}"})";
}

void integrate(SwaggerEditor& editor, const Event& event, ApiMethod& method, Editable* role) {
    if (refuse_second(editor, event, method)) return;
    EditableHeap& heap = editor.heap();
    const Maker& make = editor.make();
    Editable* uri = heap.sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution",
                             nullptr, make);
    Editable* body = heap.sub(mapping_template(event), nullptr, make);
    editor.add_state_machine_integration(integration(event, method, uri), role,
                                         heap.plain({{"application/json", body}}, make));
    if (Editable* auth = auth_of(event); truthy(auth)) add_method_auth(editor, method, *auth);
}

void expand_api(Event& event) {
    const auto route = api_route(event);
    if (!route) return;
    const Draft& role = add_start_role(event, "apigateway.amazonaws.com");
    Api* api = route->api;
    if (api == nullptr || !api->managed || api->definition.document == nullptr) return;
    const Maker make = event.maker("AWS::ApiGateway::RestApi");
    EditableHeap& heap = event.context.apis.heap();
    // Resource policies get the event's own Stage, whatever the API's stage is called.
    const Node* stage = event.value("Stage");
    ApiMethod method{event.context,
                     event.name,
                     event.name_span,
                     *api,
                     route->path,
                     route->method,
                     stage == nullptr ? heap.null(make) : heap.from_node(*stage)};
    SwaggerEditor editor(event.context, api->definition, make);
    integrate(editor, event, method, heap.attribute(role.id, "Arn", make));
    editor.close();
}

constexpr EventType types[] = {{"Api", rules, expand_api}};

}  // namespace

std::span<const EventType> state_machine_api_events() { return types; }

}  // namespace stackfit::sam
