// Each hazard in a change that has it and in one that has not, as SAM writes it and by hand.
#include "fixture.h"
#include "stackfit/support/text.h"

using namespace stackfit;

namespace {

bool has(std::string_view hazard, const std::string& old_text, const std::string& new_text) {
    return ChangeFixture(old_text, new_text).has(hazard);
}

std::string with(const std::string& text, std::string_view old_part, std::string_view new_part) {
    REQUIRE_MESSAGE(text.find(old_part) != std::string::npos, std::string(old_part));
    return replace_all(text, old_part, new_part);
}

/// A function that is released gradually, with what it uses.
const std::string sam = R"(Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: s3://bucket/one
      Handler: a.b
      Runtime: python3.12
      Timeout: 5
      AutoPublishAlias: live
      DeploymentPreference: {Type: Canary10Percent5Minutes}
      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}
      Environment: {Variables: {TABLE: !Ref T, QUEUE: !Ref Q, CONFIG: !Ref P}}
      Role: !GetAtt R.Arn
      Events: {Get: {Type: Api, Properties: {Path: /, Method: get}}}
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: lambda.amazonaws.com}}]}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: [dynamodb:GetItem, dynamodb:PutItem], Resource: '*'}]}}]
  T:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: A, AttributeType: S}]
      KeySchema: [{AttributeName: A, KeyType: HASH}]
      GlobalSecondaryIndexes: [{IndexName: I, KeySchema: [{AttributeName: A, KeyType: HASH}], Projection: {ProjectionType: ALL}}]
  Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1}}
  P: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: one}}
)";

const std::string raw = R"(
Resources:
  F:
    Type: AWS::Lambda::Function
    Properties: {Code: {S3Bucket: b, S3Key: one}, Handler: a.b, Runtime: python3.12, Timeout: 5, Role: !GetAtt R.Arn, Environment: {Variables: {TABLE: !Ref T, QUEUE: !Ref Q, CONFIG: !Ref P}}}
  V1: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F}}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref F, FunctionVersion: !GetAtt V1.Version, Name: live, ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: !Ref App, DeploymentGroupName: !Ref Group}}
  App: {Type: AWS::CodeDeploy::Application, Properties: {ComputePlatform: Lambda}}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: !Ref App
      ServiceRoleArn: arn:aws:iam::123456789012:role/deploy
      DeploymentConfigName: CodeDeployDefault.LambdaCanary10Percent5Minutes
      DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
)" + sam.substr(sam.find("  R:\n"));

/// Both forms with the same edits of what they share, and new code.
std::string released(const std::string& text) {
    return text.starts_with("Transform") ? with(text, "s3://bucket/one", "s3://bucket/two")
                                         : with(with(text, "S3Key: one", "S3Key: two"), "V1", "V2");
}

const std::string both_forms[] = {sam, raw};

}  // namespace

TEST_CASE("a release of new code alone has no hazard") {
    for (const std::string& text : both_forms) CHECK(ChangeFixture(text, released(text)).hazard_text() == "");
    for (const std::string& text : both_forms) CHECK(ChangeFixture(text, text).hazard_text() == "");
}

TEST_CASE("stateful resources: removed, replaced, renamed") {
    for (const std::string& text : both_forms) {
        const std::string without =
            with(with(text, "  Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1}}\n", ""),
                 "QUEUE: !Ref Q, ", "");
        CHECK(has("stateful-resource-removed", text, without));
        CHECK(!has("stateful-resource-removed",
                   with(text, "Queue, Prop", "Queue, DeletionPolicy: Retain, Prop"), without));
        CHECK(has("stateful-resource-replaced", text,
                  with(text, "DelaySeconds: 1", "DelaySeconds: 1, FifoQueue: true")));
        CHECK(!has("stateful-resource-replaced", text, with(text, "DelaySeconds: 1", "DelaySeconds: 2")));
        CHECK(has("stateful-resource-renamed", text,
                  with(with(text, "  Q: {", "  R2: {"), "!Ref Q,", "!Ref R2,")));
    }
}

TEST_CASE("a conditional replacement is a warning") {
    const auto text = [](const char* engine) {
        return std::string("Resources: {D: {Type: AWS::RDS::DBInstance, Properties: {Engine: ") + engine +
               "}}}";
    };
    CHECK(ChangeFixture(text("mysql"), text("mariadb")).hazard_text() ==
          "warning stateful-resource-replaced D\n");
}

