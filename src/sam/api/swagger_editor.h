// The Swagger 2 (or OpenAPI 3) definition of a REST API.
#pragma once

#include "sam/api/definition_editor.h"

namespace stackfit::sam {

/// Has `paths`, a map, and `swagger`, or `openapi` 3.x.
bool is_swagger(const Editable* document);
/// {swagger: 2.0, info: {version: 1.0, title: stack name}, paths: {}}
Editable* swagger_skeleton(EditableHeap& heap, const Maker& make);
/// A path with its parameters as wildcards: /a/{b} is /a/*.
std::string wildcard_path(std::string_view path, bool greedy_names);

struct CorsConfiguration {
    Editable* methods = nullptr;
    Editable* headers = nullptr;
    Editable* origin = nullptr;
    Editable* max_age = nullptr;
    Editable* credentials = nullptr;
};

/// How one authorizer shows in the definition, and the scopes it asks for by default.
struct AuthorizerEntry {
    std::string_view name;
    bool authored = false;
    Editable* scopes = nullptr;  ///< null: none
};

class SwaggerEditor : public DefinitionEditor {
public:
    SwaggerEditor(Context& context, Definition& definition, const Maker& make);

    /// Writes back what was added aside and closes the definition. Call once, last.
    void close();

    struct Integration {
        std::string_view path;
        bool authored_path = false;
        MethodName method;
        Editable* uri = nullptr;
        std::string_view condition;  ///< of the function; "" for none
        bool authored_condition = false;
        bool streams = false;
    };
    void add_lambda_integration(const Integration& integration, Editable* method_auth, Editable* api_auth);
    void add_state_machine_integration(const Integration& integration, Editable* credentials,
                                       Editable* request_template);

    // swagger_auth.cpp
    void add_security_definition(const EditableMember& definition);
    void refuse_security(const EditableMember& path, std::string_view method);
    void add_iam_definition();
    void add_api_key_definition();
    void set_default_authorizer(const EditableMember& path, const AuthorizerEntry& authorizer,
                                const std::vector<std::string_view>& all, bool preflight);
    void require_api_key(const EditableMember& path, bool preflight);
    void add_auth_to_method(std::string_view path, std::string_view method, Editable& auth,
                            Editable* api_auth);

    // swagger_method.cpp
    void add_cors(const EditableMember& path, const CorsConfiguration& cors);
    void add_request_validator(std::string_view path, std::string_view method, bool body, bool parameters,
                               Editable* body_value, Editable* parameters_value);
    void add_request_model(std::string_view path, std::string_view method, const Editable& model,
                           Editable* required);
    struct RequestParameter {
        const Editable* name = nullptr;
        Editable* required = nullptr;
        Editable* caching = nullptr;
    };
    void add_request_parameters(std::string_view path, std::string_view method,
                                const std::vector<RequestParameter>& parameters);
    void add_models(Editable& models);
    void add_gateway_response(const EditableMember& response);
    void add_binary_media_types(Editable& types);
    void disable_execute_api_endpoint(Editable& value);

    // swagger_policy.cpp
    void add_resource_policy(Editable& policy, std::string_view path, bool authored_path, Editable& stage);
    void add_custom_statements(Editable& statements);

private:
    /// The frame of every integration; `write` adds what is its own to (the method's definition, the integration).
    template <class Write>
    void add_integration(const Integration& integration, std::string_view type, Write write);
    void set_method_authorizer(std::string_view path, std::string_view method, Editable& authorizer,
                               Editable* authorizers, Editable* scopes);
    void set_api_key(std::string_view path, std::string_view method, bool required);
    Editable* integration_credentials(Editable* method_auth, Editable* api_auth);
    Editable* cors_options(const CorsConfiguration& cors);
    Editable* resource_uris(std::string_view path, bool authored_path, Editable& stage);
    void add_statement(Editable* statement, bool once);
    void add_account_statement(Editable& accounts, std::string_view effect, Editable* resources);
    void add_address_statements(Editable& addresses, std::string_view operation, Editable* resources);
    void add_network_statements(Editable* endpoints, Editable* networks, Editable* network_endpoints,
                                std::string_view operation, Editable* resources);
    void add_guarded_statements(std::string_view operation, Editable* condition, Editable* resources);
    [[nodiscard]] bool is_openapi() const;

    Editable* security_ = nullptr;
    Editable* responses_ = nullptr;
    Editable* policy_ = nullptr;
    Editable* definitions_ = nullptr;
};

/// Runs over all methods of a path that have an integration: name as normalized, and definition.
struct MethodEntry {
    std::string name;
    Editable* definition = nullptr;
};
std::vector<MethodEntry> methods_with_integration(DefinitionEditor& editor,
                                                  const std::vector<Editable*>& items);

}  // namespace stackfit::sam
