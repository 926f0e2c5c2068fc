// What a method takes and gives: CORS preflight, models, parameters, validators; and the definition's own extensions.
#include <set>

#include "sam/api/swagger_editor.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

std::string allowed_methods(Editable& item) {
    std::set<std::string> names;
    if (item.has(any_method)) {
        names = {"OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"};
    } else {
        names.insert("OPTIONS");
        for (const EditableMember* method : item.members()) names.insert(to_upper(method->key));
    }
    const std::vector<std::string> sorted(names.begin(), names.end());
    return "'" + join(sorted, ",") + "'";
}

std::string_view validator_name(bool body, bool parameters) {
    if (body) return parameters ? "body-and-params" : "body-only";
    return parameters ? "params-only" : "no-validation";
}

Editable* with_slashes(EditableHeap& heap, Editable& value, const Maker& make) {
    const auto slashed = [](std::string_view text) {
        std::string out;
        for (std::size_t at = 0; at < text.size();) {
            const bool escape = text.substr(at, 2) == "~1";
            out += escape ? '/' : text[at];
            at += escape ? 2 : 1;
        }
        return out;
    };
    const Maker here = make.at(value.span);
    if (value.is_string()) return heap.string(slashed(value.text), here, true);
    if (value.is_list()) {
        std::vector<Editable*> items;
        for (Editable* item : value.items) items.push_back(with_slashes(heap, *item, make));
        return heap.list(items, here);
    }
    if (!value.is_dict()) return &value;
    Editable* made = heap.dict(here);
    for (const EditableMember* member : value.members())
        heap.set(*made, slashed(member->key), with_slashes(heap, *member->value, make), here, true);
    return made;
}

}  // namespace

Editable* SwaggerEditor::cors_options(const CorsConfiguration& cors) {
    const auto type = [&](std::string_view name) {
        return heap_.plain({{"type", heap_.string(name, make_)}}, make_);
    };
    Editable* parameters = heap_.dict(make_);
    Editable* headers = heap_.dict(make_);
    const auto add = [&](std::string_view header, Editable* value, std::string_view kind) {
        heap_.set(*parameters, "method.response.header." + std::string(header), value, make_);
        heap_.set(*headers, header, type(kind), make_);
    };
    add("Access-Control-Allow-Origin", heap_.clone(*cors.origin), "string");
    if (truthy(cors.headers)) add("Access-Control-Allow-Headers", heap_.clone(*cors.headers), "string");
    if (truthy(cors.methods)) add("Access-Control-Allow-Methods", heap_.clone(*cors.methods), "string");
    if (cors.max_age != nullptr) add("Access-Control-Max-Age", heap_.clone(*cors.max_age), "integer");
    const bool credentials =
        cors.credentials != nullptr && cors.credentials->kind == Kind::boolean && truthy(cors.credentials);
    if (credentials) add("Access-Control-Allow-Credentials", heap_.string("'true'", make_), "string");

    const auto media = [&] { return heap_.list({heap_.string("application/json", make_)}, make_); };
    Editable* made = heap_.dict(make_);
    heap_.set(*made, "summary", heap_.string("CORS support", make_), make_);
    heap_.set(*made, "consumes", media(), make_);
    heap_.set(*made, "produces", media(), make_);
    Editable* integration = heap_.dict(make_);
    heap_.set(*made, integration_key, integration, make_);
    heap_.set(*integration, "type", heap_.string("mock", make_), make_);
    heap_.set(
        *integration, "requestTemplates",
        heap_.plain({{"application/json", heap_.string("{\n  \"statusCode\" : 200\n}\n", make_)}}, make_),
        make_);
    Editable* responses = heap_.dict(make_);
    heap_.set(*integration, "responses", responses, make_);
    Editable* standard = heap_.dict(make_);
    heap_.set(*responses, "default", standard, make_);
    heap_.set(*standard, "statusCode", heap_.string("200", make_), make_);
    heap_.set(*standard, "responseParameters", parameters, make_);
    heap_.set(*standard, "responseTemplates",
              heap_.plain({{"application/json", heap_.string("{}\n", make_)}}, make_), make_);
    Editable* method_responses = heap_.dict(make_);
    heap_.set(*made, "responses", method_responses, make_);
    Editable* ok = heap_.dict(make_);
    heap_.set(*method_responses, "200", ok, make_);
    heap_.set(*ok, "description", heap_.string("Default response for CORS method", make_), make_);
    heap_.set(*ok, "headers", headers, make_);
    return made;
}

void SwaggerEditor::add_cors(const EditableMember& path, const CorsConfiguration& cors) {
    CorsConfiguration filled = cors;
    for (Editable* item : contents(path.value)) {
        if (!item->is_dict() || item->has("options")) continue;
        if (!truthy(filled.methods)) filled.methods = heap_.string(allowed_methods(*item), make_);
        heap_.set(*item, "options", cors_options(filled), make_);
    }
}

