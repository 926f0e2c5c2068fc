#include "sam/api/open_api_editor.h"

#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view cors_key = "x-amazon-apigateway-cors";
constexpr std::string_view endpoint_key = "x-amazon-apigateway-endpoint-configuration";

/// Cors given by a function: the names of its properties, wherever they stand, in the definition's spelling.
std::string respelled(std::string_view text) {
    constexpr char names[][18] = {"AllowOrigins",  "AllowHeaders", "AllowMethods",
                                  "ExposeHeaders", "MaxAge",       "AllowCredentials"};
    std::string out(text);
    for (const char* name : names) {
        const std::string_view old(name);
        for (std::size_t at = out.find(old); at != std::string::npos; at = out.find(old, at + 1)) {
            out[at] = static_cast<char>(out[at] + ('a' - 'A'));
        }
    }
    return out;
}

Editable* respelled(EditableHeap& heap, Editable& value, const Maker& make) {
    const Maker here = make.at(value.span);
    if (value.is_string()) return heap.string(respelled(value.text), here);
    if (value.is_list()) {
        std::vector<Editable*> items;
        for (Editable* item : value.items) items.push_back(respelled(heap, *item, make));
        return heap.list(items, here);
    }
    if (!value.is_dict()) return heap.clone(value);
    Editable* made = heap.plain({}, here);
    for (const EditableMember* member : value.members())
        heap.set(*made, respelled(member->key), respelled(heap, *member->value, make), here);
    return made;
}

}  // namespace

bool is_open_api(const Editable* document) {
    if (!truthy(document) || !document->is_dict()) return false;
    const Editable* paths = document->get("paths");
    return paths != nullptr && paths->is_dict() && truthy(document->get("openapi")) &&
           is_openapi_3(document->get("openapi"));
}

Editable* open_api_skeleton(EditableHeap& heap, const Maker& make) {
    return definition_skeleton(heap, make, "openapi", "3.0.1");
}

bool is_skeleton_title(Editable* title) {
    const EditableMember* only = title == nullptr ? nullptr : title->only();
    return only != nullptr && only->key == "Ref" && only->value->is("AWS::StackName");
}

OpenApiEditor::OpenApiEditor(Context& context, Definition& definition, const Maker& make)
    : DefinitionEditor(context, definition, make) {
    const Editable* components = document().value("components");
    Editable* schemes = components == nullptr ? nullptr : components->get("securitySchemes");
    if (components != nullptr && !components->is_dict())
        refuse("'components' of the API's definition must be a map.");
    schemes_ = truthy(schemes) ? schemes : heap_.dict(make_);
    tags_ = document().get("tags");
    if (!truthy(tags_)) tags_ = heap_.list({}, make_);
    info_ = document().get("info");
    if (!truthy(info_)) info_ = heap_.dict(make_);
}

void OpenApiEditor::close() {
    if (truthy(tags_)) heap_.set(document(), "tags", tags_, make_);
    if (truthy(schemes_)) {
        Editable* components = document().get("components");
        if (!truthy(components) || !components->is_dict()) {
            components = heap_.dict(make_);
            heap_.set(document(), "components", components, make_);
        }
        heap_.set(*components, "securitySchemes", schemes_, make_);
    }
    if (truthy(info_)) heap_.set(document(), "info", info_, make_);
    copied();
}

