// AWS::Serverless::HttpApi: what the service refuses, and what it lets pass. Whole outputs: fixtures/sam/expand.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

/// An API with these properties in line 3.
std::string refused(const std::string& properties) {
    return Expanded("Resources:\n  A: {Type: AWS::Serverless::HttpApi, Properties: {\n" + properties + "}}\n",
                    SamMode::transform)
        .problems();
}

std::string with_authorizer(const std::string& config) {
    return refused("Auth: {Authorizers: {J: " + config + "}}");
}

/// A function with an event GET /a of an API with this definition in line 4.
std::string with_event(const std::string& paths) {
    return Expanded(
               "Resources:\n"
               "  F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: h, Runtime: r, "
               "Events: {E: {Type: HttpApi, Properties: {Path: /a, Method: get, ApiId: !Ref A}}}}}\n"
               "  A: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionBody: {openapi: 3.0.1, paths: "
               "{\n" +
                   paths + "}}}}\n",
               SamMode::transform)
        .problems();
}

}  // namespace

TEST_CASE("an authorizer of the wrong kind is one mistake") {
    CHECK(with_authorizer("{AuthorizationScopes: [s], IdentitySource: i, JwtConfiguration: {}}") ==
          "3:26: A: 'AuthorizationScopes', 'IdentitySource' are for JWT authorizers only; 'J' is a Lambda "
          "authorizer: it has no JwtConfiguration. [sam-template]\n");
    CHECK(with_authorizer("{JwtConfiguration: {Issuer: i}, IdentitySource: i, FunctionArn: f}") ==
          "3:76: A: 'FunctionArn' is for Lambda authorizers only; 'J' is a JWT authorizer. [sam-template]\n");
    CHECK(with_authorizer("{Identity: {}}") ==
          "3:22: A: Authorizer 'J' needs FunctionArn and AuthorizerPayloadFormatVersion. [sam-template]\n");
}

TEST_CASE("the name of an authorizer with a permission is part of an id") {
    const std::string config = "{FunctionArn: f, AuthorizerPayloadFormatVersion: '2.0'";
    CHECK(refused("Auth: {Authorizers: {a-b: " + config + "}}}") == "");
    CHECK(
        refused("Auth: {Authorizers: {a-b: " + config + ", EnableFunctionDefaultPermissions: true}}}") ==
        "3:22: Aa-bAuthorizerPermission: The name of authorizer 'a-b' must hold only letters and digits: it "
        "becomes part of the logical id of the permission to invoke its function. [sam-template]\n");
}

TEST_CASE("an empty definition is none, whatever its kind") {
    CHECK(refused("DefinitionBody: ''") == "");
    CHECK(refused("DefinitionBody: []") == "");
    CHECK(refused("DefinitionBody: [a]") ==
          "3:1: A: Property 'DefinitionBody' of AWS::Serverless::HttpApi must be a map, but it is a list. "
          "[sam-property]\n");
}

TEST_CASE("what Globals give an implicit API has its form checked too") {
    const Expanded expanded(
        "Globals:\n  HttpApi: {Auth: x}\nResources:\n"
        "  F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: h, Runtime: r, "
        "Events: {E: {Type: HttpApi, Properties: {Path: /a, Method: get}}}}}\n",
        SamMode::transform);
    CHECK(expanded.problems() ==
          "2:13: ServerlessHttpApi: Property 'Auth' of AWS::Serverless::HttpApi must be a map, but 'x' is a "
          "string. [sam-property]\n");
}

TEST_CASE("of an OpenAPI definition only the paths that are edited must be maps") {
    CHECK(with_event("/b: x") == "");
    CHECK(with_event("/a: x").starts_with("4:1: "));
    CHECK(with_event("$default: {x-amazon-apigateway-any-method: {x-amazon-apigateway-integration: x}}")
              .find("'x-amazon-apigateway-integration' of method 'x-amazon-apigateway-any-method' of path "
                    "'$default' must be a map.") != std::string::npos);
}
