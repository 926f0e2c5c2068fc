// Auth of a GraphQL API: one way to authenticate by default, and others in addition.
#include "sam/graphql/graphql.h"
#include "sam/schema.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

struct Authorizer {
    char type[28];
    char property[20];
    char made[24];
};

/// The types that have a configuration, its name in Auth and in AppSync. AWS_IAM and API_KEY have none.
constexpr Authorizer authorizers[] = {
    {"AWS_LAMBDA", "LambdaAuthorizer", "LambdaAuthorizerConfig"},
    {"OPENID_CONNECT", "OpenIDConnect", "OpenIDConnectConfig"},
    {"AMAZON_COGNITO_USER_POOLS", "UserPool", "UserPoolConfig"},
};

const Authorizer* authorizer_of(const Node& auth) {
    const Node* type = value_of(&auth, "Type");
    for (const Authorizer& one : authorizers) {
        if (is_text(type, one.type)) return &one;
    }
    return nullptr;
}

/// How one entry authenticates.
struct Authentication {
    const Node* type = nullptr;
    const char* name = nullptr;    ///< of the configuration, null when there is none
    const Node* config = nullptr;  ///< without nulls
};

class Reader {
public:
    explicit Reader(GraphQl& api) : api_(api) {}

    /// `additional`: not the default one, for which a user pool has no DefaultAction.
    Authentication read(const Node& auth, const std::string& path, Span place, bool additional) {
        check_one(auth, path, place);
        Authentication result{value_of(&auth, "Type"), nullptr, nullptr};
        const Authorizer* known = authorizer_of(auth);
        if (known == nullptr) return result;
        const Node* config = value_of(&auth, known->property);
        if (config == nullptr) {
            api_.refuse(place, "'" + path + "' needs " + known->property + ", since its Type is " +
                                   known->type + ".");
            return result;
        }
        Builder& build = api_.context.build;
        config = without_nulls(build, *config);
        if (additional && config->find("DefaultAction") != nullptr)
            config = build.without(*config, "DefaultAction");
        if (config->members.empty()) return result;
        result.name = known->made;
        result.config = config;
        if (const Node* uri = value_of(config, "AuthorizerUri")) functions.push_back(uri);
        return result;
    }

    std::vector<const Node*> functions;

private:
    void check_one(const Node& auth, const std::string& path, Span place) {
        std::vector<std::string> found;
        for (const Authorizer& one : authorizers) {
            if (value_of(&auth, one.property) != nullptr) found.emplace_back(one.property);
        }
        if (found.size() < 2) return;
        api_.refuse(place, "'" + path + "' configures " + join(found, " and ") +
                               ", but one Type has one configuration.");
    }

    GraphQl& api_;
};

}  // namespace

std::vector<const Node*> set_authentication(GraphQl& api, Draft& draft) {
    const Member& auth = *api.property("Auth");
    Reader reader(api);
    const Authentication usual = reader.read(*auth.value, "Auth", auth.key_span, false);
    draft.set("AuthenticationType", usual.type);
    if (usual.config != nullptr) draft.set(usual.name, usual.config);

    const Maker make = draft.make.at(auth.key_span);
    std::vector<const Node*> others;
    const Node* additional = value_of(auth.value, "Additional");
    for (std::size_t i = 0; additional != nullptr && i < additional->items.size(); ++i) {
        const Node& item = *additional->items[i];
        const Authentication other =
            reader.read(item, "Auth.Additional." + std::to_string(i), item.span, true);
        std::vector<Member> members{make.member("AuthenticationType", other.type)};
        if (other.config != nullptr) members.push_back(make.member(other.name, other.config));
        others.push_back(make.at(item.span).map(members));
    }
    if (!others.empty()) draft.set("AdditionalAuthenticationProviders", make.list(others));
    return reader.functions;
}

}  // namespace stackfit::sam
