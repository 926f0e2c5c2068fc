// The OpenAPI 3 definition of an HTTP API.
#pragma once

#include "sam/api/definition_editor.h"
#include "sam/api/swagger_editor.h"

namespace stackfit::sam {

/// Has `paths`, a map, and `openapi` 3.x.
bool is_open_api(const Editable* document);
/// {openapi: 3.0.1, info: {version: 1.0, title: stack name}, paths: {}}
Editable* open_api_skeleton(EditableHeap& heap, const Maker& make);
/// Is it the title that the skeleton has?
bool is_skeleton_title(Editable* title);

class OpenApiEditor : public DefinitionEditor {
public:
    OpenApiEditor(Context& context, Definition& definition, const Maker& make);

    /// Writes back what was added aside and closes the definition. Call once, last.
    void close();

    void add_lambda_integration(std::string_view path, bool authored_path, const MethodName& method,
                                Editable* uri, std::string_view condition);
    /// Does the method invoke this function already?
    bool invokes(std::string_view path, std::string_view method, std::string_view function);
    void set_authorizer(std::string_view path, std::string_view method, const Editable& name,
                        Editable* scopes);
    void add_path_parameters(std::string_view path, std::string_view method,
                             const std::vector<std::string>& names);
    void set_payload_version(std::string_view path, std::string_view method, const Editable& version);

    void add_security_scheme(std::string_view name, Editable* scheme, bool authored);
    void set_default_authorizer(const EditableMember& path, const AuthorizerEntry& authorizer);
    void add_tags(Editable& tags);
    void add_cors(const CorsConfiguration& cors, Editable* expose);
    void disable_execute_api_endpoint(Editable& value);
    void set_info(std::string_view key, const Editable& value);

private:
    Editable* schemes_ = nullptr;
    Editable* tags_ = nullptr;
    Editable* info_ = nullptr;
};

}  // namespace stackfit::sam
