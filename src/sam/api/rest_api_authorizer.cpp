// Authorizers of a REST API: Cognito user pools, Lambda functions (by token or by request), IAM.
#include "sam/api/rest_api.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr IdentityList identity_lists[] = {
    {"Headers", "method.request.header."},
    {"QueryStrings", "method.request.querystring."},
    {"StageVariables", "stageVariables."},
    {"Context", "context."},
};

bool caches(const Editable* seconds) {
    if (seconds == nullptr || (!seconds->is_string() && seconds->kind != Kind::integer)) return false;
    return seconds->text.find_first_not_of("0123456789") == std::string_view::npos &&
           seconds->text.find_first_not_of('0') != std::string_view::npos;
}

/// A request authorizer that caches its answers, or does not say, needs something to cache by.
bool lacks_identity(const Editable* identity) {
    if (!truthy(identity)) return true;
    for (const IdentityList& list : identity_lists) {
        if (truthy(identity->get(list.property))) return false;
    }
    const Editable* seconds = identity->value("ReauthorizeEvery");
    const bool number = seconds != nullptr && (seconds->is_string() || seconds->kind == Kind::integer) &&
                        !seconds->text.empty() &&
                        seconds->text.find_first_not_of("0123456789") == std::string_view::npos;
    return !number || caches(seconds);
}

bool check_authorizer(RestApi& rest, const EditableMember& member) {
    Problems& problems = rest.context.problems;
    const Editable& config = *member.value;
    const std::string name = "Authorizer '" + std::string(member.key) + "' ";
    const std::size_t before = problems.refusals();
    check_authorizer_shape(rest, member);
    if (!config.is_dict()) return false;
    const Editable* type = config.value("FunctionPayloadType");
    const Editable* identity = config.value("Identity");
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
    return check_authorizer_flag(rest, member, "DisableFunctionDefaultPermissions") &&
           problems.refusals() == before;
}

/// The identity source of a request authorizer: its lists, one after the other.
Editable* identity_source(RestApi& rest, const ApiAuthorizer& authorizer, const Editable& identity) {
    std::vector<std::string> parts;
    bool authored = false;
    for (const Editable* source : identity_sources(rest, authorizer, identity, identity_lists)) {
        parts.emplace_back(source->text);
        authored = authored || source->authored;
    }
    return parts.empty() ? nullptr
                         : rest.heap().string(join(parts, ", "), rest.make.at(identity.span), authored);
}

Editable* lambda_definition(RestApi& rest, const ApiAuthorizer& authorizer, bool request) {
    EditableHeap& heap = rest.heap();
    const Maker make = rest.make.at(authorizer.place);
    const Editable* identity = authorizer.get("Identity");
    Editable* made = heap.dict(make);
    heap.set(*made, "type", heap.string(request ? "request" : "token", make), make);
    set_invocation(rest, authorizer, *made);
    Editable* seconds = truthy(identity) ? identity->value("ReauthorizeEvery") : nullptr;
    if (seconds != nullptr) heap.set(*made, "authorizerResultTtlInSeconds", heap.clone(*seconds), make);
    set_credentials(rest, authorizer, *made);
    if (request && truthy(identity)) {
        if (Editable* source = identity_source(rest, authorizer, *identity))
            heap.set(*made, "identitySource", source, make);
    }
    return made;
}

Editable* pool_definition(RestApi& rest, const ApiAuthorizer& authorizer) {
    EditableHeap& heap = rest.heap();
    const Maker make = rest.make.at(authorizer.place);
    const Editable& pool = *authorizer.get("UserPoolArn");
    Editable* made = heap.dict(make);
    heap.set(*made, "type", heap.string("cognito_user_pools", make), make);
    heap.set(*made, "providerARNs", pool.is_list() ? heap.clone(pool) : heap.list({heap.clone(pool)}, make),
             make);
    return made;
}

}  // namespace

Editable* definition(RestApi& rest, const ApiAuthorizer& authorizer) {
    EditableHeap& heap = rest.heap();
    const Maker make = rest.make.at(authorizer.place);
    const Editable* type = authorizer.get("FunctionPayloadType");
    const Editable* identity = authorizer.get("Identity");
    const bool iam = authorizer.config == nullptr;
    const bool pool = truthy(authorizer.get("UserPoolArn"));
    const bool request = !pool && type != nullptr && type->is("REQUEST");
    const Editable* header = truthy(identity) ? identity->get("Header") : nullptr;
    Editable* name = request          ? heap.string("Unused", make)
                     : truthy(header) ? heap.clone(*header)
                                      : heap.string("Authorization", make);
    Editable* made = security_definition(heap, name, make);
    const char* kind = iam ? "awsSigv4" : pool ? "cognito_user_pools" : "custom";
    heap.set(*made, "x-amazon-apigateway-authtype", heap.string(kind, make), make);
    if (iam) return made;
    Editable* inner = pool ? pool_definition(rest, authorizer) : lambda_definition(rest, authorizer, request);
    heap.set(*made, authorizer_key, inner, make);
    const Editable* expression = truthy(identity) ? identity->get("ValidationExpression") : nullptr;
    if (!request && truthy(expression))
        heap.set(*inner, "identityValidationExpression", heap.clone(*expression), make);
    return made;
}

std::vector<ApiAuthorizer> read_authorizers(RestApi& rest) {
    std::vector<ApiAuthorizer> authorizers;
    const Editable& auth = *rest.get("Auth");
    const Editable* standard = auth.value("DefaultAuthorizer");
    if (standard != nullptr && standard->is("AWS_IAM"))
        authorizers.push_back({standard->text, standard->authored, nullptr, standard->span});
    Editable* written = written_authorizers(rest);
    if (written == nullptr) return authorizers;
    Editable* order = rest.heap().dict(rest.make);  // the service keeps them in a dictionary of its own
    for (const ApiAuthorizer& first : authorizers)
        order->set({first.name, first.authored, first.place, nullptr, rest.heap().null(rest.make)});
    for (const EditableMember* member : written->members()) {
        if (check_authorizer(rest, *member)) order->set(*member);
    }
    authorizers.clear();
    for (const EditableMember* member : order->members()) {
        Editable* config = member->value->is_dict() ? member->value : nullptr;
        authorizers.push_back({member->key, member->authored, config, member->key_span});
    }
    return authorizers;
}

}  // namespace stackfit::sam
