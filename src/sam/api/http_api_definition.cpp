// What the properties of an HTTP API write into its definition.
#include "sam/api/definition_access.h"
#include "sam/api/http_api.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

bool is_editable(HttpApi& http, std::string_view property) {
    return is_editable(http, property, is_open_api(http.api.definition.document),
                       "an OpenAPI 3 document with 'openapi' and 'paths'");
}

OpenApiEditor open(HttpApi& http, std::string_view property) {
    return {http.context, http.api.definition, http.cause(property, "AWS::ApiGatewayV2::Api")};
}

bool read_cors(HttpApi& http, Editable& cors, CorsConfiguration& read) {
    EditableHeap& heap = http.heap();
    const Maker make = http.make.at(cors.span);
    if (cors.kind == Kind::boolean) {
        read.origin = heap.list({heap.string("*", make)}, make);
        return true;
    }
    if (is_intrinsic(&cors)) {
        read.origin = &cors;
        return true;
    }
    if (!cors.is_dict()) {
        http.refuse("CorsConfiguration",
                    "'CorsConfiguration' must be true or a map, not " + a_kind(cors) + ".");
        return false;
    }
    bool good =
        http.check_keys(cors, "'CorsConfiguration'",
                        "AllowMethods AllowHeaders AllowOrigins MaxAge ExposeHeaders AllowCredentials");
    read.methods = cors.value("AllowMethods");
    read.headers = cors.value("AllowHeaders");
    read.origin = cors.value("AllowOrigins");
    read.max_age = cors.value("MaxAge");
    read.credentials = cors.value("AllowCredentials");
    const bool credentials =
        read.credentials != nullptr && read.credentials->kind == Kind::boolean && truthy(read.credentials);
    const bool everyone =
        read.origin != nullptr && read.origin->items.size() == 1 && read.origin->items[0]->is("*");
    if (credentials && everyone) {
        http.refuse("CorsConfiguration",
                    "'AllowCredentials' cannot be true while 'AllowOrigins' is '*': browsers refuse that "
                    "answer. Name the origins.");
        good = false;
    }
    return good;
}

void add_cors(HttpApi& http) {
    Editable* cors = http.get("CorsConfiguration");
    CorsConfiguration read;
    if (!truthy(cors) || !read_cors(http, *cors, read) || !is_editable(http, "CorsConfiguration")) return;
    OpenApiEditor editor = open(http, "CorsConfiguration");
    editor.add_cors(read, cors->is_dict() ? cors->value("ExposeHeaders") : nullptr);
    editor.close();
}

void set_default(HttpApi& http, OpenApiEditor& editor, const std::vector<ApiAuthorizer>& authorizers) {
    Editable* name = http.get("Auth")->value("DefaultAuthorizer");
    if (!truthy(name) || is_no_value(name)) return;
    if (!name->is_string()) {
        http.context.problems.refuse(
            name->span, "'DefaultAuthorizer' must be the name of an authorizer, not " + a_kind(*name) + ".");
        return;
    }
    const ApiAuthorizer* standard = nullptr;
    for (const ApiAuthorizer& authorizer : authorizers) {
        if (authorizer.name == name->text) standard = &authorizer;
    }
    const Editable* written = http.get("Auth")->value("Authorizers");
    if (standard == nullptr && written != nullptr && written->has(name->text)) return;  // named, but refused
    if (standard == nullptr) {
        http.context.problems.refuse(name->span, "DefaultAuthorizer '" + std::string(name->text) +
                                                     "' is not one of the 'Authorizers'.");
        return;
    }
    const AuthorizerEntry entry{name->text, name->authored, standard->get("AuthorizationScopes")};
    for (const EditableMember* path : editor.paths()) editor.set_default_authorizer(*path, entry);
}

void add_auth(HttpApi& http) {
    Editable* auth = http.get("Auth");
    if (!truthy(auth) || !auth->is_dict()) return;
    if (!http.check_keys(*auth, "'Auth' of AWS::Serverless::HttpApi",
                         "Authorizers DefaultAuthorizer EnableIamAuthorizer") ||
        !is_editable(http, "Auth"))
        return;
    const std::vector<ApiAuthorizer> authorizers = read_authorizers(http);
    OpenApiEditor editor = open(http, "Auth");
    for (const ApiAuthorizer& authorizer : authorizers)
        editor.add_security_scheme(authorizer.name, sam::definition(http, authorizer), authorizer.authored);
    set_default(http, editor, authorizers);
    editor.close();
}

/// Name and Description stand in the definition's info, where the author must not have written them too.
void set_info(HttpApi& http, std::string_view property, std::string_view key) {
    Editable* value = http.get(property);
    if (!truthy(value)) return;
    const Editable* body = http.get("DefinitionBody");
    if (!truthy(body))
        return http.refuse(property,
                           "'" + std::string(property) +
                               "' needs an inline 'DefinitionBody': SAM writes it into the definition.");
    const Editable* info = body->value("info");
    if (info != nullptr && !info->is_dict())
        return http.refuse("DefinitionBody", "'info' of 'DefinitionBody' must be a map.");
    Editable* written = info == nullptr ? nullptr : info->value(key);
    const bool title = key == "title";
    if (title ? !is_skeleton_title(written) : truthy(written)) {
        http.refuse(property, "'" + std::string(property) + "' is already said by 'info." + std::string(key) +
                                  "' of 'DefinitionBody'; keep one of them.");
        return;
    }
    if (!is_editable(http, property)) return;
    OpenApiEditor editor = open(http, property);
    editor.set_info(key, *value);
    editor.close();
}

}  // namespace

void write_open_api(HttpApi& http) {
    add_cors(http);
    add_auth(http);
}

void write_open_api_texts(HttpApi& http, Editable* tags) {
    if (truthy(tags) && tags->is_dict() && is_open_api(http.api.definition.document) &&
        truthy(http.get("DefinitionBody"))) {
        OpenApiEditor editor = open(http, "Tags");
        editor.add_tags(*tags);
        editor.close();
    }
    Editable* disable = http.get("DisableExecuteApiEndpoint");
    if (disable != nullptr && is_editable(http, "DisableExecuteApiEndpoint")) {
        OpenApiEditor editor = open(http, "DisableExecuteApiEndpoint");
        editor.disable_execute_api_endpoint(*disable);
        editor.close();
    }
    set_info(http, "Name", "title");
    set_info(http, "Description", "description");
}

}  // namespace stackfit::sam
