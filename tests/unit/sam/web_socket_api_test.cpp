// AWS::Serverless::WebSocketApi: what the service refuses, and what becomes of it while judging. Whole outputs: fixtures/sam/expand.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

constexpr const char* start =
    "Parameters: {Open: {Type: String}, Custom: {Type: String, Default: CUSTOM}, Empty: {Type: String, "
    "Default: ''}}\n"
    "Resources:\n  W: {Type: AWS::Serverless::WebSocketApi, Properties: {RouteSelectionExpression: x,\n";

/// An API with these properties in line 4.
Expanded expanded(const std::string& properties, SamMode mode) {
    return Expanded(start + properties + "}}\n", mode);
}

std::string refused(const std::string& properties) {
    return expanded(properties, SamMode::transform).problems();
}

std::string judged(const std::string& properties) { return expanded(properties, SamMode::judge).problems(); }

constexpr const char* routes = "Routes: {$connect: {FunctionArn: f}}, ";

struct Case {
    const char* properties;
    const char* problems;
};

}  // namespace

TEST_CASE("a WebSocket API's routes") {
    const Case cases[] = {
        {"Routes: {}",
         "4:1: W: 'Routes' is empty; a WebSocket API needs at least one route, e.g. $connect. "
         "[sam-template]\n"},
        {"Routes: [a]",
         "4:1: W: Property 'Routes' of AWS::Serverless::WebSocketApi must be a map, but it is a list. "
         "[sam-property]\n"},
        {"Routes: !Ref Custom", "4:1: W: 'Routes' must be a map of route keys. [sam-template]\n"},
        {"Name: n",
         "3:3: W: Property 'Routes' is required by AWS::Serverless::WebSocketApi. [sam-property]\n"},
        {"Routs: {}",
         "4:1: W: Property 'Routs' is not known to AWS::Serverless::WebSocketApi; did you mean 'Routes'? "
         "[sam-property]\n"},
        {"Routes: {$conect: {FunctionArn: f}, a-b: {FunctionArn: f}}",
         "4:10: W: Route key '$conect' must hold only letters and digits, unless it is a special one; did "
         "you "
         "mean '$connect'? [sam-template]\n"
         "4:37: W: Route key 'a-b' must hold only letters and digits, or be $connect, $disconnect or "
         "$default. [sam-template]\n"},
        {"Routes: {a: f, b: {}, c: {FunctionArn: }}",
         "4:10: W: Route 'a' must be a map with FunctionArn, but it is a string. [sam-template]\n"
         "4:16: W: Route 'b' needs FunctionArn, the function that it invokes. [sam-template]\n"},
        {"Routes: {a: {FunctionArn: f, RequestParameters: {p: {Required: true}}}}",
         "4:30: W: 'RequestParameters' of route 'a' cannot be set: only $connect has request parameters. "
         "[sam-template]\n"},
        {"Routes: {a: {FunctionArn: f, RequestParameters: {}}}", ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused(one.properties) == one.problems);
    }
}

TEST_CASE("a WebSocket API's Auth") {
    const Case cases[] = {
        {"{AuthType: NONE}", ""},
        {"{AuthType: aws_iam}", ""},
        {"{AuthArn: f}", "4:39: W: 'Auth' needs AuthType: AWS_IAM, CUSTOM or NONE. [sam-template]\n"},
        {"!Ref Custom", "4:39: W: 'Auth' must be a map with AuthType, but it is a string. [sam-template]\n"},
        {"!Ref Empty", ""},
        {"{AuthType: CUSTOM, AuthArn: !Ref Empty}",
         "4:39: W: 'Auth' with AuthType CUSTOM needs AuthArn, the function that authorizes. "
         "[sam-template]\n"},
        {"{AuthType: IAM}",
         "4:56: W: 'AuthType' must be AWS_IAM, CUSTOM or NONE, not 'IAM'. [sam-template]\n"},
        {"{AuthType: AWSIAM}",
         "4:56: W: 'AuthType' must be AWS_IAM, CUSTOM or NONE, not 'AWSIAM'; did you mean 'AWS_IAM'? "
         "[sam-template]\n"},
        {"{AuthType: !Ref Open}",
         "4:56: W: 'AuthType' must be AWS_IAM, CUSTOM or NONE, not {Ref: Open}. [sam-template]\n"},
        {"{AuthType: NONE, AuthArn: f, Name: n}",
         "4:62: W: 'Auth' with AuthType NONE takes nothing else, but it has AuthArn, Name. [sam-template]\n"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused(routes + ("Auth: " + std::string(one.properties))) == one.problems);
    }
    CHECK(
        refused("Routes: {a: {FunctionArn: f}}, Auth: {AuthType: NONE}") ==
        "4:32: W: 'Auth' needs a $connect route: clients are authorized when they connect. [sam-template]\n");
}