void SwaggerEditor::add_request_validator(std::string_view path, std::string_view method, bool body,
                                          bool parameters, Editable* body_value, Editable* parameters_value) {
    constexpr std::string_view key = "x-amazon-apigateway-request-validators";
    const std::string_view name = validator_name(body, parameters);
    if (!truthy(document().get(key))) heap_.set(document(), key, heap_.dict(make_), make_);
    Editable* validators = document().get(key);
    if (!truthy(validators->get(name))) {
        Editable* definition = heap_.dict(make_);
        heap_.set(*definition, "validateRequestBody", body_value, make_);
        heap_.set(*definition, "validateRequestParameters", parameters_value, make_);
        validators->update(*heap_.plain({{name, definition}}, make_));
    }
    for (Editable* definition : integrated(path, method)) {
        definition->update(
            *heap_.plain({{"x-amazon-apigateway-request-validator", heap_.string(name, make_)}}, make_));
    }
}

void SwaggerEditor::add_request_model(std::string_view path, std::string_view method, const Editable& model,
                                      Editable* required) {
    const std::string name = to_lower(model.text);
    for (Editable* definition : integrated(path, method)) {
        if (is_openapi()) {
            Editable* schema =
                heap_.plain({{"$ref", heap_.string("#/components/schemas/" + name, make_)}}, make_);
            Editable* media =
                heap_.plain({{"application/json", heap_.plain({{"schema", schema}}, make_)}}, make_);
            Editable* body = heap_.plain({{"content", media}}, make_);
            if (required != nullptr) heap_.set(*body, "required", heap_.clone(*required), make_);
            heap_.set(*definition, "requestBody", body, make_);
        } else if (document().value("swagger") != nullptr) {
            Editable* existing = definition->get("parameters");
            if (existing == nullptr) existing = heap_.list({}, make_);
            Editable* parameter = heap_.dict(make_);
            heap_.set(*parameter, "in", heap_.string("body", make_), make_);
            heap_.set(*parameter, "name", heap_.string(name, make_, model.authored), make_);
            heap_.set(*parameter, "schema",
                      heap_.plain({{"$ref", heap_.string("#/definitions/" + name, make_)}}, make_), make_);
            if (required != nullptr) heap_.set(*parameter, "required", heap_.clone(*required), make_);
            EditableHeap::append(*existing, parameter);
            heap_.set(*definition, "parameters", existing, make_);
        }
    }
}

void SwaggerEditor::add_request_parameters(std::string_view path, std::string_view method,
                                           const std::vector<RequestParameter>& parameters) {
    for (Editable* definition : integrated(path, method)) {
        Editable* existing = definition->get("parameters");
        if (existing == nullptr) existing = heap_.list({}, make_);
        for (const RequestParameter& request : parameters) {
            std::string_view rest = request.name->text;
            rest.remove_prefix(std::string_view("method.request.").size());
            const std::size_t dot = rest.find('.');
            const bool query = rest.substr(0, dot) == "querystring";
            Editable* parameter = heap_.dict(make_);
            heap_.set(*parameter, "in", heap_.string(query ? "query" : rest.substr(0, dot), make_, !query),
                      make_);
            heap_.set(*parameter, "name", heap_.string(rest.substr(dot + 1), make_, true), make_);
            heap_.set(
                *parameter, "required",
                request.required == nullptr ? heap_.boolean(false, make_) : heap_.clone(*request.required),
                make_);
            heap_.set(*parameter, "type", heap_.string("string", make_), make_);
            EditableHeap::append(*existing, parameter);
            if (!truthy(request.caching)) continue;
            Editable& integration = *definition->get(integration_key);
            Editable* keys = integration.get("cacheKeyParameters");
            if (keys == nullptr) keys = heap_.list({}, make_);
            EditableHeap::append(*keys, heap_.clone(*request.name));
            heap_.set(integration, "cacheKeyParameters", keys, make_);
        }
        heap_.set(*definition, "parameters", existing, make_);
    }
}

void SwaggerEditor::add_models(Editable& models) {
    for (const EditableMember* model : models.members()) {
        if (!truthy(model->value->get("type"))) {
            problems_.refuse_document(
                model->key_span, "Model '" + std::string(model->key) + "' needs a 'type', such as object.");
            continue;
        }
        heap_.set(*definitions_, to_lower(model->key), heap_.clone(*model->value), make_.at(model->key_span),
                  model->authored);
    }
}

void SwaggerEditor::add_gateway_response(const EditableMember& response) {
    heap_.set(*responses_, response.key, response.value, make_.at(response.key_span), response.authored);
}

void SwaggerEditor::add_binary_media_types(Editable& types) {
    heap_.set(document(), "x-amazon-apigateway-binary-media-types", with_slashes(heap_, types, make_), make_);
}

void SwaggerEditor::disable_execute_api_endpoint(Editable& value) {
    constexpr std::string_view key = "x-amazon-apigateway-endpoint-configuration";
    const auto set = [&](Editable& holder) {
        Editable* config =
            holder.is_dict() ? heap_.set_default(holder, key, heap_.plain({}, make_), make_) : nullptr;
        if (config != nullptr && config->is_dict())
            heap_.set(*config, "disableExecuteApiEndpoint", heap_.clone(value), make_);
        else
            refuse("'" + std::string(key) + "' and what holds it must be maps in the API's definition.");
    };
    if (!is_openapi_3(document().get("openapi"))) return set(document());
    Editable* servers = document().get("servers");
    if (servers == nullptr) servers = heap_.list({heap_.dict(make_)}, make_);
    if (truthy(servers) && !servers->is_list())
        return refuse("'servers' of the API's definition must be a list.");
    for (Editable* server : servers->items) set(*server);
    heap_.set(document(), "servers", servers, make_);
}

}  // namespace stackfit::sam
