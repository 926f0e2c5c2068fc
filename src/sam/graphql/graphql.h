// AWS::Serverless::GraphQLApi: an AppSync API with its schema, keys, cache, domain, data sources, functions and resolvers.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

/// An API in the course of its expansion: what its parts share.
struct GraphQl {
    Context& context;
    const SamResource& source;
    const Node* properties;  ///< as the schema reads them; see schema.h
    std::vector<Draft>& out;
    std::vector<Mistake> mistakes;  ///< in the order in which the service would meet them
    /// What functions and resolvers call a data source or a function by, and the name or id by which AppSync knows it.
    std::unordered_map<std::string_view, const Node*> data_sources;
    std::unordered_map<std::string_view, const Node*> functions;
    const Node* none_source = nullptr;  ///< the name of the data source of type NONE, once one is wanted

    [[nodiscard]] const Node* value(std::string_view name) const;
    [[nodiscard]] const Member* property(std::string_view name) const;
    [[nodiscard]] std::string schema_id() const { return std::string(source.id) + "Schema"; }

    /// "Resolvers.Query -> AWS::AppSync::Resolver", caused by that member.
    [[nodiscard]] Maker maker(const Member& cause, std::string_view section, std::string_view type) const;
    /// A resource whose id is the API's and `suffix`, with the API's attributes and DependsOn. An id that is not alphanumeric is a mistake.
    Draft child(std::string_view suffix, std::string_view type, const Maker& make);
    /// A child that belongs to the API: its ApiId is set.
    Draft part(std::string_view suffix, std::string_view type, const Maker& make);
    /// A role for AppSync to assume.
    Draft role(std::string_view suffix, const Maker& make);
    /// A mistake in the API, or in one of its functions or resolvers, which the service names as if it were a resource.
    void refuse(Span span, std::string message) { refuse(source.id, span, std::move(message)); }
    void refuse(std::string_view named, Span span, std::string message) {
        mistakes.push_back({named, span, std::move(message)});
    }
};

/// What one end of a connector is known by, each as in AWS::Serverless::Connector; null: not given.
struct Endpoint {
    std::string_view type;
    const Node* arn = nullptr;
    const Node* role_name = nullptr;
    const Node* resource_id = nullptr;
};
/// The policies that a connector between the two makes, under ids that start with `id`.
void connect(GraphQl& api, const Maker& make, std::string_view id, const Endpoint& from, const Endpoint& to,
             const Node* permissions);  // graphql_connect.cpp

/// Sets how callers are authenticated, and gives the ARNs of the functions that do it, in order.
std::vector<const Node*> set_authentication(GraphQl& api, Draft& draft);  // graphql_auth.cpp
void make_data_sources(GraphQl& api);                                     // graphql_sources.cpp
void make_functions(GraphQl& api);                                        // graphql_resolvers.cpp
void make_resolvers(GraphQl& api);

}  // namespace stackfit::sam
