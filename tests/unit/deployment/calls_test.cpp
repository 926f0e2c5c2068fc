// Who calls a function, and under which name: every kind of place, and every way to write the name.
#include <doctest/doctest.h>

#include <algorithm>

#include "../project/fixture.h"
#include "stackfit/deployment_calls.h"

using namespace stackfit;

namespace {

using Lines = std::vector<std::string>;

std::string shown(const Qualifier& qualifier) {
    static constexpr const char* kinds[] = {"function", "alias", "version", "unknown"};
    std::string text = kinds[static_cast<int>(qualifier.kind)];
    if (qualifier.resource != nullptr) text += " " + std::string(qualifier.resource->id);
    if (!qualifier.name.empty()) text += " '" + to_string(qualifier.name) + "'";
    return text;
}

/// "Rule.Targets alias Live"
Lines calls_in(const std::string& text) {
    Fixture fixture(text);
    Lines lines;
    fixture.in_headline([&](World& world) {
        const Deployment deployment = deployment_of(world, fixture.graph, fixture.resource("F"));
        for (const Call& call : calls_of(world, fixture.graph, named_calls(*fixture.unit.worlds, fixture.graph), deployment))
            lines.push_back(std::string(call.by->id) + "." + call.place->property + " " +
                            shown(call.qualifier) + (call.passed_on ? ", passed on" : ""));
    });
    std::sort(lines.begin(), lines.end());
    return lines;
}

constexpr const char* function = R"(
Parameters:
  Stage: {Type: String, Default: live}
Conditions:
  Prod: !Equals [!Ref Stage, live]
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {FunctionName: shop-f}}
  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F}}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {Name: live, FunctionName: !Ref F, FunctionVersion: !GetAtt V.Version}
)";

Lines calls_from(const std::string& resources) { return calls_in(function + resources); }

}  // namespace

