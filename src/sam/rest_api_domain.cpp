// Domain of a REST API: the domain name, what maps its base paths to the API's stage, and DNS records. A domain of a private endpoint is
// of another type (DomainNameV2) and may be associated with a VPC endpoint.
#include "logical_ids.h"
#include "record_sets.h"
#include "rest_api.h"
#include "value.h"

namespace stackfit::sam {
namespace {

struct Domain {
    RestApi& rest;
    Py& config;
    Maker make;
    std::string id;  ///< of the domain name resource
    std::string_view endpoint;
    bool is_private = false;
};

void refuse(const Domain& domain, std::string message) { domain.rest.refuse("Domain", std::move(message)); }

const Node* node(const Domain& domain, std::string_view key) {
    Py* value = domain.config.value(key);
    return value == nullptr ? nullptr : domain.rest.heap().to_node(*value);
}

const Node* truthy_node(const Domain& domain, std::string_view key) {
    return truthy(domain.config.get(key)) ? node(domain, key) : nullptr;
}

void set_mutual_tls(const Domain& domain, Draft& draft) {
    Py* tls = domain.config.value("MutualTlsAuthentication");
    if (!truthy(tls)) return;
    if (!tls->is_dict())
        return refuse(domain,
                      "'Domain.MutualTlsAuthentication' must be a map, but it is " + a_kind(*tls) + ".");
    for (const PyMember* member : tls->members()) {
        if (member->key == "TruststoreUri" || member->key == "TruststoreVersion") continue;
        domain.rest.context.problems.refuse(member->key_span,
                                            "'" + std::string(member->key) +
                                                "' is not known in 'Domain.MutualTlsAuthentication'; it "
                                                "takes TruststoreUri and TruststoreVersion.");
    }
    std::vector<Member> made;
    for (const char* key : {"TruststoreUri", "TruststoreVersion"}) {
        Py* value = tls->value(key);
        if (truthy(value)) made.push_back(domain.make.member(key, domain.rest.heap().to_node(*value)));
    }
    draft.set("MutualTlsAuthentication", domain.make.map(made));
}

void add_domain_name(const Domain& domain) {
    const Maker& make = domain.make;
    Draft draft(domain.id,
                domain.is_private ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName", make,
                domain.rest.source.inherited());
    draft.set("DomainName", node(domain, "DomainName"));
    const Node* address = truthy_node(domain, "IpAddressType");
    draft.set("EndpointConfiguration",
              make.map({{"Types", make.texts({domain.endpoint})}, {"IpAddressType", address}}));
    draft.set(domain.endpoint == "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn",
              node(domain, "CertificateArn"));
    if (!domain.is_private) set_mutual_tls(domain, draft);
    for (const char* key :
         {"SecurityPolicy", "EndpointAccessMode", "Policy", "OwnershipVerificationCertificateArn"})
        draft.set(key, truthy_node(domain, key));
    domain.rest.out.push_back(std::move(draft));
}

void add_mapping(const Domain& domain, std::string_view id_part, const Node* base_path) {
    const Maker& make = domain.make;
    const std::string api(domain.rest.api.id);
    Draft draft(api + std::string(id_part) + "BasePathMapping",
                domain.is_private ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping",
                make, domain.rest.source.inherited());
    draft.set(domain.is_private ? "DomainNameArn" : "DomainName", make.ref(domain.id));
    draft.set("RestApiId", make.ref(api));
    draft.set("Stage", make.ref(api + ".Stage"));
    draft.set("BasePath", base_path);
    domain.rest.out.push_back(std::move(draft));
}

void add_mappings(const Domain& domain) {
    Py* written = domain.config.value("BasePath");
    const bool text = truthy(written) && written->is_string();
    if (!truthy(written) || (!text && !written->is_list())) return add_mapping(domain, "", nullptr);
    const Py* normalize = domain.config.get("NormalizeBasePath");
    const std::vector<Py*> paths = text ? std::vector<Py*>{written} : written->items;
    for (Py* path : paths) {
        if (!path->is_string()) {
            refuse(domain, "'Domain.BasePath' must hold only strings.");
            continue;
        }
        std::string plain;
        for (const char c : path->text) {
            if (is_alphanumeric(std::string_view(&c, 1))) plain += c;
        }
        const Maker make = domain.make.at(path->span);
        add_mapping(
            domain, plain,
            normalize == nullptr || truthy(normalize) ? make.text(plain) : domain.rest.heap().to_node(*path));
    }
}

void add_association(const Domain& domain) {
    Py* association = domain.config.value("AccessAssociation");
    if (association == nullptr || !association->is_dict()) return;
    const Maker& make = domain.make;
    Py* endpoint = association->value("VpcEndpointId");
    const Node* endpoint_node = endpoint == nullptr ? make.null() : domain.rest.heap().to_node(*endpoint);
    const std::string id =
        "DomainNameAccessAssociation" + hash_suffix(make.list({endpoint_node, make.text(domain.id)}));
    Draft draft(id, "AWS::ApiGateway::DomainNameAccessAssociation", make, domain.rest.source.inherited());
    draft.set("AccessAssociationSource", endpoint_node);
    draft.set("AccessAssociationSourceType", make.text("VPCE"));
    draft.set("DomainNameArn", make.ref(domain.id));
    domain.rest.out.push_back(std::move(draft));
}

/// Where the records point to: the regional or edge name of the domain, or what the author says of a VPC endpoint.
const Node* alias_target(const Domain& domain, Py& route) {
    const Maker& make = domain.make;
    PyHeap& heap = domain.rest.heap();
    Py* health = route.value("EvaluateTargetHealth");
    const Node* health_node = health == nullptr ? nullptr : heap.to_node(*health);
    const auto of = [&](std::string_view key) {
        Py* value = route.value(key);
        return value == nullptr ? make.null() : heap.to_node(*value);
    };
    if (domain.endpoint == "REGIONAL") {
        return make.map({{"EvaluateTargetHealth", health_node},
                         {"HostedZoneId", make.attribute(domain.id, "RegionalHostedZoneId")},
                         {"DNSName", make.attribute(domain.id, "RegionalDomainName")}});
    }
    if (domain.endpoint != "EDGE") {
        return make.map({{"EvaluateTargetHealth", health_node},
                         {"HostedZoneId", of("VpcEndpointHostedZoneId")},
                         {"DNSName", of("VpcEndpointDomainName")}});
    }
    if (route.value("DistributionDomainName") == nullptr) {
        heap.set(route, "DistributionDomainName", heap.attribute(domain.id, "DistributionDomainName", make),
                 make);
    }
    // The hosted zone of all CloudFront distributions.
    return make.map({{"EvaluateTargetHealth", health_node},
                     {"HostedZoneId", make.text("Z2FDTNDATAQYW2")},
                     {"DNSName", of("DistributionDomainName")}});
}

void add_records(const Domain& domain) {
    Py* route = domain.config.value("Route53");
    if (route == nullptr) return;
    if (!route->is_dict())
        return refuse(domain, "'Domain.Route53' must be a map, but it is " + a_kind(*route) + ".");
    RecordSetRequest request{
        domain.rest.context, domain.rest.source, domain.make, *route, node(domain, "DomainName"), true};
    if (!request.check()) return;
    request.add(alias_target(domain, *route), domain.rest.out);
}

}  // namespace

void make_domain(RestApi& rest) {
    Py* config = rest.get("Domain");
    if (config == nullptr) return;
    if (!config->is_dict())
        return rest.refuse("Domain", "'Domain' must be a map, but it is " + a_kind(*config) + ".");
    Py* name = config->value("DomainName");
    if (name == nullptr || config->value("CertificateArn") == nullptr) {
        rest.refuse("Domain", "'Domain' needs both DomainName and CertificateArn.");
        return;
    }
    PyHeap& heap = rest.heap();
    const Py* endpoint = config->value("EndpointConfiguration");
    const bool is_private = endpoint != nullptr && endpoint->is("PRIVATE");
    const Maker make = rest.cause("Domain", "AWS::ApiGateway::DomainName");
    const std::string hash =
        name->is_string() ? hash_suffix(name->text) : hash_suffix(std::string_view(python_json(*name)));
    const std::string id = (is_private ? "ApiGatewayDomainNameV2" : "ApiGatewayDomainName") + hash;
    if (!is_private) heap.set(*config, "ApiDomainName", heap.string(id, make), make);
    if (endpoint == nullptr) {
        heap.set(*config, "EndpointConfiguration", heap.string("REGIONAL", make), make);
        endpoint = config->get("EndpointConfiguration");
    }
    if (!endpoint->is("REGIONAL") && !endpoint->is("EDGE") && !is_private) {
        rest.refuse("Domain", "EndpointConfiguration of 'Domain' must be EDGE, REGIONAL or PRIVATE.");
        return;
    }
    const Domain domain{rest, *config, make, id, endpoint->text, is_private};
    add_domain_name(domain);
    add_mappings(domain);
    add_records(domain);
    if (is_private) add_association(domain);
}

}  // namespace stackfit::sam
