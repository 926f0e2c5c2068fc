// Authorizers of a REST API: Cognito user pools, Lambda functions (by token or by request), IAM.
#include "rest_api.h"
#include "stackfit/support/text.h"
#include "value.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view authorizer_key = "x-amazon-apigateway-authorizer";

/// Identity's lists and how each name is written in an identity source.
struct IdentityList {
    char property[16];
    char prefix[32];
};

constexpr IdentityList identity_lists[] = {
    {"Headers", "method.request.header."},
    {"QueryStrings", "method.request.querystring."},
    {"StageVariables", "stageVariables."},
    {"Context", "context."},
};

bool caches(const Py* seconds) {
    if (seconds == nullptr || (!seconds->is_string() && seconds->kind != Kind::integer)) return false;
    return seconds->text.find_first_not_of("0123456789") == std::string_view::npos &&
           seconds->text.find_first_not_of('0') != std::string_view::npos;
}

/// A request authorizer that caches its answers, or does not say, needs something to cache by.
bool lacks_identity(const Py* identity) {
    if (!truthy(identity)) return true;
    for (const IdentityList& list : identity_lists) {
        if (truthy(identity->get(list.property))) return false;
    }
    const Py* seconds = identity->value("ReauthorizeEvery");
    const bool number = seconds != nullptr && (seconds->is_string() || seconds->kind == Kind::integer) &&
                        !seconds->text.empty() &&
                        seconds->text.find_first_not_of("0123456789") == std::string_view::npos;
    return !number || caches(seconds);
}

bool check_authorizer(RestApi& rest, const PyMember& member) {
    Problems& problems = rest.context.problems;
    const Py& config = *member.value;
    const std::string name = "Authorizer '" + std::string(member.key) + "' ";
    if (!config.is_dict()) {
        problems.refuse(member.key_span, name + "must be a map, but it is " + a_kind(config) + ".");
        return false;
    }
    const std::size_t before = problems.refusals();
    const Py* type = config.value("FunctionPayloadType");
    const Py* identity = config.value("Identity");
    if (type != nullptr && !type->is("TOKEN") && !type->is("REQUEST")) {
        problems.refuse(type->span, "FunctionPayloadType of authorizer '" + std::string(member.key) +
                                        "' must be TOKEN or REQUEST.");
    }
    if (truthy(identity) && !identity->is_dict()) {
        problems.refuse(identity->span, "Identity of authorizer '" + std::string(member.key) +
                                            "' must be a map, but it is " + a_kind(*identity) + ".");
    } else if (type != nullptr && type->is("REQUEST") && lacks_identity(identity)) {
        problems.refuse(member.key_span, name +
                                             "of type REQUEST needs Identity with Headers, QueryStrings, "
                                             "StageVariables or Context: its answers are cached by them.");
    }
    const Py* scopes = config.value("AuthorizationScopes");
    if (scopes != nullptr && !scopes->is_list())
        problems.refuse(scopes->span, "AuthorizationScopes of authorizer '" + std::string(member.key) +
                                          "' must be a list.");
    const Py* disabled = config.value("DisableFunctionDefaultPermissions");
    if (disabled != nullptr && disabled->kind != Kind::boolean) {
        problems.refuse(disabled->span, "DisableFunctionDefaultPermissions of authorizer '" +
                                            std::string(member.key) + "' must be true or false.");
    }
    return problems.refusals() == before;
}

/// The identity source of a request authorizer: its lists, one after the other.
Py* identity_source(RestApi& rest, const Authorizer& authorizer, const Py& identity) {
    std::vector<std::string> parts;
    bool unicode = false;
    for (const IdentityList& list : identity_lists) {
        const Py* names = identity.get(list.property);
        if (!truthy(names)) continue;
        if (!names->is_list()) {
            rest.context.problems.refuse(names->span, "Identity." + std::string(list.property) +
                                                          " of authorizer '" + std::string(authorizer.name) +
                                                          "' must be a list.");
            continue;
        }
        for (const Py* name : names->items) {
            if (!name->is_string()) {
                rest.context.problems.refuse(name->span,
                                             "Identity." + std::string(list.property) + " of authorizer '" +
                                                 std::string(authorizer.name) + "' must hold only strings.");
                continue;
            }
            parts.push_back(std::string(list.prefix) + std::string(name->text));
            unicode = unicode || name->unicode;
        }
    }
    return parts.empty() ? nullptr
                         : rest.heap().string(join(parts, ", "), rest.make.at(identity.span), unicode);
}

Py* lambda_definition(RestApi& rest, const Authorizer& authorizer, bool request) {
    PyHeap& heap = rest.heap();
    const Maker make = rest.make.at(authorizer.place);
    const Py* identity = authorizer.get("Identity");
    Py* made = heap.dict(make);
    heap.set(*made, "type", heap.string(request ? "request" : "token", make), make);
    Py* function = authorizer.get("FunctionArn");
    Py* variables = heap.plain(
        {{"__FunctionArn__", function == nullptr ? heap.null(make) : heap.clone(*function)}}, make);
    heap.set(
        *made, "authorizerUri",
        heap.sub(
            "arn:" + std::string(rest.context.partition) +
                ":apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations",
            variables, make),
        make);
    Py* seconds = truthy(identity) ? identity->value("ReauthorizeEvery") : nullptr;
    if (seconds != nullptr) heap.set(*made, "authorizerResultTtlInSeconds", heap.clone(*seconds), make);
    Py* role = authorizer.get("FunctionInvokeRole");
    if (truthy(role) && !role->is("NONE")) heap.set(*made, "authorizerCredentials", heap.clone(*role), make);
    if (request && truthy(identity)) {
        if (Py* source = identity_source(rest, authorizer, *identity))
            heap.set(*made, "identitySource", source, make);
    }
    return made;
}

