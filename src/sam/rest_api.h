// AWS::Serverless::Api: the REST API, its deployment and stage, domain, authorizer permissions and usage plan.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "context.h"
#include "swagger_editor.h"

namespace stackfit::sam {

/// A REST API in the course of its expansion.
struct RestApi {
    Context& context;
    Api& api;
    const SamResource& source;
    Maker make;  ///< "AWS::Serverless::Api -> AWS::ApiGateway::RestApi"
    std::vector<Draft>& out;

    [[nodiscard]] Py* get(std::string_view key) const { return api.get(key); }
    [[nodiscard]] PyHeap& heap() const { return context.apis.heap(); }
    /// The place of a property's key, of the resource's id, or of the first event of an implicit API.
    [[nodiscard]] Span place(std::string_view key) const;
    void refuse(std::string_view key, std::string message) const;
    /// A property's value as a node of the output; null when there is none.
    [[nodiscard]] const Node* node(std::string_view key) const;
    [[nodiscard]] Maker cause(std::string_view property, std::string_view made) const;
};

/// How one authorizer of Auth.Authorizers is made.
struct Authorizer {
    std::string_view name;
    bool unicode = false;
    Py* config = nullptr;  ///< null: AWS_IAM as default authorizer
    Span place;

    [[nodiscard]] Py* get(std::string_view key) const {
        return config == nullptr ? nullptr : config->value(key);
    }
    [[nodiscard]] bool is_pool() const { return truthy(get("UserPoolArn")); }
    /// "x-amazon-apigateway-authorizer" and what stands around it.
    Py* definition(RestApi& rest) const;
};

// Steps, each in the file named.
void write_definition(RestApi& rest);                            // rest_api_definition.cpp
std::vector<Authorizer> read_authorizers(RestApi& rest);         // rest_api_authorizer.cpp
void add_authorizer_permissions(RestApi& rest);                  // rest_api_authorizer.cpp
void make_domain(RestApi& rest);                                 // rest_api_domain.cpp
void make_usage_plan(RestApi& rest, std::string_view stage_id);  // rest_api_usage_plan.cpp
/// An OpenAPI 3 definition has its schemes and models below `components`, and no Swagger 2 words in preflight methods.
void as_open_api(RestApi& rest);  // rest_api_definition.cpp

void expand_rest_api(Context& context, const SamResource& source, std::vector<Draft>& out);

/// Reads parameters within a value, in place, as the service does while it transforms; nothing while judging.
Py* resolve_in_place(Context& context, Py* value);

}  // namespace stackfit::sam
