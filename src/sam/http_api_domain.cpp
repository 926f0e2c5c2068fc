#include "api_v2_domain.h"
#include "http_api.h"

namespace stackfit::sam {

void make_http_domain(HttpApi& http) {
    Py* config = http.get("Domain");
    if (config == nullptr) return;
    const Maker make = http.cause("Domain", "AWS::ApiGatewayV2::DomainName");
    ApiV2Domain domain{http.context, http.source, make, http.api.id, *config, "httpapi:createdBy", http.out};
    domain.expand();
}

}  // namespace stackfit::sam
