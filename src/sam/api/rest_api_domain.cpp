// Domain of a REST API: the domain name, what maps its base paths to the API's stage, and DNS records. A domain of a private endpoint is
// of another type (DomainNameV2) and may be associated with a VPC endpoint.
#include "sam/api/api_domain.h"
#include "sam/api/rest_api.h"
#include "sam/logical_ids.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

struct Domain : ApiDomain {
    std::string_view endpoint{};
    bool is_private = false;
};

void add_domain_name(const Domain& domain) {
    const Maker& make = domain.make;
    Draft draft = domain.draft(
        domain.id, domain.is_private ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName");
    draft.set("DomainName", domain.node("DomainName"));
    const Node* address = domain.truthy_node("IpAddressType");
    draft.set("EndpointConfiguration",
              make.map({{"Types", make.texts({domain.endpoint})}, {"IpAddressType", address}}));
    draft.set(domain.endpoint == "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn",
              domain.node("CertificateArn"));
    if (!domain.is_private) domain.set_mutual_tls(draft);
    const std::string_view misplaced = domain.is_private ? "OwnershipVerificationCertificateArn" : "Policy";
    for (const char* key :
         {"SecurityPolicy", "EndpointAccessMode", "Policy", "OwnershipVerificationCertificateArn"}) {
        const Node* value = domain.truthy_node(key);
        if (value != nullptr && misplaced == key) {
            domain.api.context.problems.refuse_other(domain.api.context.text(domain.id), value->span,
                                                     "'" + std::string(key) +
                                                         "' has no place in a 'Domain' of endpoint " +
                                                         std::string(domain.endpoint) + ".");
        }
        draft.set(key, value);
    }
    domain.api.out.push_back(std::move(draft));
}

void add_mapping(const Domain& domain, std::string_view id_part, const Node* base_path) {
    const Maker& make = domain.make;
    const std::string api(domain.api.id());
    Draft draft = domain.draft(
        api + std::string(id_part) + "BasePathMapping",
        domain.is_private ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping");
    draft.set(domain.is_private ? "DomainNameArn" : "DomainName", make.ref(domain.id));
    draft.set("RestApiId", make.ref(api));
    draft.set("Stage", make.ref(api + ".Stage"));
    draft.set("BasePath", base_path);
    domain.api.out.push_back(std::move(draft));
}

void add_mappings(const Domain& domain) {
    const std::optional<std::vector<Editable*>> paths = domain.base_paths();
    if (!paths) return add_mapping(domain, "", nullptr);
    const Editable* normalize = domain.config.get("NormalizeBasePath");
    for (Editable* path : *paths) {
        if (!path->is_string()) {
            domain.api.context.problems.refuse(path->span, "'Domain.BasePath' must hold only strings.");
            continue;
        }
        std::string plain;
        for (const char c : path->text) {
            if (is_alphanumeric(std::string_view(&c, 1))) plain += c;
        }
        const Maker make = domain.make.at(path->span);
        add_mapping(
            domain, plain,
            normalize == nullptr || truthy(normalize) ? make.text(plain) : domain.api.heap().to_node(*path));
    }
}

void add_association(const Domain& domain) {
    Editable* association = domain.config.value("AccessAssociation");
    if (association == nullptr || !association->is_dict()) return;
    const Maker& make = domain.make;
    Editable* endpoint = association->value("VpcEndpointId");
    const Node* endpoint_node = endpoint == nullptr ? make.null() : domain.api.heap().to_node(*endpoint);
    const std::string id =
        "DomainNameAccessAssociation" + hash_suffix(make.list({endpoint_node, make.text(domain.id)}));
    Draft draft = domain.draft(id, "AWS::ApiGateway::DomainNameAccessAssociation");
    draft.set("AccessAssociationSource", endpoint_node);
    draft.set("AccessAssociationSourceType", make.text("VPCE"));
    draft.set("DomainNameArn", make.ref(domain.id));
    domain.api.out.push_back(std::move(draft));
}

/// Where the records point to: the regional or edge name of the domain, or what the author says of a VPC endpoint.
const Node* alias_target(const Domain& domain, Editable& route) {
    const Maker& make = domain.make;
    EditableHeap& heap = domain.api.heap();
    if (domain.endpoint == "REGIONAL") return domain.regional_target(route);
    const Node* health = domain.node(route, "EvaluateTargetHealth");
    const auto of = [&](std::string_view key) {
        const Node* value = domain.node(route, key);
        return value == nullptr ? make.null() : value;
    };
    if (domain.endpoint != "EDGE") {
        return make.map({{"EvaluateTargetHealth", health},
                         {"HostedZoneId", of("VpcEndpointHostedZoneId")},
                         {"DNSName", of("VpcEndpointDomainName")}});
    }
    if (route.value("DistributionDomainName") == nullptr) {
        heap.set(route, "DistributionDomainName", heap.attribute(domain.id, "DistributionDomainName", make),
                 make);
    }
    // The hosted zone of all CloudFront distributions.
    return make.map({{"EvaluateTargetHealth", health},
                     {"HostedZoneId", make.text("Z2FDTNDATAQYW2")},
                     {"DNSName", of("DistributionDomainName")}});
}

}  // namespace

void make_domain(RestApi& rest) {
    const std::optional<ApiDomain> read = read_domain(rest, "AWS::ApiGateway::DomainName");
    if (!read) return;
    EditableHeap& heap = rest.heap();
    Editable* config = &read->config;
    const std::string_view endpoint = read->endpoint_type("EDGE REGIONAL PRIVATE");
    if (endpoint.empty()) return;
    const bool is_private = endpoint == "PRIVATE";
    const Maker& make = read->make;
    const std::string id =
        (is_private ? "ApiGatewayDomainNameV2" : "ApiGatewayDomainName") + read->name_hash();
    if (!is_private) heap.set(*config, "ApiDomainName", heap.string(id, make), make);
    if (config->value("EndpointConfiguration") == nullptr)
        heap.set(*config, "EndpointConfiguration", heap.string(endpoint, make), make);
    const Domain domain{{rest, *config, make, id}, endpoint, is_private};
    add_domain_name(domain);
    add_mappings(domain);
    if (Editable* route = domain.route())
        domain.add_records(*route, alias_target(domain, *route), RecordSharing::by_choice);
    if (is_private) add_association(domain);
}

}  // namespace stackfit::sam
