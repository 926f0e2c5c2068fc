#include "../project/fixture.h"
#include "stackfit/graph_update_order.h"

using namespace stackfit;

namespace {

std::string ids(const std::vector<const Resource*>& resources) {
    std::string text;
    for (const Resource* resource : resources) text += (text.empty() ? "" : " ") + std::string(resource->id);
    return text;
}

std::string waves(const UpdateOrder& order) {
    std::string text;
    for (const auto& wave : order.waves) text += (text.empty() ? "" : " / ") + ids(wave);
    return order.circular.empty() ? text : text + " circular " + ids(order.circular);
}

UpdateOrder headline_order(Fixture& fixture) {
    UpdateOrder order;
    fixture.in_headline([&](World& world) { order = update_order(world, fixture.graph); });
    return order;
}

constexpr const char* stack = R"(
Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Function: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}
  Role: {Type: AWS::IAM::Role, Properties: {}}
  Version: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Function}}
  Alias:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref Function, FunctionVersion: !GetAtt Version.Version, Name: live}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {DeploymentGroupName: !Ref Group}}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties: {AlarmConfiguration: {Alarms: !If [IsProd, [{Name: !Ref Alarm}], []]}}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {Threshold: 1}}
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {uri: !Sub 'x/${Alias}/invocations'}}}
  Stage1: {Type: AWS::ApiGateway::Stage, DependsOn: [Api], Properties: {}}
  Extra: {Type: AWS::SQS::Queue, Condition: IsDev, Properties: {}}
  Reader: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Extra]}}
)";

}  // namespace

TEST_CASE("update order: waves by references, UpdatePolicy and DependsOn") {
    Fixture fixture(std::string(stack) + "  IsDev: {Type: AWS::SQS::Queue}\n");
    const UpdateOrder order = headline_order(fixture);
    // In production: the group waits for the alarm.
    CHECK(waves(order) == "Role Alarm Reader IsDev / Function Group / Version / Alias / Api / Stage1");
    CHECK(ids(order.waiting_for(fixture.resource("Alias"))) == "Api Stage1");
    CHECK(ids(order.before(fixture.resource("Alias"))) == "Function Role Version Group Alarm");
}

TEST_CASE("update order: the branch that is not taken does not count") {
    ProjectOptions options;
    options.given.parameters["Stage"] = "dev";
    Fixture fixture(stack, options);
    CHECK(waves(headline_order(fixture)).starts_with("Role Group Alarm"));
}

TEST_CASE("update order: what is in a circle, or behind one, has no place") {
    Fixture fixture(R"(
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt B.QueueName}}
  B: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt A.QueueName}}
  C: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt A.QueueName}}
  D: {Type: AWS::SQS::Queue}
)");
    CHECK(waves(headline_order(fixture)) == "D circular A B C");
}