TEST_CASE("a call names its function in many ways") {
    const auto rule = [](const std::string& arn) {
        return calls_from("  Rule: {Type: AWS::Events::Rule, Properties: {Targets: [{Id: x, Arn: " + arn +
                          "}]}}\n");
    };
    struct Row {
        const char* arn;
        Lines calls;
    };
    const Row rows[] = {
        {"!GetAtt F.Arn", {"Rule.Targets function"}},
        {"!Sub '${F.Arn}'", {"Rule.Targets function"}},
        {"!Sub '${F.Arn}:$LATEST'", {"Rule.Targets function"}},
        {"!Ref Live", {"Rule.Targets alias Live"}},
        {"!Sub '${F.Arn}:live'", {"Rule.Targets alias Live 'live'"}},
        {"!Sub '${F.Arn}:${Stage}'", {"Rule.Targets alias Live '${Stage}'"}},
        {"!Sub '${F.Arn}:prod'", {"Rule.Targets alias 'prod'"}},
        {"!Join [':', [!GetAtt F.Arn, live]]", {"Rule.Targets alias Live 'live'"}},
        {"!Join ['', [!GetAtt F.Arn, ':', !Ref Stage]]", {"Rule.Targets alias Live '${Stage}'"}},
        {"!Ref V", {"Rule.Targets version V"}},
        {"!Sub '${F.Arn}:${V.Version}'", {"Rule.Targets version V"}},
        {"!Sub '${F.Arn}:7'", {"Rule.Targets version '7'"}},
        {"!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${F}'", {"Rule.Targets function"}},
        {"!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:shop-f'", {"Rule.Targets function"}},
        {"'arn:aws:lambda:eu-west-1:123456789012:function:shop-f:live'", {"Rule.Targets alias Live 'live'"}},
        {"'arn:aws:lambda:eu-west-1:123456789012:function:shop-first'", {}},
        {"!If [Prod, !Ref Live, !GetAtt F.Arn]", {"Rule.Targets alias Live"}},
        {"!If [Prod, !GetAtt F.Arn, !Ref Live]", {"Rule.Targets function"}},
        {"!Sub '${F.Arn}:${Other.Name}'", {"Rule.Targets unknown '${Other.Name}'"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.arn);
        CHECK(rule(row.arn) == row.calls);
    }
}

TEST_CASE("every kind of place from which functions are called") {
    struct Row {
        const char* type;
        const char* properties;
        const char* property;
    };
    const Row rows[] = {
        {"AWS::ApiGateway::Authorizer", "{AuthorizerUri: @/invocations}", "AuthorizerUri"},
        {"AWS::ApiGateway::Method", "{Integration: {Uri: @/invocations}}", "Integration"},
        {"AWS::ApiGateway::RestApi",
         "{Body: {paths: {/: {get: {x-amazon-apigateway-integration: {uri: @/invocations}}}}}}", "Body"},
        {"AWS::ApiGateway::RestApi",
         "{Body: {securityDefinitions: {a: {x-amazon-apigateway-authorizer: {authorizerUri: "
         "@/invocations}}}}}",
         "Body"},
        {"AWS::ApiGatewayV2::Api",
         "{Body: {paths: {/: {get: {x-amazon-apigateway-integration: {uri: @/invocations}}}}}}", "Body"},
        {"AWS::ApiGatewayV2::Api", "{Target: @}", "Target"},
        {"AWS::ApiGatewayV2::Integration", "{IntegrationUri: @}", "IntegrationUri"},
        {"AWS::AppSync::DataSource", "{LambdaConfig: {LambdaFunctionArn: @}}", "LambdaConfig"},
        {"AWS::Cognito::UserPool", "{LambdaConfig: {PreSignUp: @}}", "LambdaConfig"},
        {"AWS::Cognito::UserPool", "{LambdaConfig: {CustomSMSSender: {LambdaArn: @}}}", "LambdaConfig"},
        {"AWS::ElasticLoadBalancingV2::TargetGroup", "{Targets: [{Id: @}]}", "Targets"},
        {"AWS::IoT::TopicRule", "{TopicRulePayload: {Actions: [{Lambda: {FunctionArn: @}}]}}",
         "TopicRulePayload"},
        {"AWS::Lambda::EventInvokeConfig", "{DestinationConfig: {OnFailure: {Destination: @}}}",
         "DestinationConfig"},
        {"AWS::Lambda::EventSourceMapping", "{FunctionName: @}", "FunctionName"},
        {"AWS::Lambda::Function", "{Environment: {Variables: {NEXT: @}}}", "Environment"},
        {"AWS::Lambda::Permission", "{FunctionName: @}", "FunctionName"},
        {"AWS::Lambda::Url", "{TargetFunctionArn: @}", "TargetFunctionArn"},
        {"AWS::Logs::SubscriptionFilter", "{DestinationArn: @}", "DestinationArn"},
        {"AWS::Pipes::Pipe", "{Target: @}", "Target"},
        {"AWS::S3::Bucket", "{NotificationConfiguration: {LambdaConfigurations: [{Event: x, Function: @}]}}",
         "NotificationConfiguration"},
        {"AWS::SES::ReceiptRule", "{Rule: {Actions: [{LambdaAction: {FunctionArn: @}}]}}", "Rule"},
        {"AWS::SNS::Subscription", "{Endpoint: @}", "Endpoint"},
        {"AWS::SNS::Topic", "{Subscription: [{Endpoint: @}]}", "Subscription"},
        {"AWS::Scheduler::Schedule", "{Target: {Arn: @}}", "Target"},
        {"AWS::SecretsManager::RotationSchedule", "{RotationLambdaARN: @}", "RotationLambdaARN"},
        {"AWS::StepFunctions::StateMachine", "{Definition: {States: {A: {Resource: @}}}}", "Definition"},
    };
    for (const Row& row : rows) {
        std::string properties = row.properties;
        const auto place = properties.find('@');
        const bool uri = properties.substr(place + 1).starts_with("/invocations");
        const auto with = [&](const std::string& qualifier) {
            const std::string arn =
                (uri ? "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F.Arn}"
                     : "!Sub '${F.Arn}") +
                qualifier + (uri ? "/invocations'" : "'");
            return std::string(properties).replace(place, uri ? 13 : 1, arn);
        };
        CAPTURE(row.type);
        const auto calls = [&](const std::string& qualifier) {
            return calls_from("  Caller: {Type: " + std::string(row.type) +
                              ", Properties: " + with(qualifier) + "}\n");
        };
        CHECK(calls("") == Lines{"Caller." + std::string(row.property) + " function"});
        CHECK(calls(":live") == Lines{"Caller." + std::string(row.property) + " alias Live 'live'"});
    }
}

TEST_CASE("a qualifier of its own, a stage variable, a definition in text") {
    CHECK(calls_from(R"(
  Url: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref F, Qualifier: live}}
  Method: {Type: AWS::ApiGateway::Method, Properties: {Integration: {Uri: !Sub '${F.Arn}:${!stageVariables.alias}/invocations'}}}
  Text:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {"States": {"A": {"Resource": "${F.Arn}"},
                    "B": {"Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "${F}", "Qualifier": "live"}},
                    "C": {"Resource": "${F.Arn}:live"}}}
  Inside:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: '{"States": {"A": {"Resource": "${Step}:live"}}}'
      DefinitionSubstitutions: {Step: !GetAtt F.Arn}
  Outside:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionS3Location: {Bucket: b, Key: k}
      DefinitionSubstitutions: {Step: !GetAtt F.Arn}
)") == Lines{
           "Inside.DefinitionSubstitutions unknown",
           "Method.Integration unknown",
           "Outside.DefinitionSubstitutions function, passed on",
           "Text.DefinitionString alias Live 'live'",
           "Text.DefinitionString function",
           "Text.DefinitionString unknown",
           "Url.TargetFunctionArn alias Live 'live'",
       });
}

