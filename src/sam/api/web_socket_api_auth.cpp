// Auth of a WebSocket API: by IAM, by a Lambda function, or not at all.
#include "sam/api/api_authorizer.h"
#include "sam/api/web_socket_api.h"
#include "sam/value.h"
#include "stackfit/support/ascii.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

constexpr std::string_view auth_types[] = {"AWS_IAM", "CUSTOM", "NONE"};

bool is_auth_type(std::string_view type) {
    for (const std::string_view known : auth_types) {
        if (type == known) return true;
    }
    return false;
}

void refuse_type(const WebSocketApi& api, const Node& type) {
    const std::string_view meant = type.is_string() ? closest(to_upper(type.text), auth_types) : "";
    api.context.problems.refuse(type.span,
                                "'AuthType' must be AWS_IAM, CUSTOM or NONE, not " + quote(&type) +
                                    (meant.empty() ? "." : "; did you mean '" + std::string(meant) + "'?"));
}

/// Only CUSTOM takes more than AuthType.
void check_others(const WebSocketApi& api, std::string_view type) {
    std::vector<std::string> others;
    const Member* first = nullptr;
    for (const Member& member : api.auth->members) {
        if (member.key == "AuthType") continue;
        if (first == nullptr) first = &member;
        others.emplace_back(member.key);
    }
    if (first != nullptr)
        api.context.problems.refuse(first->key_span, "'Auth' with AuthType " + std::string(type) +
                                                         " takes nothing else, but it has " +
                                                         join(others, ", ") + ".");
}

void check_type(const WebSocketApi& api, const Node& written) {
    const std::string type = written.is_string() ? to_upper(written.text) : std::string();
    const Node* function = value_of(api.auth, "AuthArn");
    if (!is_auth_type(type))
        refuse_type(api, written);
    else if (type != "CUSTOM")
        check_others(api, type);
    else if (!truthy(function) || is_text(api.known(function), ""))
        api.refuse("Auth", "'Auth' with AuthType CUSTOM needs AuthArn, the function that authorizes.");
}

Draft make_authorizer(const WebSocketApi& api, const Maker& make, Editable& function) {
    const std::string id = std::string(api.id()) + "ConnectAuthorizer";
    Draft draft(id, "AWS::ApiGatewayV2::Authorizer", make, {});
    draft.set("ApiId", make.ref(api.id()));
    draft.set("AuthorizerCredentialsArn", value_of(api.auth, "InvokeRole"));
    draft.set("AuthorizerType", make.text("REQUEST"));
    draft.set("AuthorizerUri", make.sub(invocation_uri("${AWS::Partition}", "${AuthArn}"),
                                        make.map({{"AuthArn", api.heap().to_node(function)}})));
    draft.set("IdentitySource", value_of(api.auth, "IdentitySource"));
    const Node* name = value_of(api.auth, "Name");
    draft.set("Name", truthy(name) ? name : make.text(id));
    return draft;
}

}  // namespace

bool check_auth(const WebSocketApi& api) {
    if (api.auth == nullptr) return true;
    const std::size_t before = api.context.problems.refusals();
    const Node* written = value_of(api.auth, "AuthType");
    const Node* type = api.known(written);
    if (!api.auth->is_mapping())
        api.refuse("Auth", "'Auth' must be a map with AuthType, but it is " + a_kind(*api.auth) + ".");
    else if (!truthy(written) || is_text(type, ""))
        api.refuse("Auth", "'Auth' needs AuthType: AWS_IAM, CUSTOM or NONE.");
    else if (type != nullptr)
        check_type(api, *type);
    return api.context.problems.refusals() == before;
}

/// AuthType is compared as it is written: in lower case it passes the check, and then means NONE.
void authorize(const WebSocketApi& api, Draft& route, std::vector<Draft>& authorizer) {
    if (api.auth == nullptr) return;
    const Node* written = value_of(api.auth, "AuthType");
    const Node* type = api.known(written);
    const bool custom = is_text(type, "CUSTOM");
    const bool kept = custom || is_text(type, "AWS_IAM") || type == nullptr;
    route.set("AuthorizationType", kept ? written : route.make.text("NONE"));
    if (!custom) return;
    const Maker make = api.cause("Auth", "AWS::ApiGatewayV2::Authorizer");
    Editable& function = *api.get("Auth")->value("AuthArn");
    authorizer.push_back(make_authorizer(api, make, function));
    route.set("AuthorizerId", make.ref(authorizer.back().id));
    if (truthy(value_of(api.auth, "InvokeRole"))) return;
    authorizer.push_back(authorizer_permission(api, api.cause("Auth", "AWS::Lambda::Permission"),
                                               std::string(api.id()) + "AuthorizerPermission",
                                               "${AWS::Partition}", function));
}

}  // namespace stackfit::sam