Py* pool_definition(RestApi& rest, const Authorizer& authorizer) {
    PyHeap& heap = rest.heap();
    const Maker make = rest.make.at(authorizer.place);
    const Py& pool = *authorizer.get("UserPoolArn");
    Py* made = heap.dict(make);
    heap.set(*made, "type", heap.string("cognito_user_pools", make), make);
    heap.set(*made, "providerARNs", pool.is_list() ? heap.clone(pool) : heap.list({heap.clone(pool)}, make),
             make);
    return made;
}

}  // namespace

Py* Authorizer::definition(RestApi& rest) const {
    PyHeap& heap = rest.heap();
    const Maker make = rest.make.at(place);
    const Py* type = get("FunctionPayloadType");
    const Py* identity = get("Identity");
    const bool iam = config == nullptr;
    const bool request = !iam && !is_pool() && type != nullptr && type->is("REQUEST");
    const Py* header = truthy(identity) ? identity->get("Header") : nullptr;
    Py* made = heap.dict(make);
    heap.set(*made, "type", heap.string("apiKey", make), make);
    heap.set(*made, "name",
             request          ? heap.string("Unused", make)
             : truthy(header) ? heap.clone(*header)
                              : heap.string("Authorization", make),
             make);
    heap.set(*made, "in", heap.string("header", make), make);
    heap.set(*made, "x-amazon-apigateway-authtype",
             heap.string(iam         ? "awsSigv4"
                         : is_pool() ? "cognito_user_pools"
                                     : "custom",
                         make),
             make);
    if (iam) return made;
    Py* inner = is_pool() ? pool_definition(rest, *this) : lambda_definition(rest, *this, request);
    heap.set(*made, authorizer_key, inner, make);
    const Py* expression = truthy(identity) ? identity->get("ValidationExpression") : nullptr;
    const bool token = !is_pool() && !request;
    if ((is_pool() || token) && truthy(expression))
        heap.set(*inner, "identityValidationExpression", heap.clone(*expression), make);
    return made;
}

std::vector<Authorizer> read_authorizers(RestApi& rest) {
    std::vector<Authorizer> authorizers;
    const Py& auth = *rest.get("Auth");
    const Py* standard = auth.value("DefaultAuthorizer");
    if (standard != nullptr && standard->is("AWS_IAM"))
        authorizers.push_back({standard->text, standard->unicode, nullptr, standard->span});
    Py* written = auth.value("Authorizers");
    if (!truthy(written)) return authorizers;
    if (!written->is_dict()) {
        rest.refuse("Auth", "'Authorizers' must be a map, but it is " + a_kind(*written) + ".");
        return authorizers;
    }
    Py* order = rest.heap().dict(rest.make);  // the service keeps them in a dictionary of its own
    for (const Authorizer& first : authorizers)
        order->set({first.name, first.unicode, first.place, nullptr, rest.heap().null(rest.make)});
    for (const PyMember* member : written->members()) {
        if (check_authorizer(rest, *member)) order->set(*member);
    }
    authorizers.clear();
    for (const PyMember* member : order->members()) {
        Py* config = member->value->is_dict() ? member->value : nullptr;
        authorizers.push_back({member->key, member->unicode, config, member->key_span});
    }
    return authorizers;
}

void add_authorizer_permissions(RestApi& rest) {
    const Py* auth = rest.get("Auth");
    Py* written = truthy(auth) && auth->is_dict() ? auth->value("Authorizers") : nullptr;
    if (!truthy(written) || !written->is_dict()) return;
    for (const PyMember* member : written->members()) {
        if (!member->value->is_dict()) continue;
        Py* function = member->value->value("FunctionArn");
        if (!truthy(function) || truthy(member->value->value("DisableFunctionDefaultPermissions"))) continue;
        const Maker make = rest.context.maker(
            member->key_span, "Auth.Authorizers." + std::string(member->key), "AWS::Lambda::Permission");
        Draft permission(std::string(rest.api.id) + std::string(member->key) + "AuthorizerPermission",
                         "AWS::Lambda::Permission", make, rest.source.inherited());
        permission.set("Action", make.text("lambda:InvokeFunction"));
        permission.set("FunctionName", rest.heap().to_node(*function));
        permission.set("Principal", make.text("apigateway.amazonaws.com"));
        const std::string arn = "arn:" + std::string(rest.context.partition) +
                                ":execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
        permission.set("SourceArn", make.sub(arn, make.map({{"__ApiId__", make.ref(rest.api.id)}})));
        rest.out.push_back(std::move(permission));
    }
}

}  // namespace stackfit::sam
