// Auth of an Api event against what the API defines.
#include "sam/events/events_api.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

/// Where in Auth a refusal goes: at the value, when it is written.
Span place_of(const ApiMethod& method, const Editable* value) {
    return value != nullptr && value->span.known() ? value->span : method.place;
}

std::string route(const ApiMethod& method) {
    return "method '" + method.method + "' of path '" + std::string(method.path->text) + "'";
}

void check_authorizer(ApiMethod& method, const Editable& authorizer, Editable* api_auth) {
    if (authorizer.is("AWS_IAM")) return;
    Problems& problems = method.context.problems;
    if (authorizer.is("NONE")) {
        if (truthy(api_auth) && truthy(api_auth->get("DefaultAuthorizer"))) return;
        problems.refuse(place_of(method, &authorizer),
                        "Authorizer NONE on " + route(method) + " means nothing: API '" +
                            std::string(method.api.id) + "' has no DefaultAuthorizer.");
        return;
    }
    const Editable* known = truthy(api_auth) ? api_auth->get("Authorizers") : nullptr;
    const std::string name = authorizer.is_string() ? std::string(authorizer.text) : a_kind(authorizer);
    if (!truthy(known)) {
        problems.refuse(place_of(method, &authorizer),
                        "Authorizer '" + name + "' cannot be set on " + route(method) + ": API '" +
                            std::string(method.api.id) + "' defines no Authorizers.");
    } else if (!authorizer.is_string() || !truthy(known->get(authorizer.text))) {
        problems.refuse(place_of(method, &authorizer), "Authorizer '" + name + "' cannot be set on " +
                                                           route(method) +
                                                           ": it is not one of the Authorizers of API '" +
                                                           std::string(method.api.id) + "'.");
    }
}

void check_scopes(ApiMethod& method, const Editable& auth, bool authorized) {
    const Editable* scopes = auth.get("AuthorizationScopes");
    if (!truthy(scopes)) return;
    if (!scopes->is_list()) {
        method.context.problems.refuse(
            scopes->span, "AuthorizationScopes of event '" + std::string(method.event) + "' must be a list.");
    } else if (!authorized) {
        method.context.problems.refuse(scopes->span, "AuthorizationScopes of event '" +
                                                         std::string(method.event) +
                                                         "' need an Authorizer beside them.");
    }
}

void check_api_key(ApiMethod& method, const Editable& auth, Editable* api_auth) {
    const Editable* key = auth.value("ApiKeyRequired");
    if (key == nullptr || truthy(key) || (truthy(api_auth) && truthy(api_auth->get("ApiKeyRequired"))))
        return;
    method.context.problems.refuse(place_of(method, key),
                                   "ApiKeyRequired false on " + route(method) + " means nothing: API '" +
                                       std::string(method.api.id) + "' requires no key.");
}

}  // namespace

void add_method_auth(SwaggerEditor& editor, ApiMethod& method, Editable& auth) {
    Problems& problems = method.context.problems;
    const std::size_t before = problems.refusals();
    Editable* api_auth = method.api.get("Auth");
    if (truthy(api_auth) && !api_auth->is_dict()) return;  // refused with the API
    Editable* authorizer = auth.get("Authorizer");
    const Editable* known = truthy(api_auth) ? api_auth->get("Authorizers") : nullptr;
    if (truthy(authorizer) && truthy(known) && !known->is_dict()) return;  // refused with the API
    if (truthy(authorizer)) check_authorizer(method, *authorizer, api_auth);
    check_scopes(method, auth, truthy(authorizer));
    check_api_key(method, auth, api_auth);
    if (problems.refusals() != before) return;
    if (truthy(authorizer) || auth.value("ApiKeyRequired") != nullptr) {
        editor.add_auth_to_method(method.path->text, method.method, auth, api_auth);
    }
    Editable* policy = auth.get("ResourcePolicy");
    if (!truthy(policy)) return;
    if (!policy->is_dict()) {
        // The service names the event where it names a resource elsewhere.
        problems.refuse_other(method.event, policy->span,
                              "ResourcePolicy of event '" + std::string(method.event) + "' must be a map.");
        return;
    }
    editor.add_resource_policy(*policy, method.path->text, method.context.apis.marks_authored(),
                               *method.stage);
    if (Editable* statements = policy->get("CustomStatements"); truthy(statements))
        editor.add_custom_statements(*statements);
}

}  // namespace stackfit::sam
