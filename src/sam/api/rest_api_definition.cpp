// What the properties of a REST API write into its definition: CORS, authorizers, gateway responses, binary types, models.
#include "sam/api/definition_access.h"
#include "sam/api/rest_api.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

bool is_editable(RestApi& rest, std::string_view property) {
    return is_editable(rest, property, is_swagger(rest.api.definition.document),
                       "a Swagger 2 or OpenAPI 3 document with 'paths'");
}

SwaggerEditor open(RestApi& rest, std::string_view property) {
    return {rest.context, rest.api.definition, rest.cause(property, "AWS::ApiGateway::RestApi")};
}

bool read_cors(RestApi& rest, Editable& cors, CorsConfiguration& read) {
    read.origin = rest.heap().string("'*'", rest.make.at(cors.span));
    if (cors.is_string() || is_intrinsic(&cors)) {
        read.origin = &cors;
        return true;
    }
    if (!cors.is_dict()) {
        rest.refuse("Cors", "'Cors' must be the allowed origin, or a map, not " + a_kind(cors) + ".");
        return false;
    }
    bool good =
        rest.check_keys(cors, "'Cors'", "AllowMethods AllowHeaders AllowOrigin MaxAge AllowCredentials");
    read.methods = cors.value("AllowMethods");
    read.headers = cors.value("AllowHeaders");
    read.max_age = cors.value("MaxAge");
    read.credentials = cors.value("AllowCredentials");
    if (cors.has("AllowOrigin")) read.origin = cors.get("AllowOrigin");
    const bool credentials =
        read.credentials != nullptr && read.credentials->kind == Kind::boolean && truthy(read.credentials);
    if (credentials && read.origin->is("'*'")) {
        rest.refuse("Cors",
                    "'AllowCredentials' cannot be true while 'AllowOrigin' is '*': browsers refuse that "
                    "answer. Name the origin.");
        good = false;
    }
    return good;
}

void add_cors(RestApi& rest) {
    Editable* cors = rest.get("Cors");
    CorsConfiguration read;
    if (!truthy(cors) || !read_cors(rest, *cors, read) || !is_editable(rest, "Cors")) return;
    SwaggerEditor editor = open(rest, "Cors");
    std::set<std::string_view> seen;
    for (const EditableMember* path : editor.paths()) {
        std::string_view plain = path->key;
        while (plain.size() > 1 && plain.back() == '/') plain.remove_suffix(1);
        if (!seen.insert(plain).second) continue;  // "/a" and "/a/" are one path to API Gateway
        if (!truthy(read.origin)) {
            rest.refuse("Cors", "'AllowOrigin' must not be empty.");
            break;
        }
        editor.add_cors(*path, read);
    }
    editor.close();
}

/// Named, though perhaps refused.
bool is_written(const Editable& auth, std::string_view authorizer) {
    const Editable* all = auth.value("Authorizers");
    return all != nullptr && all->has(authorizer);
}

void set_defaults(RestApi& rest, SwaggerEditor& editor, const std::vector<ApiAuthorizer>& authorizers) {
    Editable& auth = *rest.get("Auth");
    const Editable* name = auth.value("DefaultAuthorizer");
    if (!truthy(name)) return;
    if (!name->is_string()) {
        rest.refuse("Auth",
                    "'DefaultAuthorizer' must be the name of an authorizer, not " + a_kind(*name) + ".");
        return;
    }
    std::vector<std::string_view> all{"AWS_IAM"};
    const ApiAuthorizer* standard = nullptr;
    for (const ApiAuthorizer& authorizer : authorizers) {
        all.push_back(authorizer.name);
        if (authorizer.name == name->text) standard = &authorizer;
    }
    if (standard == nullptr && !is_written(auth, name->text)) {
        rest.context.problems.refuse(name->span, "DefaultAuthorizer '" + std::string(name->text) +
                                                     "' is not one of the 'Authorizers'.");
    }
    if (standard == nullptr) return;
    const Editable* preflight = auth.get("AddDefaultAuthorizerToCorsPreflight");
    const AuthorizerEntry entry{name->text, name->authored, standard->get("AuthorizationScopes")};
    for (const EditableMember* path : editor.paths())
        editor.set_default_authorizer(*path, entry, all, preflight == nullptr || truthy(preflight));
}

void add_resource_policy(RestApi& rest, SwaggerEditor& editor, Editable& policy) {
    if (!policy.is_dict()) {
        rest.context.problems.refuse_document(
            policy.span, "'ResourcePolicy' must be a map, but it is " + a_kind(policy) + ".");
        return;
    }
    for (const EditableMember* path : editor.paths())
        editor.add_resource_policy(policy, path->key, path->authored, *rest.get("StageName"));
    if (Editable* statements = policy.get("CustomStatements"); truthy(statements))
        editor.add_custom_statements(*statements);
}

