// Authorizers of an HTTP API: JWT, Lambda functions, IAM.
#include "http_api.h"
#include "stackfit/support/text.h"
#include "value.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view authorizer_key = "x-amazon-apigateway-authorizer";

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

constexpr char identity_lists[][2][20] = {
    {"Headers", "$request.header."},
    {"QueryStrings", "$request.querystr"},
    {"StageVariables", "$stageVariables."},
    {"Context", "$context."},
};

std::string list_prefix(std::size_t index) {
    return index == 1 ? "$request.querystring." : identity_lists[index][1];
}

void check_kind(HttpApi& http, const PyMember& member, bool jwt) {
    for (const PropertyKind& property : property_kinds) {
        const PyMember* written = member.value->member(property.name);
        if (written == nullptr || written->value->kind == Kind::null || property.jwt == jwt) continue;
        http.context.problems.refuse(written->key_span, "'" + std::string(property.name) + "' is for " +
                                                            (property.jwt ? "JWT" : "Lambda") +
                                                            " authorizers only; '" + std::string(member.key) +
                                                            "' is a " + (jwt ? "JWT" : "Lambda") +
                                                            " authorizer.");
    }
}

bool check_authorizer(HttpApi& http, const PyMember& member) {
    Problems& problems = http.context.problems;
    const Py& config = *member.value;
    const std::string name = "Authorizer '" + std::string(member.key) + "' ";
    if (!config.is_dict()) {
        problems.refuse(member.key_span, name + "must be a map, but it is " + a_kind(config) + ".");
        return false;
    }
    const std::size_t before = problems.refusals();
    if (config.has("OpenIdConnectUrl"))
        problems.refuse(member.key_span,
                        name + "uses OpenIdConnectUrl, which SAM no longer supports; use JwtConfiguration.");
    const Py* jwt = config.value("JwtConfiguration");
    if (truthy(jwt) && !jwt->is_dict())
        problems.refuse(jwt->span,
                        "JwtConfiguration of authorizer '" + std::string(member.key) + "' must be a map.");
    const Py* scopes = config.value("AuthorizationScopes");
    if (scopes != nullptr && !scopes->is_list())
        problems.refuse(scopes->span, "AuthorizationScopes of authorizer '" + std::string(member.key) +
                                          "' must be a list.");
    check_kind(http, member, truthy(jwt));
    const auto need = [&](const char* property) {
        if (!truthy(config.get(property))) problems.refuse(member.key_span, name + "needs " + property + ".");
    };
    if (problems.refusals() != before) return false;
    if (truthy(jwt)) {
        need("IdentitySource");
    } else {
        need("FunctionArn");
        need("AuthorizerPayloadFormatVersion");
    }
    const Py* permissions = config.value("EnableFunctionDefaultPermissions");
    if (permissions != nullptr && permissions->kind != Kind::boolean) {
        problems.refuse(permissions->span, "EnableFunctionDefaultPermissions of authorizer '" +
                                               std::string(member.key) + "' must be true or false.");
    }
    return problems.refusals() == before;
}

Py* identity_source(HttpApi& http, const HttpAuthorizer& authorizer, const Py& identity) {
    std::vector<Py*> source;
    for (std::size_t i = 0; i < std::size(identity_lists); ++i) {
        const Py* names = identity.get(identity_lists[i][0]);
        if (!truthy(names)) continue;
        bool good = names->is_list();
        for (const Py* name : names->items) good = good && name->is_string();
        if (!good) {
            http.context.problems.refuse(names->span, "Identity." + std::string(identity_lists[i][0]) +
                                                          " of authorizer '" + std::string(authorizer.name) +
                                                          "' must be a list of strings.");
            continue;
        }
        for (const Py* name : names->items)
            source.push_back(
                http.heap().string(list_prefix(i) + std::string(name->text), http.make.at(name->span)));
    }
    return http.heap().list(source, http.make);
}

Py* jwt_definition(HttpApi& http, const HttpAuthorizer& authorizer) {
    PyHeap& heap = http.heap();
    const Maker make = http.make.at(authorizer.place);
    Py* jwt = heap.plain({}, make);
    for (const PyMember* member : authorizer.get("JwtConfiguration")->members()) {
        heap.set(*jwt, to_lower(member->key), heap.clone(*member->value), make.at(member->key_span),
                 member->unicode);
    }
    Py* inner = heap.plain({{"jwtConfiguration", jwt},
                            {"identitySource", heap.clone(*authorizer.get("IdentitySource"))},
                            {"type", heap.string("jwt", make)}},
                           make);
    return heap.plain({{"type", heap.string("oauth2", make)}, {authorizer_key, inner}}, make);
}