TEST_CASE("the policy that kept a resource is dropped") {
    const std::string kept = "Resources: {B: {Type: AWS::S3::Bucket, DeletionPolicy: Retain}}",
                      bare = "Resources: {B: {Type: AWS::S3::Bucket}}";
    CHECK(ChangeFixture(kept, bare).hazard_text() == "warning deletion-protection-dropped B\n");
    CHECK(ChangeFixture(bare, kept).hazard_text() == "");
    CHECK(ChangeFixture("Resources: {T: {Type: AWS::SNS::Topic, DeletionPolicy: Retain}}",
                        "Resources: {T: {Type: AWS::SNS::Topic}}")
              .hazard_text() == "");
}

TEST_CASE("identity: type and ServiceToken") {
    CHECK(ChangeFixture("Resources: {A: {Type: AWS::SNS::Topic}}",
                        "Resources: {A: {Type: AWS::SSM::Parameter}}")
              .hazard_text() == "error type-changed A\n");
    const auto custom = [](const char* token) {
        return std::string("Resources: {C: {Type: Custom::X, Properties: {A: 1, ServiceToken: ") + token +
               "}}}";
    };
    CHECK(ChangeFixture(custom("arn:1"), custom("arn:2")).hazard_text() == "error service-token-changed C\n");
    CHECK(ChangeFixture(custom("arn:1"), with(custom("arn:1"), "A: 1", "A: 2")).hazard_text() == "");
}

TEST_CASE("a function with an alias is replaced") {
    for (const std::string& text : both_forms) {
        const bool by_hand = !text.starts_with("Transform");
        CHECK(has("function-replaced", text,
                  with(text, "Runtime: ",
                       by_hand ? "FunctionName: f, Runtime: " : "FunctionName: f\n      Runtime: ")));
        CHECK(!has("function-replaced", text, released(text)));
    }
    CHECK(!has("function-replaced", "Resources: {F: {Type: AWS::Lambda::Function, Properties: {}}}",
               "Resources: {F: {Type: AWS::Lambda::Function, Properties: {FunctionName: f}}}"));
}

TEST_CASE("names: one at a time") {
    const std::string named =
        "Resources: {Q: {Type: AWS::SQS::Queue, UpdateReplacePolicy: Retain, Properties: {QueueName: q}}}";
    CHECK(ChangeFixture(named, with(named, "QueueName: q", "QueueName: q, FifoQueue: true")).hazard_text() ==
          "error name-blocks-replacement Q\n");
    CHECK(ChangeFixture(named, with(named, "QueueName: q", "QueueName: q.fifo, FifoQueue: true"))
              .hazard_text() == "");
    const std::string topic = "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: t}}}";
    CHECK(ChangeFixture(topic, with(topic, "A: {", "B: {")).hazard_text() == "error name-still-taken B\n");
    CHECK(ChangeFixture(topic, with(with(topic, "A: {", "B: {"), "Name: t", "Name: u")).hazard_text() == "");
}

namespace {

/// Two templates of one project.
struct Stack {
    Project project;
    Unit& producer;
    Stack(std::string producer_text, std::string consumer_text)
        : producer(project.add_text("producer.yaml", std::move(producer_text), {})) {
        producer.name = "producer.yaml";
        project.add_text("consumer.yaml", std::move(consumer_text), {}).name = "consumer.yaml";
    }
};

std::string export_hazards(const std::string& old_text, const std::string& new_text,
                           const std::string& consumer) {
    Stack before(old_text, consumer), after(new_text, consumer);
    std::string found;
    for (const Hazard& one :
         find_hazards({change_set(before.producer, after.producer)}, before.project, after.project))
        found += std::string(one.kind->id) + " " + std::string(one.resource) + "\n";
    return found;
}

}  // namespace

TEST_CASE("exports across templates") {
    const std::string producer =
        "Resources: {T: {Type: AWS::SNS::Topic}}\nOutputs:\n  A: {Value: !Ref T, Export: {Name: !Sub "
        "'${AWS::StackName}-a'}}\n  B: {Value: b, Export: {Name: b}}\n";
    const std::string consumer =
        "Resources: {P: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !ImportValue {Fn::Sub: "
        "'${AWS::StackName}-a'}}}}\n";
    CHECK(export_hazards(producer, with(producer, "-a'}", "-c'}"), consumer) == "export-in-use-removed A\n");
    CHECK(export_hazards(producer, with(producer, "Value: !Ref T", "Value: x"), consumer) ==
          "export-in-use-changed A\n");
    CHECK(export_hazards(producer,
                         with(producer, "{Type: AWS::SNS::Topic}",
                              "{Type: AWS::SNS::Topic, Properties: {TopicName: n}}"),
                         consumer) == "export-in-use-changed A\n");
    CHECK(export_hazards(producer, with(producer, "Name: b}", "Name: d}"), consumer) == "export-removed B\n");
    CHECK(export_hazards(producer, with(producer, "Value: b", "Value: c"), consumer) == "");
    CHECK(export_hazards(producer, producer, consumer) == "");
}