constexpr std::string_view auth_keys =
    "Authorizers DefaultAuthorizer InvokeRole AddDefaultAuthorizerToCorsPreflight"
    " AddApiKeyRequiredToCorsPreflight ApiKeyRequired ResourcePolicy UsagePlan";

void add_auth(RestApi& rest) {
    Editable* auth = rest.get("Auth");
    if (!truthy(auth) || !auth->is_dict()) return;
    if (!rest.check_keys(*auth, "'Auth' of AWS::Serverless::Api", auth_keys) || !is_editable(rest, "Auth"))
        return;
    const std::vector<ApiAuthorizer> authorizers = read_authorizers(rest);
    SwaggerEditor editor = open(rest, "Auth");
    for (const ApiAuthorizer& authorizer : authorizers) {
        EditableMember definition;
        definition.key = authorizer.name;
        definition.authored = authorizer.authored;
        definition.value = sam::definition(rest, authorizer);
        editor.add_security_definition(definition);
    }
    if (!authorizers.empty()) set_defaults(rest, editor, authorizers);
    if (truthy(auth->get("ApiKeyRequired"))) {
        editor.add_api_key_definition();
        const Editable* preflight = auth->get("AddApiKeyRequiredToCorsPreflight");
        for (const EditableMember* path : editor.paths())
            editor.require_api_key(*path, preflight == nullptr || truthy(preflight));
    }
    if (Editable* policy = auth->get("ResourcePolicy"); truthy(policy))
        add_resource_policy(rest, editor, *policy);
    editor.close();
    as_open_api(rest);
}

Editable* prefixed_parameters(RestApi& rest, Editable& parameters) {
    EditableHeap& heap = rest.heap();
    Editable* made = heap.dict(rest.make);
    for (const auto& [property, prefix] :
         {std::pair<std::string_view, std::string_view>{"Headers", "header."},
          {"Paths", "path."},
          {"QueryStrings", "querystring."}}) {
        Editable* values = parameters.get(property);
        if (values == nullptr) continue;
        if (!values->is_dict()) {
            rest.refuse("GatewayResponses", "'ResponseParameters." + std::string(property) +
                                                "' must be a map, but it is " + a_kind(*values) + ".");
            continue;
        }
        for (const EditableMember* value : values->members()) {
            heap.set(*made, "gatewayresponse." + std::string(prefix) + std::string(value->key),
                     heap.clone(*value->value), rest.make.at(value->key_span), value->authored);
        }
    }
    return made;
}

bool check_response(RestApi& rest, const EditableMember& response) {
    const std::string name = "'" + std::string(response.key) + "' in 'GatewayResponses' ";
    Problems& problems = rest.context.problems;
    if (!response.value->is_dict() || is_intrinsic(response.value)) {
        problems.refuse(response.key_span,
                        name + "must be a map of ResponseParameters, ResponseTemplates and StatusCode.");
        return false;
    }
    const std::size_t before = problems.refusals();
    rest.check_keys(*response.value, name.substr(0, name.size() - 1),
                    "ResponseParameters ResponseTemplates StatusCode");
    Editable* parameters = response.value->get("ResponseParameters");
    if (truthy(parameters) && parameters->is_dict())
        rest.check_keys(*parameters, "'ResponseParameters'", "Headers Paths QueryStrings");
    else if (truthy(parameters))
        problems.refuse(parameters->span, "'ResponseParameters' of " + name + "must be a map.");
    Editable* status = response.value->value("StatusCode");
    const std::string code = truthy(status) ? printed(*status) : "1";
    const bool numeric = code.size() <= 3 && code.find_first_not_of("0123456789") == std::string::npos;
    if (!numeric)
        problems.refuse(status->span, "'StatusCode' of " + name +
                                          "must be a number of at most three digits, not '" + code + "'.");
    return problems.refusals() == before;
}

void add_gateway_responses(RestApi& rest) {
    Editable* responses = rest.get("GatewayResponses");
    if (!truthy(responses) || !responses->is_dict()) return;
    bool good = true;
    for (const EditableMember* response : responses->members())
        good = check_response(rest, *response) && good;
    if (!good || !is_editable(rest, "GatewayResponses")) return;
    SwaggerEditor editor = open(rest, "GatewayResponses");
    EditableHeap& heap = rest.heap();
    for (const EditableMember* response : responses->members()) {
        Editable* parameters = response->value->get("ResponseParameters");
        Editable* templates = response->value->get("ResponseTemplates");
        Editable* status = response->value->value("StatusCode");
        Editable* made = heap.dict(rest.make);
        heap.set(*made, "responseParameters",
                 truthy(parameters) ? prefixed_parameters(rest, *parameters) : heap.dict(rest.make),
                 rest.make);
        heap.set(*made, "responseTemplates",
                 truthy(templates) ? heap.clone(*templates) : heap.dict(rest.make), rest.make);
        if (status != nullptr && !printed(*status).empty()) {
            // str() of the template's text is one of the service's own.
            heap.set(*made, "statusCode", heap.string(printed(*status), rest.make), rest.make);
        }
        EditableMember member = *response;
        member.value = made;
        editor.add_gateway_response(member);
    }
    editor.close();
}