void OpenApiEditor::add_lambda_integration(std::string_view path, bool authored_path,
                                           const MethodName& method, Editable* uri,
                                           std::string_view condition) {
    if (has_integration(path, method.text)) return;
    add_path(path, authored_path, method);
    const auto name = [&] { return heap_.string(condition, make_, true); };
    if (!condition.empty()) uri = heap_.choose(name(), uri, make_);
    for (Editable* item : items(path)) {
        Editable* definition = item->value(method.text);
        if (definition == nullptr) {
            definition = heap_.dict(make_);
            heap_.set(*item, method.text, definition, make_);
        }
        if (!definition->is_dict()) continue;
        Editable* made = heap_.dict(make_);
        heap_.set(*definition, integration_key, made, make_);
        heap_.set(*made, "type", heap_.string("aws_proxy", make_), make_);
        heap_.set(*made, "httpMethod", heap_.string("POST", make_), make_);
        heap_.set(*made, "payloadFormatVersion", heap_.string("2.0", make_), make_);
        heap_.set(*made, "uri", uri, make_);
        if (path == "$default" && method.text == any_method)
            heap_.set(*definition, "isDefaultRoute", heap_.boolean(true, make_), make_);
        heap_.set_default(*definition, "responses", heap_.dict(make_), make_);
        if (!condition.empty()) heap_.set(*item, method.text, heap_.choose(name(), definition, make_), make_);
    }
}

bool OpenApiEditor::invokes(std::string_view path, std::string_view method, std::string_view function) {
    if (!has_integration(path, method)) return false;
    for (const Editable* definition : integrated(path, method, true)) {
        const Editable* integration = definition->get(integration_key);
        if (integration != nullptr && !integration->is_dict()) {
            refuse("'" + std::string(integration_key) + "' of method '" + std::string(method) +
                   "' of path '" + std::string(path) + "' must be a map.");
            return false;
        }
        Editable* uri = integration == nullptr ? nullptr : integration->get("uri");
        if (uri == nullptr || !uri->is_dict()) return false;
        for (const Editable* one : contents(uri)) {
            const Editable* pattern = one->get("Fn::Sub");
            const std::string wanted = "{" + std::string(function) + ".Arn";
            if (pattern == nullptr || !pattern->is_string() ||
                pattern->text.find(wanted) == std::string_view::npos)
                return false;
        }
    }
    return true;
}

void OpenApiEditor::set_authorizer(std::string_view path, std::string_view method, const Editable& name,
                                   Editable* scopes) {
    for (Editable* definition : integrated(path, method)) {
        const Editable* existing = security_of(*definition, path, method);
        if (existing == nullptr) continue;
        Editable* entry = heap_.plain({}, make_);
        heap_.set(*entry, name.text, truthy(scopes) ? heap_.clone(*scopes) : heap_.list({}, make_), make_,
                  name.authored);
        std::vector<Editable*> security = existing->items;
        security.push_back(entry);
        heap_.set(*definition, "security", heap_.list(security, make_), make_);
    }
}

void OpenApiEditor::add_path_parameters(std::string_view path, std::string_view method,
                                        const std::vector<std::string>& names) {
    for (Editable* definition : integrated(path, method)) {
        Editable* parameters = heap_.set_default(*definition, "parameters", heap_.list({}, make_), make_);
        for (const std::string& name : names) {
            Editable* parameter = nullptr;
            for (Editable* existing : parameters->items) {
                const Editable* its = existing->get("name");
                if (its != nullptr && its->is(name)) parameter = existing;
            }
            const bool fresh = parameter == nullptr;
            if (fresh) {
                parameter = heap_.dict(make_);
                heap_.set(*parameter, "name", heap_.string(name, make_, true), make_);
            }
            heap_.set(*parameter, "in", heap_.string("path", make_), make_);
            heap_.set(*parameter, "required", heap_.boolean(true, make_), make_);
            if (fresh) EditableHeap::append(*parameters, parameter);
        }
    }
}

void OpenApiEditor::set_payload_version(std::string_view path, std::string_view method,
                                        const Editable& version) {
    for (const Editable* definition : integrated(path, method)) {
        heap_.set(*definition->get(integration_key), "payloadFormatVersion", heap_.clone(version), make_);
    }
}

void OpenApiEditor::add_security_scheme(std::string_view name, Editable* scheme, bool authored) {
    heap_.set(*schemes_, name, scheme, make_, authored);
}

