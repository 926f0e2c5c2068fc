#include "sam/api/rest_api.h"

#include "sam/function/code_location.h"
#include "sam/function/function.h"
#include "sam/logical_ids.h"
#include "sam/properties.h"
#include "sam/resources.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"Name", text | map},
    {"StageName", text | map, Need::required},
    {"Tags", map},
    {"PropagateTags", boolean},
    {"DefinitionBody", map},
    {"DefinitionUri", text | map},
    {"MergeDefinitions", boolean, Need::optional, anything, anything, Functions::refused},
    {"CacheClusterEnabled", boolean},
    {"CacheClusterSize", text},
    {"Variables", map},
    {"EndpointConfiguration", text | map},
    {"MethodSettings", list},
    {"BinaryMediaTypes", list},
    {"MinimumCompressionSize", integer},
    {"Cors", text | map},
    {"Auth", map},
    {"GatewayResponses", map},
    {"AccessLogSetting", map},
    {"CanarySetting", map},
    {"TracingEnabled", boolean},
    {"OpenApiVersion", text},
    {"Models", map},
    {"Domain", map},
    {"FailOnWarnings", boolean},
    {"Description", text},
    {"Mode", text},
    {"DisableExecuteApiEndpoint", boolean},
    {"ApiKeySourceType", text},
    {"AlwaysDeploy", boolean, Need::optional, anything, anything, Functions::refused},
    {"Policy", text | map},
    {"SecurityPolicy", text},
    {"EndpointAccessMode", text},
};

bool check(Context& context, const Api& api) {
    // A managed API of OpenAPI 3 may give its version as a number: SAM makes a string of it (globals_for_openapi).
    const SamResource& source = api.source();
    const Node* properties = checked_properties(context, api);
    const Node* version = value_of(properties, "OpenApiVersion");
    const bool number = version != nullptr && api.managed && version->is_scalar() && !version->is_string();
    if (number) properties = context.build.without(*properties, "OpenApiVersion");
    const bool good = check_properties(rules, *properties, rest_type, source.id_span, context.problems);
    if (!number || is_openapi_3(api.get("OpenApiVersion"))) return good;
    context.problems.wrong_property(
        source.key_span("OpenApiVersion"),
        "'OpenApiVersion' must be a string such as '3.0.1', not " + quote(version) + ".");
    return false;
}

bool is_supported_version(Editable& version) {
    const std::string text = printed(version);
    return is_openapi_3(&version) ||
           (text.size() >= 3 && text[0] == '2' && text[1] == '.' && is_digit(text[2]) &&
            (text.size() == 3 || (text.size() == 5 && text[3] == '.' && is_digit(text[4]))));
}

void check_definition(RestApi& rest) {
    const bool uri = truthy(rest.get("DefinitionUri"));
    if (uri && truthy(rest.get("DefinitionBody"))) {
        rest.refuse("DefinitionBody", "Set either 'DefinitionUri' or 'DefinitionBody', not both.");
    }
    if (uri && truthy(rest.get("MergeDefinitions"))) {
        rest.refuse(
            "MergeDefinitions",
            "'MergeDefinitions' needs an inline 'DefinitionBody'; it cannot be used with 'DefinitionUri'.");
    }
    Editable* version = rest.get("OpenApiVersion");
    if (truthy(version) && !is_supported_version(*version)) {
        rest.refuse("OpenApiVersion",
                    "'OpenApiVersion' must be a version such as 3.0.1, not '" + printed(*version) + "'.");
    }
}

/// EndpointConfiguration: a type, or a map of Type and VPC endpoints. Outside the partition aws there are no edge endpoints.
void set_endpoint(RestApi& rest, Draft& draft) {
    Editable* config = rest.get("EndpointConfiguration");
    const Maker make = rest.cause("EndpointConfiguration", "AWS::ApiGateway::RestApi");
    const bool edge = rest.context.partition == "aws";
    if (!truthy(config) && edge) return;
    const bool map = truthy(config) && config->is_dict() && truthy(config->get("Type"));
    Editable* type = !truthy(config) ? rest.heap().string("REGIONAL", make)
                     : map           ? config->get("Type")
                                     : config;
    const Node* type_node = rest.heap().to_node(*type);
    std::vector<Member> endpoint{make.member("Types", make.list({type_node}))};
    if (map) {
        const Editable* upper = config->get("VPCEndpointIds");
        Editable* ids = truthy(upper) ? config->get("VPCEndpointIds") : config->get("VpcEndpointIds");
        if (upper != nullptr && config->has("VpcEndpointIds")) {
            rest.refuse("EndpointConfiguration",
                        "'EndpointConfiguration' takes VpcEndpointIds or VPCEndpointIds, not both.");
        }
        if (ids != nullptr) endpoint.push_back(make.member("VpcEndpointIds", rest.heap().to_node(*ids)));
        Editable* address = config->get("IpAddressType");
        if (address != nullptr)
            endpoint.push_back(make.member("IpAddressType", rest.heap().to_node(*address)));
    }
    draft.set("EndpointConfiguration", make.map(endpoint));
    draft.set("Parameters", make.map({{"endpointConfigurationTypes", type_node}}));
}

