#include "sam/api/swagger_editor.h"

#include "sam/context.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"

namespace stackfit::sam {

bool is_swagger(const Editable* document) {
    if (!truthy(document) || !document->is_dict()) return false;
    const Editable* paths = document->get("paths");
    if (paths == nullptr || !paths->is_dict()) return false;
    return truthy(document->get("swagger")) ||
           (truthy(document->get("openapi")) && is_openapi_3(document->get("openapi")));
}

Editable* swagger_skeleton(EditableHeap& heap, const Maker& make) {
    return definition_skeleton(heap, make, "swagger", "2.0");
}

std::string wildcard_path(std::string_view path, bool greedy_names) {
    const auto is_name = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; };
    std::string out;
    for (std::size_t at = 0; at < path.size();) {
        std::size_t end = at + 1;
        while (path[at] == '{' && end < path.size() && is_name(path[end])) ++end;
        const bool named = end > at + 1;
        const bool greedy = named && end < path.size() && path[end] == '+' &&
                            (greedy_names || path.substr(at + 1, end - at - 1) == "proxy");
        if (greedy) ++end;
        if (named && end < path.size() && path[end] == '}') {
            out += '*';
            at = end + 1;
        } else {
            out += path[at++];
        }
    }
    return out;
}

SwaggerEditor::SwaggerEditor(Context& context, Definition& definition, const Maker& make)
    : DefinitionEditor(context, definition, make) {
    check_paths();
    const auto own = [&](std::string_view key) {
        Editable* value = document().get(key);
        return truthy(value) ? value : heap_.dict(make_);
    };
    security_ = own("securityDefinitions");
    responses_ = own("x-amazon-apigateway-gateway-responses");
    policy_ = own("x-amazon-apigateway-policy");
    definitions_ = own("definitions");
}

void SwaggerEditor::close() {
    if (truthy(security_)) heap_.set(document(), "securityDefinitions", security_, make_);
    if (truthy(responses_)) heap_.set(document(), "x-amazon-apigateway-gateway-responses", responses_, make_);
    if (truthy(definitions_)) heap_.set(document(), "definitions", definitions_, make_);
    copied();
}

bool SwaggerEditor::is_openapi() const {
    return definition_.document->value("swagger") == nullptr &&
           is_openapi_3(definition_.document->get("openapi"));
}

Editable* SwaggerEditor::integration_credentials(Editable* method_auth, Editable* api_auth) {
    const auto names_iam = [](const Editable* auth, std::string_view key) {
        const Editable* name = auth == nullptr ? nullptr : auth->get(key);
        return name != nullptr && name->is("AWS_IAM");
    };
    if (!names_iam(method_auth, "Authorizer") &&
        !(names_iam(api_auth, "DefaultAuthorizer") && !truthy(method_auth)))
        return nullptr;
    Editable* role = nullptr;
    for (Editable* auth : {method_auth, api_auth}) {
        if (truthy(role) || auth == nullptr || !auth->has("InvokeRole")) continue;
        role = auth->get("InvokeRole");
        if (!truthy(role)) role = heap_.string("NONE", make_);
    }
    if (truthy(role) && role->is("NONE")) return nullptr;
    if (truthy(role) && !role->is("CALLER_CREDENTIALS")) return heap_.clone(*role);
    return heap_.string("arn:" + std::string(context_.partition) + ":iam::*:user/*", make_);
}

template <class Write>
void SwaggerEditor::add_integration(const Integration& integration, std::string_view type, Write write) {
    const MethodName& method = integration.method;
    add_path(integration.path, integration.authored_path, method);
    Editable* uri = integration.uri;
    const bool conditional = !integration.condition.empty();
    const auto condition = [&] {
        return heap_.string(integration.condition, make_, integration.authored_condition);
    };
    if (conditional) uri = heap_.choose(condition(), uri, make_);
    for (Editable* item : contents(path_item(integration.path))) {
        Editable* definition = item->get(method.text);
        if (definition == nullptr || !definition->is_dict()) continue;
        Editable* made = heap_.dict(make_);
        heap_.set(*definition, integration_key, made, make_);
        heap_.set(*made, "type", heap_.string(type, make_), make_);
        heap_.set(*made, "httpMethod", heap_.string("POST", make_), make_);
        heap_.set(*made, "uri", uri, make_);
        write(*definition, *made);
        if (conditional) heap_.set(*item, method.text, heap_.choose(condition(), definition, make_), make_);
    }
}

void SwaggerEditor::add_lambda_integration(const Integration& integration, Editable* method_auth,
                                           Editable* api_auth) {
    add_integration(integration, "aws_proxy", [&](Editable& definition, Editable& made) {
        if (integration.streams)
            heap_.set(made, "responseTransferMode", heap_.string("STREAM", make_), make_);
        if (Editable* credentials = integration_credentials(method_auth, api_auth))
            heap_.set(made, "credentials", credentials, make_);
        heap_.set_default(definition, "responses", heap_.dict(make_), make_);
    });
}

void SwaggerEditor::add_state_machine_integration(const Integration& integration, Editable* credentials,
                                                  Editable* request_template) {
    const auto two = [&](std::string_view key, std::string_view good, std::string_view bad) {
        Editable* responses = heap_.dict(make_);
        for (const auto& [status, text] : {std::pair{"200", good}, std::pair{"400", bad}}) {
            Editable* entry = heap_.dict(make_);
            heap_.set(*entry, key, heap_.string(text, make_), make_);
            heap_.set(*responses, status, entry, make_);
        }
        return responses;
    };
    add_integration(integration, "aws", [&](Editable& definition, Editable& made) {
        heap_.set(made, "responses", two("statusCode", "200", "400"), make_);
        heap_.set(made, "credentials", credentials, make_);
        heap_.set_default(definition, "responses", two("description", "OK", "Bad Request"), make_);
        made.update(*heap_.plain({{"requestTemplates", request_template}}, make_));
    });
}

std::vector<MethodEntry> methods_with_integration(DefinitionEditor& editor,
                                                  const std::vector<Editable*>& items) {
    std::vector<MethodEntry> found;
    for (Editable* item : items) {
        if (!item->is_dict()) continue;
        for (const EditableMember* method : item->members()) {
            if (method->key == "summary" || method->key == "description" || method->key == "parameters")
                continue;
            for (Editable* definition : editor.branches(method->value)) {
                if (!definition->is_dict()) {
                    editor.refuse_method(method->key, method->key_span);
                } else if (truthy(definition->get(integration_key))) {
                    found.push_back({normalized_method(method->key, false).text, definition});
                }
            }
        }
    }
    return found;
}

}  // namespace stackfit::sam