TEST_CASE("a reference that is no call") {
    CHECK(calls_from(R"(
  Rule: {Type: AWS::Events::Rule, Properties: {Targets: [{Id: x, Arn: 'arn:aws:sqs:eu-west-1:123456789012:q', Input: !GetAtt F.Arn}]}}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {Dimensions: [{Name: FunctionName, Value: !Ref F}]}}
  Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Sub '/aws/lambda/${F}'}}
  Off: {Type: AWS::SNS::Subscription, Condition: Never, Properties: {Endpoint: !GetAtt F.Arn}}
Conditions:
  Never: !Equals [a, b]
)")
              .empty());
}

TEST_CASE("what SAM makes calls the alias") {
    CHECK(calls_in(R"(
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Handler: index.handler
      Runtime: python3.13
      AutoPublishAlias: live
      FunctionUrlConfig: {AuthType: AWS_IAM}
      Events:
        Get: {Type: HttpApi, Properties: {Path: /, Method: GET}}
        Rest: {Type: Api, Properties: {Path: /, Method: GET}}
        Queue: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn}}
        Daily: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
  Q: {Type: AWS::SQS::Queue}
)") == Lines{
           "FDaily.Targets alias FAliaslive",
           "FDailyPermission.FunctionName alias FAliaslive",
           "FGetPermission.FunctionName alias FAliaslive",
           "FQueue.FunctionName alias FAliaslive",
           "FRestPermissionProd.FunctionName alias FAliaslive",
           "FUrl.TargetFunctionArn alias FAliaslive",
           "ServerlessHttpApi.Body alias FAliaslive",
           "ServerlessRestApi.Body alias FAliaslive",
       });
}

TEST_CASE("a role covers what its policy names, and nothing behind a further colon") {
    const auto may = [](const std::string& resource) {
        Fixture fixture(function + std::string(R"(
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: 'lambda:InvokeFunction', Resource: )") +
                        resource + "}}}]\n");
        std::string answers;
        fixture.in_headline([&](World& world) {
            using Kind = Qualifier::Kind;
            const Qualifier alias{Kind::alias, &fixture.resource("Live"), {}},
                version{Kind::version, &fixture.resource("V"), {}};
            for (const Qualifier& target : {Qualifier{}, alias, version})
                answers += to_string(may_invoke(world, policies_of_role(world, fixture.resource("Role")),
                                                fixture.resource("F"), target)) +
                           " ";
        });
        return answers;
    };
    CHECK(may("!GetAtt F.Arn") == "yes no no ");
    CHECK(may("!Sub '${F.Arn}:*'") == "no yes yes ");
    CHECK(may("!Sub '${F.Arn}*'") == "yes yes yes ");
    CHECK(may("!Ref V") == "unknown unknown yes ");
    CHECK(may("!Sub '${F.Arn}:live'") == "no yes unknown ");
    CHECK(may("'*'") == "yes yes yes ");
    CHECK(may("!Ref Stage") == "no no no ");
}