/// DefinitionUri as {Bucket, Key, Version}: an S3 location, or nothing.
Editable* body_location(RestApi& rest) {
    Editable* uri = rest.get("DefinitionUri");
    EditableHeap& heap = rest.heap();
    Member member = rest.make.member("DefinitionUri", heap.to_node(*uri));
    member.key_span = rest.place("DefinitionUri");
    const auto location = s3_location(rest.context, rest.make.at(uri->span), member);
    if (!location) return nullptr;
    Editable* body = heap.dict(rest.make);
    for (const auto& [key, value] :
         {std::pair{"Bucket", location->bucket}, {"Key", location->key}, {"Version", location->version}}) {
        if (value != nullptr) heap.set(*body, key, heap.from_node(*value), rest.make);
    }
    return body;
}

Draft make_rest_api(RestApi& rest, Editable* body) {
    Draft draft = rest.draft("AWS::ApiGateway::RestApi");
    draft.set("BinaryMediaTypes", rest.node("BinaryMediaTypes"));
    draft.set("MinimumCompressionSize", rest.node("MinimumCompressionSize"));
    set_endpoint(rest, draft);
    if (body != nullptr)
        draft.set(truthy(rest.get("DefinitionUri")) ? "BodyS3Location" : "Body", rest.heap().to_node(*body));
    for (const char* name : {"FailOnWarnings", "Name", "Description", "Mode", "ApiKeySourceType", "Policy",
                             "SecurityPolicy", "EndpointAccessMode"}) {
        if (truthy(rest.get(name))) draft.set(name, rest.node(name));
    }
    return draft;
}

/// The text whose hash names the deployment: whenever it changes, the API is deployed anew. AlwaysDeploy puts the time in its place; here it
/// does not, for the same input gives the same output.
std::string deployment_text(RestApi& rest, Editable& body) {
    std::vector<std::string> parts{printed(body)};
    if (Editable* version = rest.get("OpenApiVersion"); truthy(version)) parts.push_back(printed(*version));
    if (Editable* domain = rest.get("Domain"); truthy(domain)) parts.push_back(printed_json(*domain));
    const std::string names = join(rest.api.function_names, "");
    if (!names.empty()) parts.push_back(names);
    return join(parts, "||");
}

Draft make_deployment(RestApi& rest, Editable* body) {
    const Maker make = rest.cause("", "AWS::ApiGateway::Deployment");
    const std::string text = truthy(body) ? deployment_text(rest, *body) : std::string();
    const std::string hash = text.empty() ? std::string() : sha1_hex(text);
    Draft deployment(std::string(rest.api.id) + "Deployment" + hash.substr(0, 10),
                     "AWS::ApiGateway::Deployment", make, rest.source.inherited());
    if (!hash.empty()) deployment.set("Description", make.text("RestApi deployment id: " + hash));
    deployment.set("RestApiId", make.ref(rest.api.id));
    if (!truthy(rest.get("OpenApiVersion"))) deployment.set("StageName", make.text("Stage"));
    return deployment;
}

Draft make_stage(RestApi& rest, const Draft& deployment) {
    const Editable* name = rest.get("StageName");
    const std::string_view prefix = name != nullptr && name->is_string() ? name->text : std::string_view{};
    const std::string id(rest.api.id);
    const Maker make = rest.cause("StageName", "AWS::ApiGateway::Stage");
    Draft stage(
        is_alphanumeric(prefix) ? id + std::string(prefix) + "Stage" : id + "Stage" + hash_suffix(prefix),
        "AWS::ApiGateway::Stage", make, rest.source.inherited());
    stage.set("DeploymentId", make.ref(deployment.id));
    stage.set("RestApiId", make.ref(id));
    for (const char* property : {"StageName", "CacheClusterEnabled", "CacheClusterSize", "Variables",
                                 "MethodSettings", "AccessLogSetting", "CanarySetting", "TracingEnabled"}) {
        stage.set(property, rest.node(property));
    }
    if (rest.get("Tags") != nullptr) {
        std::vector<const Node*> tags;
        append_tags(make, rest.node("Tags"), tags);
        stage.set("Tags", make.list(tags));
    }
    return stage;
}

}  // namespace

void expand_rest_api(Context& context, const SamResource& source, std::vector<Draft>& out) {
    Api& api = *context.apis.find(source.id);
    if (!check(context, api)) return;
    RestApi rest{{context, source, api, "AWS::ApiGateway::RestApi", out}};
    rest.read_parameters({"BinaryMediaTypes", "Domain", "Auth"});
    check_definition(rest);
    write_definition(rest);
    Editable* body = truthy(rest.get("DefinitionUri")) ? body_location(rest) : rest.get("DefinitionBody");
    out.push_back(make_rest_api(rest, body));
    std::vector<Draft> domain;
    RestApi with_domain{{context, source, api, "AWS::ApiGateway::RestApi", domain}};
    make_domain(with_domain);
    out.push_back(make_deployment(rest, body));
    const std::size_t deployment = out.size() - 1;
    out.push_back(make_stage(rest, out[deployment]));
    const std::string stage_id(out.back().id);
    add_authorizer_permissions(rest, context.partition, [](const Editable& config) {
        return !truthy(config.value("DisableFunctionDefaultPermissions"));
    });
    for (Draft& draft : domain) out.push_back(std::move(draft));
    make_usage_plan(rest, stage_id);
    const Editable* propagate = rest.get("PropagateTags");
    if (truthy(propagate) && truthy(rest.get("Tags"))) propagate_tags(rest.node("Tags"), out);
}

}  // namespace stackfit::sam
