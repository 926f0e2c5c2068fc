// Authorizers of REST and HTTP APIs: what both kinds read of Auth.Authorizers alike, and the permission that every API's Lambda
// authorizer needs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sam/api/api_expansion.h"

namespace stackfit::sam {

constexpr std::string_view authorizer_key = "x-amazon-apigateway-authorizer";

struct ApiAuthorizer {
    std::string_view name;
    bool authored = false;
    Editable* config = nullptr;  ///< null: AWS_IAM
    Span place;

    [[nodiscard]] Editable* get(std::string_view key) const {
        return config == nullptr ? nullptr : config->value(key);
    }
};

/// A list of Identity, and how each name in it is written in an identity source.
struct IdentityList {
    char property[16];
    char prefix[32];
};

/// Auth.Authorizers, or null when there are none or they were refused.
Editable* written_authorizers(const ApiExpansion& api);
/// The config is a map, and its AuthorizationScopes a list.
bool check_authorizer_shape(const ApiExpansion& api, const EditableMember& authorizer);
/// `flag` is true or false, when it is there.
bool check_authorizer_flag(const ApiExpansion& api, const EditableMember& authorizer, std::string_view flag);
/// The sources that Identity names, in the order of `lists`.
std::vector<Editable*> identity_sources(const ApiExpansion& api, const ApiAuthorizer& authorizer,
                                        const Editable& identity, std::span<const IdentityList> lists);
/// How API Gateway invokes the function of a Lambda authorizer, and as whom.
void set_invocation(const ApiExpansion& api, const ApiAuthorizer& authorizer, Editable& definition);
void set_credentials(const ApiExpansion& api, const ApiAuthorizer& authorizer, Editable& definition);
/// {type: apiKey, name: ..., in: header}, what a security definition of API Gateway starts with.
Editable* security_definition(EditableHeap& heap, Editable* name, const Maker& make);
/// May API Gateway's authorizers of the API call the function?
Draft authorizer_permission(const ApiExpansion& api, const Maker& make, std::string_view id,
                            std::string_view partition, Editable& function);
/// The same for each of Auth.Authorizers whose config wants it.
void add_authorizer_permissions(const ApiExpansion& api, std::string_view partition,
                                bool (*wants)(const Editable& config));

}  // namespace stackfit::sam
