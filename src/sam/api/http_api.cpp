// AWS::Serverless::HttpApi: the HTTP API, its stage, domain and authorizer permissions.
#include "sam/api/http_api.h"

#include "sam/api/api_v2.h"
#include "sam/function/code_location.h"
#include "sam/function/function.h"
#include "sam/logical_ids.h"
#include "sam/properties.h"
#include "sam/resources.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr PropertyRule rules[] = {
    {"Name"},
    {"StageName", text | map},
    {"Tags", map},
    {"PropagateTags", boolean},
    {"DefinitionBody", map},
    {"DefinitionUri", text | map},
    {"StageVariables", map},
    {"CorsConfiguration", boolean | map},
    {"AccessLogSettings", map},
    {"DefaultRouteSettings", map},
    {"Auth", map},
    {"RouteSettings", map},
    {"Domain", map},
    {"FailOnWarnings", boolean},
    {"Description", text},
    {"DisableExecuteApiEndpoint", boolean},
};

constexpr std::string_view default_stage = "$default";
constexpr std::string_view own_tag = "httpapi:createdBy";

const Node* body_location(HttpApi& http) {
    Editable* uri = http.get("DefinitionUri");
    Member member = http.make.member("DefinitionUri", http.heap().to_node(*uri));
    member.key_span = http.place("DefinitionUri");
    const auto location = s3_location(http.context, http.make.at(uri->span), member);
    if (!location) return nullptr;
    return http.make.map(
        {{"Bucket", location->bucket}, {"Key", location->key}, {"Version", location->version}});
}

/// A path $default reads as a path only with a slash before it, when API Gateway is told to fail on warnings.
void rename_default_path(HttpApi& http) {
    const Editable* body = http.get("DefinitionBody");
    Editable* paths = body == nullptr || !truthy(http.get("FailOnWarnings")) ? nullptr : body->get("paths");
    if (paths == nullptr || !paths->has(default_stage)) return;
    Editable* item = paths->get(default_stage);
    paths->remove(default_stage);
    http.heap().set(*paths, "/$default", item, http.make);
}

Draft make_api(HttpApi& http) {
    Draft draft = http.draft("AWS::ApiGatewayV2::Api");
    const bool uri = truthy(http.get("DefinitionUri"));
    const bool body = truthy(http.get("DefinitionBody"));
    if (uri && body)
        http.refuse("DefinitionBody", "Set either 'DefinitionUri' or 'DefinitionBody', not both.");
    if (truthy(http.get("FailOnWarnings"))) draft.set("FailOnWarnings", http.node("FailOnWarnings"));
    if (uri)
        draft.set("BodyS3Location", body_location(http));
    else if (body)
        draft.set("Body", http.node("DefinitionBody"));
    else
        http.refuse(
            "", "An HTTP API needs 'DefinitionBody', 'DefinitionUri', or an HttpApi event of a function.");
    return draft;
}

Draft make_stage(HttpApi& http, const Node* tags) {
    Editable* name = http.get("StageName");
    const bool standard = !truthy(name);
    const std::string_view prefix = standard            ? default_stage
                                    : name->is_string() ? name->text
                                                        : std::string_view{};
    const std::string id(http.api.id);
    const std::string stage_id = is_alphanumeric(prefix)   ? id + std::string(prefix) + "Stage"
                                 : prefix == default_stage ? id + "ApiGatewayDefaultStage"
                                                           : id + "Stage" + hash_suffix(prefix);
    return api_v2_stage(http, stage_id, standard ? http.make.text(default_stage) : http.node("StageName"),
                        tags);
}

/// The tags that SAM writes: the author's, and its own when the definition is inline and proper.
Editable* all_tags(HttpApi& http) {
    Editable* tags = http.get("Tags");
    if (truthy(tags) && !truthy(http.get("DefinitionBody"))) {
        http.refuse("Tags", "'Tags' need an inline 'DefinitionBody': SAM writes them into the definition.");
        return tags;
    }
    if (!truthy(http.get("DefinitionBody"))) return tags;
    if (!is_open_api(http.api.definition.document)) {
        if (truthy(tags))
            http.refuse(
                "Tags",
                "'Tags' cannot be added: 'DefinitionBody' is not an OpenAPI 3 document with 'paths'.");
        return tags;
    }
    if (!truthy(tags)) tags = http.heap().plain({}, http.make);
    if (tags->is_dict()) http.heap().set(*tags, own_tag, http.heap().string("SAM", http.make), http.make);
    return tags;
}

}  // namespace

void expand_http_api_resource(Context& context, const SamResource& source, std::vector<Draft>& out) {
    Api& api = *context.apis.find(source.id);
    if (!check_properties(rules, *checked_properties(context, api), http_type, source.id_span,
                          context.problems))
        return;
    HttpApi http{{context, source, api, "AWS::ApiGatewayV2::Api", out}};
    http.read_parameters({"CorsConfiguration", "Domain"});
    write_open_api(http);
    Editable* tags = all_tags(http);
    write_open_api_texts(http, tags);
    rename_default_path(http);
    out.push_back(make_api(http));
    make_api_v2_domain(http, own_tag, RecordSharing::by_zone);
    add_authorizer_permissions(http, "${AWS::Partition}", [](const Editable& config) {
        return truthy(config.value("EnableFunctionDefaultPermissions"));
    });
    const bool inline_body = http.get("DefinitionBody") != nullptr;
    const Node* tag_node = tags == nullptr ? nullptr : http.heap().to_node(*tags);
    out.push_back(make_stage(http, tag_node));
    if (!inline_body || !truthy(tags)) return;
    for (Draft& draft : out) {
        if (draft.type == "AWS::ApiGatewayV2::DomainName") draft.set("Tags", tag_node);
    }
}

}  // namespace stackfit::sam
