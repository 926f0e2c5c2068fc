#include "sam/api/api_v2.h"

#include <algorithm>

#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

bool is_path_character(char c) { return is_letter_or_digit(c) || c == '/' || c == '-' || c == '_'; }

bool is_path(const Editable& path) {
    if (!path.is_string()) return false;
    for (const char c : path.text) {
        if (!is_path_character(c)) return false;
    }
    return true;
}

std::string id_part(std::string_view path) {
    std::string part;
    for (const char c : path) {
        if (c != '/' && c != '-' && c != '_') part += c;
    }
    return part;
}

std::string_view without_slashes(std::string_view path) {
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    return path;
}

/// The service names the unknown keys, sorted, where it names a resource elsewhere.
void set_mutual_tls(const ApiDomain& domain, Draft& draft) {
    Editable* tls = domain.config.value("MutualTlsAuthentication");
    std::vector<std::string> unknown;
    for (const EditableMember* member :
         truthy(tls) && tls->is_dict() ? tls->members() : std::vector<EditableMember*>{}) {
        if (member->key != "TruststoreUri" && member->key != "TruststoreVersion")
            unknown.emplace_back(member->key);
    }
    std::sort(unknown.begin(), unknown.end());
    Context& context = domain.api.context;
    const Naming naming(context.problems,
                        unknown.empty() ? domain.api.id() : context.text(join(unknown, ",")));
    domain.set_mutual_tls(draft);
}

void add_domain_name(const ApiDomain& domain, std::string_view own_tag) {
    const Maker& make = domain.make;
    Draft draft = domain.draft(domain.id, "AWS::ApiGatewayV2::DomainName");
    draft.set("DomainName", domain.node("DomainName"));
    draft.set("DomainNameConfigurations",
              make.list({make.map({{"CertificateArn", domain.node("CertificateArn")},
                                   {"EndpointType", make.text("REGIONAL")},
                                   {"OwnershipVerificationCertificateArn",
                                    domain.truthy_node("OwnershipVerificationCertificateArn")},
                                   {"SecurityPolicy", domain.truthy_node("SecurityPolicy")}})}));
    set_mutual_tls(domain, draft);
    draft.set("Tags", make.map({{own_tag, make.text("SAM")}}));
    domain.api.out.push_back(std::move(draft));
}

void add_mapping(const ApiDomain& domain, std::string_view id_part, const Node* key) {
    const std::string api(domain.api.id());
    const Maker& make = domain.make;
    Draft draft = domain.draft(api + std::string(id_part) + "ApiMapping", "AWS::ApiGatewayV2::ApiMapping");
    draft.set("ApiId", make.ref(api));
    draft.set("ApiMappingKey", key);
    draft.set("DomainName", make.ref(domain.id));
    draft.set("Stage", make.ref(api + ".Stage"));
    domain.api.out.push_back(std::move(draft));
}

void add_mappings(const ApiDomain& domain) {
    const std::optional<std::vector<Editable*>> paths = domain.base_paths();
    if (!paths) return add_mapping(domain, "", nullptr);
    for (const Editable* path : *paths) {
        if (is_path(*path)) {
            add_mapping(domain, id_part(path->text),
                        domain.make.at(path->span).text(without_slashes(path->text)));
        } else {
            domain.api.context.problems.refuse(
                path->span, "'BasePath' must be a string of letters, digits, '-', '_' and '/'.");
        }
    }
}

}  // namespace

Draft api_v2_stage(const ApiExpansion& api, std::string_view id, const Node* name, const Node* tags) {
    const Maker make = api.cause("StageName", "AWS::ApiGatewayV2::Stage");
    Draft stage(id, "AWS::ApiGatewayV2::Stage", make, api.source.inherited());
    for (const char* property :
         {"AccessLogSettings", "DefaultRouteSettings", "RouteSettings", "StageVariables"})
        stage.set(property, api.node(property));
    stage.set("ApiId", make.ref(api.id()));
    stage.set("StageName", name);
    stage.set("Tags", tags);
    stage.set("AutoDeploy", make.yes(true));
    return stage;
}

void make_api_v2_domain(const ApiExpansion& api, std::string_view own_tag, RecordSharing sharing) {
    std::optional<ApiDomain> domain = read_domain(api, "AWS::ApiGatewayV2::DomainName");
    if (!domain) return;
    if (domain->endpoint_type("REGIONAL").empty()) return;
    domain->id = "ApiGatewayDomainNameV2" + domain->name_hash();
    add_domain_name(*domain, own_tag);
    add_mappings(*domain);
    if (Editable* route = domain->route())
        domain->add_records(*route, domain->regional_target(*route), sharing);
}

}  // namespace stackfit::sam
