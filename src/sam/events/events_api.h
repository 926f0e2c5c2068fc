// What Api events of functions and of state machines have in common.
#pragma once

#include <optional>

#include "sam/api/swagger_editor.h"
#include "sam/events/events.h"

namespace stackfit::sam {

/// What an Api event names.
struct ApiRoute {
    const Node* path = nullptr;
    std::string method;      ///< lower case
    Api* api = nullptr;      ///< null: one that SAM does not make
    std::string_view stage;  ///< its name when that is text, else "Stage"
};

/// The method of a REST API that an event adds.
struct ApiMethod {
    Context& context;
    std::string_view event;  ///< its name, for messages
    Span place;              ///< where a refusal goes when no better place is known
    Api& api;
    const Node* path = nullptr;
    std::string method;         ///< lower case
    Editable* stage = nullptr;  ///< the name that resource policies use
};

/// Nothing when Path or Method is no text, which was refused before.
std::optional<ApiRoute> api_route(Event& event);
/// The event's Auth, or null.
Editable* auth_of(const Event& event);
/// Refuses the event when its method has an integration already.
bool refuse_second(SwaggerEditor& editor, const Event& event, const ApiMethod& method);
/// The integration with its target that the event adds, under the target's condition.
SwaggerEditor::Integration integration(const Event& event, const ApiMethod& method, Editable* uri);

/// Event.Auth: authorizer, API key and resource policy of the method.
void add_method_auth(SwaggerEditor& editor, ApiMethod& method, Editable& auth);

/// The name of the stage that a permission's id ends with: StageName when that is text, else "Stage".
std::string_view stage_suffix(Context& context, std::string_view api_id);
/// The id of the API that an event belongs to: named by `key`, or the implicit one.
std::string_view api_of_event(const Node& properties, std::string_view key, std::string_view implicit_id);

}  // namespace stackfit::sam