void add_models(RestApi& rest) {
    Editable* models = rest.get("Models");
    if (!truthy(models) || !models->is_dict() || !is_editable(rest, "Models")) return;
    bool good = true;
    for (const EditableMember* model : models->members()) {
        if (model->value->is_dict()) continue;
        rest.context.problems.refuse(model->key_span,
                                     "Model '" + std::string(model->key) + "' must be a map: a JSON schema.");
        good = false;
    }
    if (!good) return;
    SwaggerEditor editor = open(rest, "Models");
    editor.add_models(*models);
    editor.close();
    as_open_api(rest);
}

void add_simple_extensions(RestApi& rest) {
    Editable* types = rest.get("BinaryMediaTypes");
    if (!truthy(types) || !truthy(rest.get("DefinitionBody"))) return;
    if (!is_swagger(rest.api.definition.document)) {
        if (is_included(rest.context, rest.api)) return;
        rest.context.problems.refuse_document(rest.place("BinaryMediaTypes"),
                                              "'BinaryMediaTypes' cannot be added: 'DefinitionBody' is not a "
                                              "Swagger 2 or OpenAPI 3 document with 'paths'.");
        return;
    }
    SwaggerEditor editor = open(rest, "BinaryMediaTypes");
    editor.add_binary_media_types(*types);
    editor.close();
}

void disable_endpoint(RestApi& rest) {
    Editable* disable = rest.get("DisableExecuteApiEndpoint");
    if (disable == nullptr || !is_editable(rest, "DisableExecuteApiEndpoint")) return;
    SwaggerEditor editor = open(rest, "DisableExecuteApiEndpoint");
    editor.disable_execute_api_endpoint(*disable);
    editor.close();
}

/// Moves a Swagger 2 section below components.
void move_to_components(RestApi& rest, Editable& document, std::string_view from, std::string_view to) {
    Editable* section = document.get(from);
    if (!truthy(section)) return;
    EditableHeap& heap = rest.heap();
    Editable* components = document.get("components");
    if (!truthy(components)) components = heap.dict(rest.make);
    heap.set(*components, to, section, rest.make);
    heap.set(document, "components", components, rest.make);
    document.remove(from);
}

void clean_preflight(RestApi& rest, Editable& options) {
    EditableHeap& heap = rest.heap();
    options.remove("produces");
    options.remove("consumes");
    const Editable* responses = options.value("responses");
    const Editable* ok = responses == nullptr ? nullptr : responses->value("200");
    Editable* headers = ok == nullptr ? nullptr : ok->value("headers");
    if ((responses != nullptr && !responses->is_dict()) || (ok != nullptr && !ok->is_dict()) ||
        (truthy(headers) && !headers->is_dict())) {
        rest.context.problems.refuse_document(
            rest.place("DefinitionBody"),
            "'responses' of an options method in 'DefinitionBody' must be a map of maps.");
        return;
    }
    if (!truthy(headers)) return;
    for (EditableMember* header : headers->members()) {
        Editable* with_schema = heap.dict(rest.make);
        heap.set(*with_schema, "schema", header->value, rest.make);
        headers->set({header->key, header->authored, header->key_span, header->origin, with_schema});
    }
}

}  // namespace

void as_open_api(RestApi& rest) {
    Editable* document = rest.api.definition.document;
    if (document == nullptr || document->value("swagger") != nullptr) return;
    const Editable* version = rest.get("OpenApiVersion");
    if (version == nullptr) version = document->value("openapi");
    if (!truthy(version) || !is_openapi_3(version)) return;
    move_to_components(rest, *document, "securityDefinitions", "securitySchemes");
    move_to_components(rest, *document, "definitions", "schemas");
    Editable* paths = document->get("paths");
    if (!truthy(paths)) return;
    if (!paths->is_dict()) {
        rest.context.problems.refuse_document(
            paths->span, "'paths' of the API's definition must be a map, but it is " + a_kind(*paths) + ".");
        return;
    }
    for (const EditableMember* path : paths->members()) {
        if (!path->value->is_dict()) {
            rest.context.problems.refuse_document(path->key_span, path_mistake(*path, *path->value));
            continue;
        }
        Editable* options = path->value->get("options");
        if (!truthy(options)) continue;
        if (options->is_dict())
            clean_preflight(rest, *options);
        else
            rest.context.problems.refuse_document(
                path->key_span, "The options method of path '" + std::string(path->key) + "' must be a map.");
    }
}

void write_definition(RestApi& rest) {
    add_cors(rest);
    add_auth(rest);
    add_gateway_responses(rest);
    add_simple_extensions(rest);
    add_models(rest);
    disable_endpoint(rest);
    if (!truthy(rest.get("DefinitionUri")) && truthy(rest.get("DefinitionBody"))) as_open_api(rest);
}

}  // namespace stackfit::sam
