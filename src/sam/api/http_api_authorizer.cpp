// Authorizers of an HTTP API: JWT, Lambda functions, IAM.
#include <array>

#include "sam/api/http_api.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

/// Which kind of authorizer a property belongs to.
struct PropertyKind {
    char name[40];
    bool jwt;
};

constexpr PropertyKind property_kinds[] = {
    {"AuthorizationScopes", true},
    {"JwtConfiguration", true},
    {"IdentitySource", true},
    {"FunctionArn", false},
    {"FunctionInvokeRole", false},
    {"Identity", false},
    {"AuthorizerPayloadFormatVersion", false},
    {"EnableSimpleResponses", false},
    {"EnableFunctionDefaultPermissions", false},
};

constexpr std::array<const char*, 2> needed_by_jwt{"JwtConfiguration", "IdentitySource"};
constexpr std::array<const char*, 2> needed_by_lambda{"FunctionArn", "AuthorizerPayloadFormatVersion"};

constexpr IdentityList identity_lists[] = {
    {"Headers", "$request.header."},
    {"QueryStrings", "$request.querystring."},
    {"StageVariables", "$stageVariables."},
    {"Context", "$context."},
};

/// The properties of one kind of authorizer that stand in one of the other kind. An empty JwtConfiguration is none.
void check_kind(HttpApi& http, const EditableMember& authorizer, bool jwt) {
    const EditableMember* first = nullptr;
    std::vector<std::string> wrong;
    for (const PropertyKind& property : property_kinds) {
        const EditableMember* written = authorizer.value->member(property.name);
        if (written == nullptr || written->value->kind == Kind::null || property.jwt == jwt) continue;
        if (written->key == "JwtConfiguration" && !truthy(written->value)) continue;
        if (first == nullptr) first = written;
        wrong.push_back("'" + std::string(property.name) + "'");
    }
    if (first == nullptr) return;
    http.context.problems.refuse(first->key_span, join(wrong, ", ") + (wrong.size() == 1 ? " is" : " are") +
                                                      " for " + (jwt ? "Lambda" : "JWT") +
                                                      " authorizers only; '" + std::string(authorizer.key) +
                                                      "' is a " + (jwt ? "JWT" : "Lambda") + " authorizer" +
                                                      (jwt ? "." : ": it has no JwtConfiguration."));
}

bool check_authorizer(HttpApi& http, const EditableMember& member) {
    Problems& problems = http.context.problems;
    const Editable& config = *member.value;
    const std::string name = "Authorizer '" + std::string(member.key) + "' ";
    const std::size_t before = problems.refusals();
    check_authorizer_shape(http, member);
    if (!config.is_dict()) return false;
    if (config.has("OpenIdConnectUrl"))
        problems.refuse(member.key_span,
                        name + "uses OpenIdConnectUrl, which SAM no longer supports; use JwtConfiguration.");
    const Editable* jwt = config.value("JwtConfiguration");
    if (truthy(jwt) && !jwt->is_dict())
        problems.refuse(jwt->span,
                        "JwtConfiguration of authorizer '" + std::string(member.key) + "' must be a map.");
    check_kind(http, member, truthy(jwt));
    if (problems.refusals() != before) return false;
    std::vector<std::string> missing;
    for (const char* property : truthy(jwt) ? needed_by_jwt : needed_by_lambda) {
        if (!truthy(config.get(property))) missing.emplace_back(property);
    }
    if (!missing.empty()) problems.refuse(member.key_span, name + "needs " + join(missing, " and ") + ".");
    return check_authorizer_flag(http, member, "EnableFunctionDefaultPermissions") &&
           problems.refusals() == before;
}

Editable* jwt_definition(HttpApi& http, const ApiAuthorizer& authorizer) {
    EditableHeap& heap = http.heap();
    const Maker make = http.make.at(authorizer.place);
    Editable* jwt = heap.plain({}, make);
    for (const EditableMember* member : authorizer.get("JwtConfiguration")->members()) {
        heap.set(*jwt, to_lower(member->key), heap.clone(*member->value), make.at(member->key_span),
                 member->authored);
    }
    Editable* inner = heap.plain({{"jwtConfiguration", jwt},
                                  {"identitySource", heap.clone(*authorizer.get("IdentitySource"))},
                                  {"type", heap.string("jwt", make)}},
                                 make);
    return heap.plain({{"type", heap.string("oauth2", make)}, {authorizer_key, inner}}, make);
}

Editable* lambda_definition(HttpApi& http, const ApiAuthorizer& authorizer) {
    EditableHeap& heap = http.heap();
    const Maker make = http.make.at(authorizer.place);
    Editable* inner = heap.plain({{"type", heap.string("request", make)}}, make);
    set_invocation(http, authorizer, *inner);
    set_credentials(http, authorizer, *inner);
    const Editable* identity = authorizer.get("Identity");
    if (truthy(identity) && !identity->is_dict()) {
        http.context.problems.refuse(
            identity->span, "Identity of authorizer '" + std::string(authorizer.name) + "' must be a map.");
    } else if (truthy(identity)) {
        if (const Editable* seconds = identity->value("ReauthorizeEvery"))
            heap.set(*inner, "authorizerResultTtlInSeconds", heap.clone(*seconds), make);
        heap.set(*inner, "identitySource",
                 heap.list(identity_sources(http, authorizer, *identity, identity_lists), make), make);
    }
    heap.set(*inner, "authorizerPayloadFormatVersion",
             heap.clone(*authorizer.get("AuthorizerPayloadFormatVersion")), make);
    const Editable* simple = authorizer.get("EnableSimpleResponses");
    if (truthy(simple)) heap.set(*inner, "enableSimpleResponses", heap.clone(*simple), make);
    Editable* made = security_definition(heap, heap.string("Unused", make), make);
    heap.set(*made, authorizer_key, inner, make);
    return made;
}

}  // namespace

Editable* definition(HttpApi& http, const ApiAuthorizer& authorizer) {
    EditableHeap& heap = http.heap();
    const Maker make = http.make.at(authorizer.place);
    if (authorizer.config != nullptr)
        return truthy(authorizer.get("JwtConfiguration")) ? jwt_definition(http, authorizer)
                                                          : lambda_definition(http, authorizer);
    Editable* made = security_definition(heap, heap.string("Authorization", make), make);
    heap.set(*made, "x-amazon-apigateway-authtype", heap.string("awsSigv4", make), make);
    return made;
}

std::vector<ApiAuthorizer> read_authorizers(HttpApi& http) {
    std::vector<ApiAuthorizer> authorizers;
    const Editable& auth = *http.get("Auth");
    const Editable* iam = auth.value("EnableIamAuthorizer");
    if (iam != nullptr && iam->kind == Kind::boolean && truthy(iam))
        authorizers.push_back({"AWS_IAM", false, nullptr, iam->span});
    Editable* written = written_authorizers(http);
    if (written == nullptr) return authorizers;
    for (const EditableMember* member : written->members()) {
        if (!check_authorizer(http, *member)) continue;
        const bool replaces = !authorizers.empty() && member->key == authorizers.front().name;
        if (replaces)
            authorizers.front().config = member->value;
        else
            authorizers.push_back({member->key, member->authored, member->value, member->key_span});
    }
    return authorizers;
}

}  // namespace stackfit::sam
