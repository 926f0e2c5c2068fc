#include "sam/api/api_domain.h"

#include <algorithm>

#include "sam/logical_ids.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {

const Node* ApiDomain::node(const Editable& map, std::string_view key) const {
    Editable* value = map.value(key);
    return value == nullptr ? nullptr : api.heap().to_node(*value);
}

const Node* ApiDomain::truthy_node(std::string_view key) const {
    return truthy(config.get(key)) ? node(key) : nullptr;
}

Draft ApiDomain::draft(std::string_view draft_id, std::string_view type) const {
    return {draft_id, type, api.context.maker(make.span(), "Domain", type), api.source.inherited()};
}

std::string_view ApiDomain::endpoint_type(std::string_view types) const {
    Editable* written = config.value("EndpointConfiguration");
    const Node* known = written == nullptr ? nullptr : api.known(api.heap().to_node(*written));
    if (known == nullptr) return "REGIONAL";
    const std::vector<std::string_view> names = split(types, ' ');
    if (known->is_string() && std::find(names.begin(), names.end(), known->text) != names.end())
        return known->text;
    const std::vector<std::string> words(names.begin(), names.end());
    api.context.problems.refuse(written->span, "EndpointConfiguration of 'Domain' must be " +
                                                   join(words, " or ") + ", not " + quote(known) + ".");
    return {};
}

std::string ApiDomain::name_hash() const { return hash_suffix(node("DomainName")); }

void ApiDomain::set_mutual_tls(Draft& draft) const {
    Editable* tls = config.value("MutualTlsAuthentication");
    if (!truthy(tls)) return;
    const Node* known = api.known(node("MutualTlsAuthentication"));
    if (known == nullptr) return draft.set("MutualTlsAuthentication", node("MutualTlsAuthentication"));
    if (!known->is_mapping()) {
        api.context.problems.refuse(tls->span,
                                    "'Domain.MutualTlsAuthentication' must be a map of TruststoreUri and "
                                    "TruststoreVersion, but it is " +
                                        a_kind(*known) + ".");
        return;
    }
    api.check_keys(*tls, "'Domain.MutualTlsAuthentication'", "TruststoreUri TruststoreVersion");
    std::vector<Member> made;
    for (const char* key : {"TruststoreUri", "TruststoreVersion"}) {
        if (truthy(tls->get(key))) made.push_back(make.member(key, node(*tls, key)));
    }
    draft.set("MutualTlsAuthentication", make.map(made));
}

std::optional<std::vector<Editable*>> ApiDomain::base_paths() const {
    Editable* written = config.value("BasePath");
    if (!truthy(written)) return std::nullopt;
    if (written->is_string()) return std::vector<Editable*>{written};
    if (written->is_list()) return written->items;
    return std::nullopt;
}

Editable* ApiDomain::route() const {
    Editable* route = config.value("Route53");
    if (route == nullptr || route->is_dict()) return route;
    api.context.problems.refuse(route->span,
                                "'Domain.Route53' must be a map, but it is " + a_kind(*route) + ".");
    return nullptr;
}

const Node* ApiDomain::regional_target(const Editable& route) const {
    return make.map({{"EvaluateTargetHealth", node(route, "EvaluateTargetHealth")},
                     {"HostedZoneId", make.attribute(id, "RegionalHostedZoneId")},
                     {"DNSName", make.attribute(id, "RegionalDomainName")}});
}

void ApiDomain::add_records(Editable& route, const Node* target, RecordSharing sharing) const {
    RecordSetRequest request{api.context, api.source, make, route, node("DomainName"), sharing};
    if (request.check()) request.add(target, api.out);
}

std::optional<ApiDomain> read_domain(const ApiExpansion& api, std::string_view made) {
    Editable* config = api.get("Domain");
    if (config == nullptr) return std::nullopt;
    if (!config->is_dict()) {
        api.refuse("Domain", "'Domain' must be a map, but it is " + a_kind(*config) + ".");
        return std::nullopt;
    }
    if (config->value("DomainName") == nullptr || config->value("CertificateArn") == nullptr) {
        api.refuse("Domain", "'Domain' needs both DomainName and CertificateArn.");
        return std::nullopt;
    }
    ApiDomain domain{api, *config, api.cause("Domain", made)};
    return domain;
}

}  // namespace stackfit::sam