TEST_CASE("the alias disappears or gets another name") {
    CHECK(has("alias-removed", sam,
              with(with(sam, "      AutoPublishAlias: live\n", ""),
                   "      DeploymentPreference: {Type: Canary10Percent5Minutes}\n      "
                   "ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}\n",
                   "")));
    const std::size_t alias = raw.find("  Live:"), app = raw.find("  App:");
    CHECK(has("alias-removed", raw, raw.substr(0, alias) + raw.substr(app)));
    CHECK(has("alias-replaced", sam, with(sam, "AutoPublishAlias: live", "AutoPublishAlias: prod")));
    CHECK(has("alias-replaced", raw, with(raw, "Name: live", "Name: prod")));
    for (const std::string& text : both_forms) CHECK(!has("alias-removed", text, released(text)));
}

TEST_CASE("a function is no longer released gradually") {
    CHECK(has("gradual-deployment-removed", sam,
              with(sam, "      DeploymentPreference: {Type: Canary10Percent5Minutes}\n", "")));
    CHECK(has("gradual-deployment-removed", sam, with(sam, "Canary10Percent5Minutes", "AllAtOnce")));
    CHECK(!has("gradual-deployment-removed", sam,
               with(sam, "Canary10Percent5Minutes", "Linear10PercentEvery1Minute")));
    const std::size_t policy = raw.find("    UpdatePolicy:"), app = raw.find("  App:");
    CHECK(has("gradual-deployment-removed", raw, raw.substr(0, policy) + raw.substr(app)));
}

TEST_CASE("a new version that is not published") {
    CHECK(ChangeFixture(sam, with(sam, "Timeout: 5", "Timeout: 9")).hazard_text() ==
          "warning new-version-not-published F\n");
    const std::string all = with(sam, "AutoPublishAlias: live",
                                 "AutoPublishAlias: live\n      AutoPublishAliasAllProperties: true");
    CHECK(!has("new-version-not-published", all, with(all, "Timeout: 5", "Timeout: 9")));
    CHECK(!has("new-version-not-published", sam, released(with(sam, "Timeout: 5", "Timeout: 9"))));
    CHECK(ChangeFixture(raw, with(raw, "S3Key: one", "S3Key: two")).hazard_text() ==
          "error new-version-not-published F\n");
    CHECK(ChangeFixture(raw, with(raw, "Timeout: 5", "Timeout: 9")).hazard_text() ==
          "warning new-version-not-published F\n");
    CHECK(!has("new-version-not-published", raw, with(with(raw, "Timeout: 5", "Timeout: 9"), "V1", "V2")));
    const std::string fixed =
        with(sam, "AutoPublishAlias: live", "AutoPublishAlias: live\n      AutoPublishCodeSha256: abc");
    CHECK(ChangeFixture(fixed, released(fixed)).hazard_text() == "error new-version-not-published F\n");
}

TEST_CASE("role and provisioned concurrency beside a shift") {
    for (const std::string& text : both_forms) {
        const std::string other_role =
            with(text, "Role: !GetAtt R.Arn", "Role: arn:aws:iam::123456789012:role/other");
        CHECK(has("role-changes-during-shift", text, released(other_role)));
        CHECK(has("role-changes-during-shift", text,
                  released(with(text, "    Type: AWS::IAM::Role\n    Properties:\n",
                                "    Type: AWS::IAM::Role\n    Properties:\n      RoleName: r\n"))));
        CHECK(!has("role-changes-during-shift", text, other_role));  // nothing is published, nothing shifts
        const std::string more =
            with(text, "ProvisionedConcurrentExecutions: 1", "ProvisionedConcurrentExecutions: 2");
        CHECK(has("provisioned-concurrency-changes-during-shift", text, released(more)));
        CHECK(!has("provisioned-concurrency-changes-during-shift", text, more));
    }
    const std::string at_once = with(sam, "Canary10Percent5Minutes", "AllAtOnce");
    CHECK(!has("role-changes-during-shift", at_once,
               released(with(at_once, "Role: !GetAtt R.Arn", "Role: arn:aws:iam::123456789012:role/other"))));
}

