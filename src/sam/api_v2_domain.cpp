#include "api_v2_domain.h"

#include "logical_ids.h"
#include "record_sets.h"
#include "value.h"

namespace stackfit::sam {
namespace {

bool is_path_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/' ||
           c == '-' || c == '_';
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

}  // namespace

const Node* ApiV2Domain::node(std::string_view key) {
    Py* value = config.value(key);
    return value == nullptr ? nullptr : context.apis.heap().to_node(*value);
}

bool ApiV2Domain::check() {
    const std::size_t before = context.problems.refusals();
    if (config.value("DomainName") == nullptr || config.value("CertificateArn") == nullptr) {
        context.problems.refuse(make.span(), "'Domain' needs both DomainName and CertificateArn.");
    }
    const Py* endpoint = config.value("EndpointConfiguration");
    if (endpoint != nullptr && !endpoint->is("REGIONAL")) {
        context.problems.refuse(endpoint->span, "EndpointConfiguration of 'Domain' must be REGIONAL.");
    }
    return context.problems.refusals() == before;
}

void ApiV2Domain::set_mutual_tls(Draft& draft) {
    Py* tls = config.value("MutualTlsAuthentication");
    if (!truthy(tls)) return;
    if (!tls->is_dict()) {
        context.problems.refuse(
            tls->span, "'MutualTlsAuthentication' must be a map of TruststoreUri and TruststoreVersion.");
        return;
    }
    std::vector<Member> made;
    for (const PyMember* member : tls->members()) {
        if (member->key != "TruststoreUri" && member->key != "TruststoreVersion") {
            context.problems.refuse(member->key_span, "'" + std::string(member->key) +
                                                          "' is not known in 'MutualTlsAuthentication'; it "
                                                          "takes TruststoreUri and TruststoreVersion.");
        } else if (truthy(member->value)) {
            made.push_back(make.member(member->key, context.apis.heap().to_node(*member->value)));
        }
    }
    draft.set("MutualTlsAuthentication", make.map(made));
}

void ApiV2Domain::add_domain_name(const std::string& id) {
    Draft draft(id, "AWS::ApiGatewayV2::DomainName", make, source.inherited());
    draft.set("DomainName", node("DomainName"));
    const auto optional = [&](std::string_view key) { return truthy(config.get(key)) ? node(key) : nullptr; };
    draft.set("DomainNameConfigurations",
              make.list({make.map(
                  {{"CertificateArn", node("CertificateArn")},
                   {"EndpointType", make.text("REGIONAL")},
                   {"OwnershipVerificationCertificateArn", optional("OwnershipVerificationCertificateArn")},
                   {"SecurityPolicy", optional("SecurityPolicy")}})}));
    set_mutual_tls(draft);
    if (!own_tag.empty()) draft.set("Tags", make.map({{own_tag, make.text("SAM")}}));
    out.push_back(std::move(draft));
}

void ApiV2Domain::add_mapping(const std::string& domain_id, const std::string& id, const Node* key) {
    Draft draft(id, "AWS::ApiGatewayV2::ApiMapping", make.why("Domain -> AWS::ApiGatewayV2::ApiMapping"),
                source.inherited());
    draft.set("ApiId", make.ref(api));
    draft.set("ApiMappingKey", key);
    draft.set("DomainName", make.ref(domain_id));
    draft.set("Stage", make.ref(std::string(api) + ".Stage"));
    out.push_back(std::move(draft));
}

void ApiV2Domain::add_mappings(const std::string& id) {
    const std::string start(api);
    Py* written = config.value("BasePath");
    const bool text = truthy(written) && written->is_string();
    if (!truthy(written) || (!text && !written->is_list()))
        return add_mapping(id, start + "ApiMapping", nullptr);
    for (Py* path : text ? std::vector<Py*>{written} : written->items) {
        bool good = path->is_string();
        for (const char c : path->text) good = good && is_path_character(c);
        if (!good) {
            context.problems.refuse(path->span,
                                    "'BasePath' must be a string of letters, digits, '-', '_' and '/'.");
            continue;
        }
        add_mapping(id, start + id_part(path->text) + "ApiMapping",
                    make.at(path->span).text(without_slashes(path->text)));
    }
}

void ApiV2Domain::add_records(const std::string& id) {
    Py* route = config.value("Route53");
    if (route == nullptr) return;
    if (!route->is_dict()) {
        context.problems.refuse(route->span,
                                "'Domain.Route53' must be a map, but it is " + a_kind(*route) + ".");
        return;
    }
    RecordSetRequest request{context, source, make, *route, node("DomainName"), false};
    if (!request.check()) return;
    Py* health = route->value("EvaluateTargetHealth");
    request.add(make.map({{"EvaluateTargetHealth",
                           health == nullptr ? nullptr : context.apis.heap().to_node(*health)},
                          {"HostedZoneId", make.attribute(id, "RegionalHostedZoneId")},
                          {"DNSName", make.attribute(id, "RegionalDomainName")}}),
                out);
}

void ApiV2Domain::expand() {
    if (!config.is_dict()) {
        context.problems.refuse(make.span(), "'Domain' must be a map, but it is " + a_kind(config) + ".");
        return;
    }
    if (!check()) return;
    Py& name = *config.get("DomainName");
    const std::string id =
        "ApiGatewayDomainNameV2" +
        (name.is_string() ? hash_suffix(name.text) : hash_suffix(std::string_view(python_json(name))));
    add_domain_name(id);
    add_mappings(id);
    add_records(id);
}

}  // namespace stackfit::sam
