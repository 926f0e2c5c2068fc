// What an Api event says of its API, whatever it invokes: the API, its stage, the method.
#include "sam/events/events_api.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {

std::string_view api_of_event(const Node& properties, std::string_view key, std::string_view implicit_id) {
    const Node* api = properties.get(key);
    if (api == nullptr) return implicit_id;
    const std::string_view name = ref_name(api);
    return name.empty() && api->is_string() ? api->text : name;
}

std::string_view stage_suffix(Context& context, std::string_view api_id) {
    if (const Api* api = context.apis.find(api_id)) {
        const Editable* stage = api->get("StageName");
        if (stage != nullptr && stage->is_string() && stage->text.empty()) {
            context.problems.refuse_other(api_id, stage->span, "'StageName' must not be empty.");
        }
        return stage != nullptr && stage->is_string() ? stage->text : std::string_view{};
    }
    const Resource* resource = context.templ.resource(api_id);
    const Member* properties = resource == nullptr ? nullptr : resource->node->find("Properties");
    if (properties == nullptr) return {};
    if (!properties->value->is_mapping()) {
        context.problems.refuse_other(
            api_id, properties->key_span,
            "'Properties' must be a map, but it is " + a_kind(*properties->value) + ".");
    }
    const Node* stage = value_of(properties->value, "StageName");
    return stage != nullptr && stage->is_string() ? stage->text : std::string_view{};
}

std::optional<ApiRoute> api_route(Event& event) {
    const Node* path = event.value("Path");
    const Node* method = event.value("Method");
    const std::string_view id = api_of_event(*event.properties, "RestApiId", implicit_rest_id);
    const std::string_view stage = stage_suffix(event.context, id);
    if (!path->is_string() || !method->is_string()) return std::nullopt;
    return ApiRoute{path, to_lower(method->text), event.context.apis.find(id),
                    stage.empty() ? "Stage" : stage};
}

Editable* auth_of(const Event& event) {
    const Node* auth = event.value("Auth");
    return auth == nullptr ? nullptr : event.context.apis.heap().from_node(*auth);
}

bool refuse_second(SwaggerEditor& editor, const Event& event, const ApiMethod& method) {
    const MethodName name = normalized_method(method.method, false);
    if (!editor.has_integration(method.path->text, name.text)) return false;
    event.refuse("Path", "Method '" + method.method + "' of path '" + std::string(method.path->text) +
                             "' is defined twice in API '" + std::string(method.api.id) + "': event '" +
                             std::string(event.name) + "' is the second.");
    return true;
}

SwaggerEditor::Integration integration(const Event& event, const ApiMethod& method, Editable* uri) {
    const bool authored = event.context.apis.marks_authored();
    const Node* condition = event.target.condition();
    SwaggerEditor::Integration made;
    made.path = method.path->text;
    made.authored_path = authored;
    made.method = normalized_method(method.method, authored);
    made.uri = uri;
    if (condition != nullptr) made.condition = condition->text;
    made.authored_condition = authored;
    return made;
}

}  // namespace stackfit::sam
