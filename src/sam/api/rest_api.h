// AWS::Serverless::Api: the REST API, its deployment and stage, domain, authorizer permissions and usage plan.
#pragma once

#include <string>
#include <vector>

#include "sam/api/api_authorizer.h"
#include "sam/api/swagger_editor.h"

namespace stackfit::sam {

/// A REST API in the course of its expansion.
struct RestApi : DefinedApi {};

// Steps, each in the file named.
void write_definition(RestApi& rest);                                  // rest_api_definition.cpp
std::vector<ApiAuthorizer> read_authorizers(RestApi& rest);            // rest_api_authorizer.cpp
Editable* definition(RestApi& rest, const ApiAuthorizer& authorizer);  // rest_api_authorizer.cpp
void make_domain(RestApi& rest);                                       // rest_api_domain.cpp
void make_usage_plan(RestApi& rest, std::string_view stage_id);        // rest_api_usage_plan.cpp
/// An OpenAPI 3 definition has its schemes and models below `components`, and no Swagger 2 words in preflight methods.
void as_open_api(RestApi& rest);  // rest_api_definition.cpp

}  // namespace stackfit::sam