void OpenApiEditor::set_default_authorizer(const EditableMember& path, const AuthorizerEntry& authorizer) {
    for (Editable* item : items(path.key)) {
        for (const EditableMember* method : item->members()) {
            const std::string name = normalized_method(method->key, false).text;
            if (name == "parameters" || name == "options") continue;
            if (!item->has(name)) {
                problems_.refuse_document(method->key_span, "Method '" + std::string(method->key) +
                                                                "' must be written as '" + name +
                                                                "' in the API's definition.");
                continue;
            }
            for (Editable* definition : contents(method->value)) {
                if (!definition->is_dict()) {
                    refuse_method(method->key, method->key_span);
                } else if (truthy(definition->get(integration_key)) && !truthy(definition->get("security"))) {
                    Editable* scopes = authorizer.scopes == nullptr ? heap_.list({}, make_)
                                                                    : heap_.clone(*authorizer.scopes);
                    heap_.set(*definition, "security",
                              heap_.list({heap_.plain({{authorizer.name, scopes}}, make_)}, make_), make_);
                }
            }
        }
    }
}

void OpenApiEditor::add_tags(Editable& tags) {
    if (!tags_->is_list()) return refuse("'tags' of the API's definition must be a list.");
    for (const EditableMember* tag : tags.members()) {
        Editable* existing = nullptr;
        for (Editable* one : tags_->items) {
            const Editable* name = one->get("name");
            if (existing == nullptr && name != nullptr && name->is(tag->key)) existing = one;
        }
        if (existing == nullptr) {
            existing = heap_.dict(make_);
            heap_.set(*existing, "name", heap_.string(tag->key, make_), make_);
            EditableHeap::append(*tags_, existing);
        }
        heap_.set(*existing, "x-amazon-apigateway-tag-value", heap_.clone(*tag->value), make_);
    }
}

void OpenApiEditor::add_cors(const CorsConfiguration& cors, Editable* expose) {
    Editable* config = document().get(cors_key);
    if (config == nullptr) config = heap_.plain({}, make_);
    if (!config->is_dict())
        return refuse("'" + std::string(cors_key) + "' of the API's definition must be a map.");
    if (truthy(cors.origin) && is_intrinsic(cors.origin)) {
        config->update(*respelled(heap_, *cors.origin, make_));
    } else {
        const auto set = [&](std::string_view key, Editable* value) {
            if (truthy(value)) heap_.set(*config, key, heap_.clone(*value), make_);
        };
        set("allowOrigins", cors.origin);
        set("allowHeaders", cors.headers);
        set("allowMethods", cors.methods);
        set("exposeHeaders", expose);
        if (cors.max_age != nullptr) heap_.set(*config, "maxAge", heap_.clone(*cors.max_age), make_);
        if (cors.credentials != nullptr && cors.credentials->kind == Kind::boolean)
            set("allowCredentials", cors.credentials);
    }
    heap_.set(document(), cors_key, config, make_);
}

void OpenApiEditor::disable_execute_api_endpoint(Editable& value) {
    Editable* servers = document().get("servers");
    if (servers == nullptr) servers = heap_.list({heap_.dict(make_)}, make_);
    if (truthy(servers) && !servers->is_list())
        return refuse("'servers' of the API's definition must be a list.");
    if (!servers->is_list()) return refuse("'servers' in the API's definition must be a list of maps.");
    for (Editable* server : servers->items) {
        if (!server->is_dict()) {
            refuse("Each of 'servers' in the API's definition must be a map.");
            continue;
        }
        Editable* config = server->get(endpoint_key);
        if (config == nullptr || !config->is_dict()) config = heap_.plain({}, make_);
        heap_.set(*config, "disableExecuteApiEndpoint", heap_.clone(value), make_);
        heap_.set(*server, endpoint_key, config, make_);
    }
    heap_.set(document(), "servers", servers, make_);
}

void OpenApiEditor::set_info(std::string_view key, const Editable& value) {
    heap_.set(*info_, key, heap_.clone(value), make_);
}

}  // namespace stackfit::sam