TEST_CASE("what both versions use changes while traffic shifts") {
    for (const std::string& text : both_forms) {
        const std::string no_index =
            text.substr(0, text.find("      GlobalSecondaryIndexes")) + text.substr(text.find("  Q: {"));
        CHECK(has("contract-changes-during-shift", text, released(no_index)));
        CHECK(!has("contract-changes-during-shift", text, no_index));
        CHECK(!has("contract-changes-during-shift", no_index, released(text)));  // an index more hurts nobody
        CHECK(has("contract-changes-during-shift", text,
                  released(with(text, "DelaySeconds: 1", "DelaySeconds: 1, FifoQueue: true"))));
        const std::string setting = with(text, "Value: one", "Value: two");
        CHECK(has("configuration-changes-during-shift", text, released(setting)));
        CHECK(!has("configuration-changes-during-shift", text, setting));
        CHECK(ChangeFixture(text, released(with(text, "DelaySeconds: 1", "DelaySeconds: 2"))).hazard_text() ==
              "warning changes-beside-shift Q\n");
    }
}

TEST_CASE("permissions go while the old version serves") {
    for (const std::string& text : both_forms) {
        const std::string fewer = with(text, "[dynamodb:GetItem, dynamodb:PutItem]", "[dynamodb:GetItem]");
        CHECK(has("permissions-removed-during-shift", text, released(fewer)));
        CHECK(!has("permissions-removed-during-shift", text, fewer));
        CHECK(!has("permissions-removed-during-shift", text,
                   released(with(text, "[dynamodb:GetItem, dynamodb:PutItem]", "'dynamodb:*'"))));
    }
}

TEST_CASE("an API changes before the code, or with it") {
    const std::string api =
        "  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {paths: {/a: {}}}}}\n";
    for (const std::string& text : both_forms) {
        CHECK(has("api-changes-before-code", text + api, released(text) + with(api, "/a", "/b")));
        CHECK(!has("api-changes-before-code", text + api, text + with(api, "/a", "/b")));
    }
    CHECK(!has("api-changes-before-code", sam,
               released(with(sam, "Path: /", "Path: /more"))));  // the implicit API refers to the alias
}

TEST_CASE("an API changes and is not deployed") {
    const std::string api =
        "Resources:\n  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: n}}\n"
        "  Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, ResourceId: !GetAtt "
        "Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE}}\n"
        "  D1: {Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: {RestApiId: !Ref Api}}\n"
        "  S: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, DeploymentId: !Ref D1, "
        "StageName: prod}}\n";
    const std::string other = with(api, "AuthorizationType: NONE", "AuthorizationType: AWS_IAM");
    CHECK(ChangeFixture(api, other).hazard_text() == "error api-change-not-deployed Get\n");
    CHECK(ChangeFixture(api, with(other, "D1", "D2")).hazard_text() == "");
    CHECK(ChangeFixture(api, with(api, "Name: n", "Name: n, Description: d")).hazard_text() == "");
    CHECK(!has("api-change-not-deployed", sam, with(sam, "Path: /", "Path: /more")));  // SAM deploys
    const std::string http =
        "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: n, ProtocolType: HTTP}}\n"
        "  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /}}\n"
        "  D: {Type: AWS::ApiGatewayV2::Deployment, Properties: {ApiId: !Ref Api}}\n"
        "  S: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: s, AutoDeploy: "
        "false}}\n";
    CHECK(has("api-change-not-deployed", http, with(http, "GET /", "GET /x")));
    CHECK(!has("api-change-not-deployed", with(http, "AutoDeploy: false", "AutoDeploy: true"),
               with(with(http, "AutoDeploy: false", "AutoDeploy: true"), "GET /", "GET /x")));
}

TEST_CASE("in worlds that are not production-like a hazard is only worth a remark") {
    const std::string head =
        "Parameters: {Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}}\nConditions: {Dev: "
        "!Equals [!Ref Stage, dev]}\nResources:\n  T: {Type: AWS::SNS::Topic}\n";
    CHECK(ChangeFixture(head + "  Q: {Type: AWS::SQS::Queue, Condition: Dev}\n", head).hazard_text() ==
          "info stateful-resource-removed Q, Stage=dev\n");
    CHECK(ChangeFixture(head + "  Q: {Type: AWS::SQS::Queue}\n", head).hazard_text() ==
          "error stateful-resource-removed Q\n");
}