TEST_CASE("a WebSocket API's stage, domain and addresses") {
    const Case cases[] = {
        {"StageName: $default",
         "4:39: W: 'StageName' must not be $default: only HTTP APIs have a stage of that name. Without a "
         "StageName the stage is 'default'. [sam-template]\n"},
        {"StageName: my-stage",
         "4:39: Wmy-stageStage: 'StageName' must hold only letters and digits, not 'my-stage': it becomes "
         "part of the stage's logical id. [sam-template]\n"},
        {"StageName: ''", ""},
        {"IpAddressType: ipv6",
         "4:39: W: 'IpAddressType' must be ipv4 or dualstack, not 'ipv6'. [sam-template]\n"},
        {"IpAddressType: !Ref Open", ""},
        {"Domain: {DomainName: d}",
         "4:39: W: 'Domain' needs both DomainName and CertificateArn. [sam-template]\n"},
        {"Domain: {DomainName: d, CertificateArn: c, EndpointConfiguration: EDGE}",
         "4:105: W: EndpointConfiguration of 'Domain' must be REGIONAL, not 'EDGE'. [sam-template]\n"},
        {"Domain: {DomainName: d, CertificateArn: c, MutualTlsAuthentication: {TruststoreUri: s3://a/b}}",
         "4:82: W: 'Domain.MutualTlsAuthentication' cannot be used: WebSocket APIs have no mutual TLS. "
         "[sam-template]\n"},
        {"Domain: {DomainName: d, CertificateArn: c, BasePath: [a b]}",
         "4:93: W: 'BasePath' must be a string of letters, digits, '-', '_' and '/'. [sam-template]\n"},
        {"Domain: {DomainName: d, CertificateArn: c, Route53: {IpV6: true}}",
         "4:91: W: 'Domain.Route53' needs HostedZoneId or HostedZoneName. [sam-template]\n"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused(routes + std::string(one.properties)) == one.problems);
    }
}

TEST_CASE("while judging, a WebSocket API is refused for no parameter without a Default") {
    for (const char* fine : {
             "Auth: {AuthType: !Ref Open}",
             "Auth: {AuthType: CUSTOM, AuthArn: !Ref Open}",
             "Domain: {DomainName: !Ref Open, CertificateArn: !Ref Open, MutualTlsAuthentication: !Ref Open}",
             "IpAddressType: !Ref Open, StageName: !Ref Open",
         }) {
        CAPTURE(fine);
        CHECK(judged(routes + std::string(fine)) == "");
    }
    CHECK(judged("Routes: {a: {FunctionArn: f, RequestParameters: !Ref Open}}") == "");
    CHECK(judged("Routes: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}}") ==
          "4:10: : Not expanded, and what it adds is not known: AWS::Include of s3://b/k. (note)\n");
    CHECK(
        judged(routes + std::string("Auth: {AuthType: !Ref Custom}")) ==
        "4:39: W: 'Auth' with AuthType CUSTOM needs AuthArn, the function that authorizes. [sam-template]\n");
    const Expanded open = expanded(routes + std::string("Auth: {AuthType: !Ref Open}"), SamMode::judge);
    CHECK(open.resource("WConnectRoute") ==
          R"({"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"W"},"RouteKey":"$connect",)"
          R"("Target":{"Fn::Join":["/",["integrations",{"Ref":"WConnectIntegration"}]]},)"
          R"("AuthorizationType":{"Ref":"Open"}}})");
}

TEST_CASE("of two routes with one id the last one counts") {
    const Expanded api =
        expanded("Routes: {$connect: {FunctionArn: f}, connect: {FunctionArn: g}}, RouteSettings: {a: {}}",
                 SamMode::transform);
    CHECK(api.ids() == "W WConnectRoute WConnectIntegration WConnectPermission WDefaultStage");
    CHECK(api.resource("WConnectRoute") ==
          R"({"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"W"},"RouteKey":"connect",)"
          R"("Target":{"Fn::Join":["/",["integrations",{"Ref":"WConnectIntegration"}]]}}})");
    CHECK(api.result.root->get("Resources")->get("WDefaultStage")->get("DependsOn")->items.size() == 2);
}
