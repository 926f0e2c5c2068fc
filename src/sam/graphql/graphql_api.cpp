#include <algorithm>

#include "sam/function/function.h"
#include "sam/function/role.h"
#include "sam/graphql/graphql.h"
#include "sam/logical_ids.h"
#include "sam/properties.h"
#include "sam/resources.h"
#include "sam/schema.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

constexpr Need optional = Need::optional;
constexpr Functions refused = Functions::refused;

constexpr PropertyRule rules[] = {
    {"Name"},
    {"Tags", map, optional, anything, anything, refused},
    {"XrayEnabled"},
    {"Auth", map, Need::required, anything, anything, refused},
    {"SchemaInline", text, optional, anything, anything, refused},
    {"SchemaUri", text, optional, anything, anything, refused},
    {"Logging", map | boolean, optional, anything, anything, refused},
    {"DataSources", map, optional, anything, anything, refused},
    {"Functions", map, optional, anything, anything, refused},
    {"Resolvers", map, optional, anything, anything, refused},
    {"ApiKeys", map, optional, anything, anything, refused},
    {"DomainName", map, optional, anything, anything, refused},
    {"Cache", map, optional, anything, anything, refused},
    {"Visibility"},
    {"OwnerContact"},
    {"IntrospectionConfig"},
    {"QueryDepthLimit"},
    {"ResolverCountLimit"},
};

/// The service reads the properties that it knows and passes over all others, at this level only.
const Node* known_properties(Builder& build, const Node& properties) {
    std::vector<Member> known;
    for (const Member& member : properties.members) {
        const auto is_its = [&](const PropertyRule& rule) { return member.key == rule.name; };
        if (std::any_of(std::begin(rules), std::end(rules), is_its)) known.push_back(member);
    }
    return build.mapping(known, properties.span, properties.origin);
}

const Node* tags(const GraphQl& api, const Maker& make) {
    std::vector<Member> all;
    if (const Node* own = api.value("Tags")) all.assign(own->members.begin(), own->members.end());
    set_member(all, make.member("graphqlapi:createdBy", make.text("SAM")));
    std::vector<const Node*> list;
    append_tags(make, make.map(all), list);
    return make.list(list);
}

/// Logging is on unless it is `false`. Without a role of the author's one is made.
void set_logging(GraphQl& api, Draft& draft) {
    const Member* logging = api.property("Logging");
    if (logging != nullptr && !logging->value->is_mapping() && !truthy(logging->value)) return;
    const Node* given = logging != nullptr && logging->value->is_mapping() ? logging->value : nullptr;
    const Maker make = draft.make.at(logging == nullptr ? draft.make.span() : logging->key_span);
    const Node* verbose = value_of(given, "ExcludeVerboseContent");
    const Node* level = value_of(given, "FieldLogLevel");
    const Node* arn = value_of(given, "CloudWatchLogsRoleArn");
    if (!truthy(arn)) {
        Draft role = api.role("CloudWatchRole", api.context.maker(make.span(), "Logging", "AWS::IAM::Role"));
        role.set("ManagedPolicyArns",
                 role.make.list({role.make.sub("arn:${AWS::Partition}:iam::aws:policy/service-role/"
                                               "AWSAppSyncPushToCloudWatchLogs")}));
        arn = role.arn();
        api.out.push_back(std::move(role));
    }
    draft.set("LogConfig", make.map({{"ExcludeVerboseContent", truthy(verbose) ? verbose : nullptr},
                                     {"FieldLogLevel", truthy(level) ? level : make.text("ALL")},
                                     {"CloudWatchLogsRoleArn", arn}}));
}

/// The API itself; the ARNs of the functions that authorize its callers go to `authorizers`.
Draft make_api(GraphQl& api, std::vector<const Node*>& authorizers) {
    const SamResource& source = api.source;
    const Maker make = api.context.maker(source.id_span, source.type, "AWS::AppSync::GraphQLApi");
    Draft draft(source.id, "AWS::AppSync::GraphQLApi", make, source.attributes);
    draft.id_span = source.id_span;
    draft.depends_on = source.depends_on;
    draft.set("Name", make.text(source.id));
    for (const char* name : {"Name", "Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit",
                             "ResolverCountLimit"}) {
        if (truthy(api.value(name))) draft.pass(api.properties, name);
    }
    draft.pass(api.properties, "XrayEnabled");
    authorizers = set_authentication(api, draft);
    draft.set("Tags", tags(api, make));
    set_logging(api, draft);
    return draft;
}

void make_schema(GraphQl& api) {
    const Member* text = api.property("SchemaInline");
    const Member* uri = api.property("SchemaUri");
    const bool has_text = text != nullptr && truthy(text->value);
    const bool has_uri = uri != nullptr && truthy(uri->value);
    if (has_text == has_uri) {
        api.refuse(has_uri ? uri->key_span : api.source.id_span,
                   has_uri ? "A GraphQL API takes one of 'SchemaInline' and 'SchemaUri', not both."
                           : "A GraphQL API needs its schema: set 'SchemaInline' or 'SchemaUri'.");
        return;
    }
    Draft schema = api.part("Schema", "AWS::AppSync::GraphQLSchema",
                            api.maker(has_text ? *text : *uri, "", "AWS::AppSync::GraphQLSchema"));
    schema.pass(api.properties, "SchemaInline", "Definition");
    schema.pass(api.properties, "SchemaUri", "DefinitionS3Location");
    api.out.push_back(std::move(schema));
}

