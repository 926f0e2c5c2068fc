// The Swagger 2 (or OpenAPI 3) definition of a REST API.
#pragma once

#include "definition_editor.h"

namespace stackfit::sam {

/// Has `paths`, a map, and `swagger`, or `openapi` 3.x.
bool is_swagger(const Py* document);
/// {swagger: 2.0, info: {version: 1.0, title: stack name}, paths: {}}
Py* swagger_skeleton(PyHeap& heap, const Maker& make);
/// A path with its parameters as wildcards: /a/{b} is /a/*.
std::string wildcard_path(std::string_view path, bool greedy_names);

struct CorsConfiguration {
    Py* methods = nullptr;
    Py* headers = nullptr;
    Py* origin = nullptr;
    Py* max_age = nullptr;
    Py* credentials = nullptr;
};

/// How one authorizer shows in the definition, and the scopes it asks for by default.
struct AuthorizerEntry {
    std::string_view name;
    bool unicode = false;
    Py* scopes = nullptr;  ///< null: none
};

class SwaggerEditor : public DefinitionEditor {
public:
    SwaggerEditor(Context& context, Definition& definition, const Maker& make);

    /// Writes back what was added aside and closes the definition. Call once, last.
    void close();

    struct Integration {
        std::string_view path;
        bool unicode_path = false;
        MethodName method;
        Py* uri = nullptr;
        std::string_view condition;  ///< of the function; "" for none
        bool unicode_condition = false;
        bool streams = false;
    };
    void add_lambda_integration(const Integration& integration, Py* method_auth, Py* api_auth);
    void add_state_machine_integration(const Integration& integration, Py* credentials, Py* request_template);

    // swagger_auth.cpp
    void add_security_definition(const PyMember& definition);
    void refuse_security(const PyMember& path, std::string_view method);
    void add_iam_definition();
    void add_api_key_definition();
    void set_default_authorizer(const PyMember& path, const AuthorizerEntry& authorizer,
                                const std::vector<std::string_view>& all, bool preflight);
    void require_api_key(const PyMember& path, bool preflight);
    void add_auth_to_method(std::string_view path, std::string_view method, Py& auth, Py* api_auth);

    // swagger_method.cpp
    void add_cors(const PyMember& path, const CorsConfiguration& cors);
    void add_request_validator(std::string_view path, std::string_view method, bool body, bool parameters,
                               Py* body_value, Py* parameters_value);
    void add_request_model(std::string_view path, std::string_view method, const Py& model, Py* required);
    struct RequestParameter {
        const Py* name = nullptr;
        Py* required = nullptr;
        Py* caching = nullptr;
    };
    void add_request_parameters(std::string_view path, std::string_view method,
                                const std::vector<RequestParameter>& parameters);
    void add_models(Py& models);
    void add_gateway_response(const PyMember& response);
    void add_binary_media_types(Py& types);
    void disable_execute_api_endpoint(Py& value);

    // swagger_policy.cpp
    void add_resource_policy(Py& policy, std::string_view path, bool unicode_path, Py& stage);
    void add_custom_statements(Py& statements);

private:
    void set_method_authorizer(std::string_view path, std::string_view method, Py& authorizer,
                               Py* authorizers, Py* scopes);
    void set_api_key(std::string_view path, std::string_view method, bool required);
    Py* integration_credentials(Py* method_auth, Py* api_auth);
    Py* cors_options(const CorsConfiguration& cors);
    Py* resource_uris(std::string_view path, bool unicode_path, Py& stage);
    void add_statement(Py* statement, bool once);
    void add_account_statement(Py& accounts, std::string_view effect, Py* resources);
    void add_address_statements(Py& addresses, std::string_view operation, Py* resources);
    void add_network_statements(Py* endpoints, Py* networks, Py* network_endpoints,
                                std::string_view operation, Py* resources);
    void add_guarded_statements(std::string_view operation, Py* condition, Py* resources);
    [[nodiscard]] bool is_openapi() const;

    Py* security_ = nullptr;
    Py* responses_ = nullptr;
    Py* policy_ = nullptr;
    Py* definitions_ = nullptr;
};

/// Runs over all methods of a path that have an integration: name as normalized, and definition.
struct MethodEntry {
    std::string name;
    Py* definition = nullptr;
};
std::vector<MethodEntry> methods_with_integration(DefinitionEditor& editor, const std::vector<Py*>& items);

}  // namespace stackfit::sam