Py* lambda_definition(HttpApi& http, const HttpAuthorizer& authorizer) {
    PyHeap& heap = http.heap();
    const Maker make = http.make.at(authorizer.place);
    Py* inner = heap.plain({{"type", heap.string("request", make)}}, make);
    Py* variables = heap.plain({{"__FunctionArn__", heap.clone(*authorizer.get("FunctionArn"))}}, make);
    heap.set(
        *inner, "authorizerUri",
        heap.sub(
            "arn:" + std::string(http.context.partition) +
                ":apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations",
            variables, make),
        make);
    const Py* role = authorizer.get("FunctionInvokeRole");
    if (truthy(role) && !role->is("NONE")) heap.set(*inner, "authorizerCredentials", heap.clone(*role), make);
    const Py* identity = authorizer.get("Identity");
    if (truthy(identity) && !identity->is_dict()) {
        http.context.problems.refuse(
            identity->span, "Identity of authorizer '" + std::string(authorizer.name) + "' must be a map.");
    } else if (truthy(identity)) {
        if (const Py* seconds = identity->value("ReauthorizeEvery"))
            heap.set(*inner, "authorizerResultTtlInSeconds", heap.clone(*seconds), make);
        heap.set(*inner, "identitySource", identity_source(http, authorizer, *identity), make);
    }
    heap.set(*inner, "authorizerPayloadFormatVersion",
             heap.clone(*authorizer.get("AuthorizerPayloadFormatVersion")), make);
    const Py* simple = authorizer.get("EnableSimpleResponses");
    if (truthy(simple)) heap.set(*inner, "enableSimpleResponses", heap.clone(*simple), make);
    return heap.plain({{"type", heap.string("apiKey", make)},
                       {"name", heap.string("Unused", make)},
                       {"in", heap.string("header", make)},
                       {authorizer_key, inner}},
                      make);
}

}  // namespace

Py* HttpAuthorizer::definition(HttpApi& http) const {
    PyHeap& heap = http.heap();
    const Maker make = http.make.at(place);
    if (config != nullptr)
        return truthy(get("JwtConfiguration")) ? jwt_definition(http, *this) : lambda_definition(http, *this);
    return heap.plain({{"type", heap.string("apiKey", make)},
                       {"name", heap.string("Authorization", make)},
                       {"in", heap.string("header", make)},
                       {"x-amazon-apigateway-authtype", heap.string("awsSigv4", make)}},
                      make);
}

std::vector<HttpAuthorizer> read_http_authorizers(HttpApi& http) {
    std::vector<HttpAuthorizer> authorizers;
    const Py& auth = *http.get("Auth");
    const Py* iam = auth.value("EnableIamAuthorizer");
    if (iam != nullptr && iam->kind == Kind::boolean && truthy(iam))
        authorizers.push_back({"AWS_IAM", false, nullptr, iam->span});
    Py* written = auth.value("Authorizers");
    if (!truthy(written)) return authorizers;
    if (!written->is_dict()) {
        http.refuse("Auth", "'Authorizers' must be a map, but it is " + a_kind(*written) + ".");
        return authorizers;
    }
    for (const PyMember* member : written->members()) {
        if (!check_authorizer(http, *member)) continue;
        const bool replaces = !authorizers.empty() && member->key == authorizers.front().name;
        if (replaces)
            authorizers.front().config = member->value;
        else
            authorizers.push_back({member->key, member->unicode, member->value, member->key_span});
    }
    return authorizers;
}

Draft authorizer_permission(const Maker& make, std::string_view id, const Node* function, const Node* api,
                            std::vector<Member> inherited) {
    Draft permission(id, "AWS::Lambda::Permission", make, std::move(inherited));
    permission.set("Action", make.text("lambda:InvokeFunction"));
    permission.set("FunctionName", function);
    permission.set("Principal", make.text("apigateway.amazonaws.com"));
    permission.set(
        "SourceArn",
        make.sub(
            "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*",
            make.map({{"__ApiId__", api}})));
    return permission;
}

void add_http_authorizer_permissions(HttpApi& http) {
    const Py* auth = http.get("Auth");
    Py* written = truthy(auth) && auth->is_dict() ? auth->value("Authorizers") : nullptr;
    if (!truthy(written) || !written->is_dict()) return;
    for (const PyMember* member : written->members()) {
        if (!member->value->is_dict()) continue;
        Py* function = member->value->value("FunctionArn");
        if (!truthy(function) || !truthy(member->value->value("EnableFunctionDefaultPermissions"))) continue;
        const Maker make = http.context.maker(
            member->key_span, "Auth.Authorizers." + std::string(member->key), "AWS::Lambda::Permission");
        http.out.push_back(authorizer_permission(
            make, std::string(http.api.id) + std::string(member->key) + "AuthorizerPermission",
            http.heap().to_node(*function), make.ref(http.api.id), http.source.inherited()));
    }
}

}  // namespace stackfit::sam