void connect_authorizers(GraphQl& api, const std::vector<const Node*>& functions) {
    const Maker make = api.maker(*api.property("Auth"), "", "AWS::Lambda::Permission");
    const std::string id(api.source.id);
    for (std::size_t i = 0; i < functions.size(); ++i) {
        const Endpoint from{"AWS::AppSync::GraphQLApi", make.ref(id), nullptr, make.attribute(id, "ApiId")};
        connect(api, make, id + "ToLambdaAuthConnector" + std::to_string(i + 1), from,
                {"AWS::Lambda::Function", functions[i]}, make.texts({"Write"}));
    }
}

void make_keys(GraphQl& api) {
    const Node* keys = api.value("ApiKeys");
    if (keys == nullptr) return;
    for (const Member& key : keys->members) {
        Draft draft =
            api.part(key.key, "AWS::AppSync::ApiKey", api.maker(key, "ApiKeys", "AWS::AppSync::ApiKey"));
        draft.pass(key.value, "ApiKeyId");
        draft.pass(key.value, "Description");
        draft.pass(key.value, "ExpiresOn", "Expires");
        api.out.push_back(std::move(draft));
    }
}

void make_cache(GraphQl& api) {
    const Member* cache = api.property("Cache");
    if (cache == nullptr) return;
    Draft draft =
        api.part("ApiCache", "AWS::AppSync::ApiCache", api.maker(*cache, "", "AWS::AppSync::ApiCache"));
    for (const char* name :
         {"ApiCachingBehavior", "Type", "Ttl", "AtRestEncryptionEnabled", "TransitEncryptionEnabled"})
        draft.pass(cache->value, name);
    api.out.push_back(std::move(draft));
}

void make_domain(GraphQl& api) {
    const Member* domain = api.property("DomainName");
    if (domain == nullptr) return;
    Draft name = api.child("DomainName", "AWS::AppSync::DomainName",
                           api.maker(*domain, "", "AWS::AppSync::DomainName"));
    for (const char* property : {"CertificateArn", "DomainName", "Description"})
        name.pass(domain->value, property);
    Draft association = api.part("DomainNameApiAssociation", "AWS::AppSync::DomainNameApiAssociation",
                                 api.maker(*domain, "", "AWS::AppSync::DomainNameApiAssociation"));
    association.set("DomainName", name.ref());
    api.out.push_back(std::move(name));
    api.out.push_back(std::move(association));
}

}  // namespace

const Node* GraphQl::value(std::string_view name) const { return value_of(properties, name); }

const Member* GraphQl::property(std::string_view name) const { return member_of(properties, name); }

Maker GraphQl::maker(const Member& cause, std::string_view section, std::string_view type) const {
    const std::string name = (section.empty() ? "" : std::string(section) + ".") + std::string(cause.key);
    return context.maker(cause.key_span, name, type);
}

Draft GraphQl::child(std::string_view suffix, std::string_view type, const Maker& make) {
    Draft draft(std::string(source.id) + std::string(suffix), type, make, source.attributes);
    draft.depends_on = source.depends_on;
    if (!is_logical_id(draft.id)) refuse(draft.id, make.span(), not_alphanumeric(draft.id));
    return draft;
}

Draft GraphQl::part(std::string_view suffix, std::string_view type, const Maker& make) {
    Draft draft = child(suffix, type, make);
    draft.set("ApiId", make.attribute(source.id, "ApiId"));
    return draft;
}

Draft GraphQl::role(std::string_view suffix, const Maker& make) {
    Draft draft = child(suffix, "AWS::IAM::Role", make);
    draft.set("AssumeRolePolicyDocument", assume_role_document(make, "appsync.amazonaws.com"));
    return draft;
}

void expand_graphql_api(Context& context, const SamResource& source, std::vector<Draft>& out) {
    const Node* known = known_properties(context.build, *source.properties);
    if (!check_properties(rules, *known, source.type, source.id_span, context.problems)) return;
    const Member all{source.id, source.id_span, known, nullptr};
    std::vector<Mistake> mistakes;
    const Node* properties = read_by_schema(context, Schema::graphql_api, all, source.type, "", mistakes);
    context.problems.refuse_together("sam-property", mistakes);
    if (properties == nullptr) return;
    const std::size_t refusals = context.problems.refusals();
    GraphQl api{context, source, properties, out, {}, {}, {}};
    std::vector<const Node*> authorizers;
    out.push_back(make_api(api, authorizers));
    make_schema(api);
    connect_authorizers(api, authorizers);
    make_keys(api);
    make_cache(api);
    make_data_sources(api);
    make_domain(api);
    make_functions(api);
    make_resolvers(api);
    const bool connected = context.problems.refusals() == refusals;
    if (connected) context.problems.refuse_together("sam-template", api.mistakes);
}

}  // namespace stackfit::sam
