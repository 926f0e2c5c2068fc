// While judging, intrinsics are kept and what a parameter decides becomes a condition.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

constexpr const char* start = R"(
Parameters:
  Name: {Type: String}
  Safe: {Type: String, AllowedValues: ["true", "false"]}
  Kind: {Type: String, AllowedValues: [AllAtOnce, Canary10Percent5Minutes]}
  Mixed: {Type: String, AllowedValues: [AllAtOnce, My.Config]}
Mappings:
  Env: {prod: {Enabled: true}, dev: {Enabled: false}}
Conditions:
  Own: !Equals [a, b]
Resources:
  F:
    Type: AWS::Serverless::Function
    Condition: Own
    Properties:
      CodeUri: ./src
      Handler: a.b
      Runtime: nodejs20.x
      AutoPublishAlias: )";

Expanded judged(const std::string& alias, const std::string& preference = "") {
    return Expanded(
        start + alias + "\n" + (preference.empty() ? "" : "      DeploymentPreference: " + preference + "\n"),
        SamMode::judge);
}

constexpr std::string_view update =
    R"({"CodeDeployLambdaAliasUpdate":{"ApplicationName":{"Ref":"ServerlessDeploymentApplication"},"DeploymentGroupName":{"Ref":"FDeploymentGroup"}}})";

std::string update_policy(const Expanded& expanded) {
    return write_json(*expanded.result.root->get("Resources")->get("FAliaslive")->get("UpdatePolicy"), 0);
}

std::string config_name(const Expanded& expanded) {
    return write_json(*expanded.result.root->get("Resources")
                           ->get("FDeploymentGroup")
                           ->get("Properties")
                           ->get("DeploymentConfigName"),
                      0);
}

}  // namespace

TEST_CASE("a path on disk stands for what sam package uploads") {
    const Expanded plain = judged("live");
    CHECK(plain.problems() == "");
    CHECK(
        plain.resource("F") ==
        R"({"Type":"AWS::Lambda::Function","Condition":"Own","Properties":{"Handler":"a.b","Runtime":"nodejs20.x",)"
        R"("Code":{"S3Bucket":"packaged-by-sam","S3Key":"./src"},"Tags":[{"Key":"lambda:createdBy","Value":"SAM"}],)"
        R"("Role":{"Fn::GetAtt":["FRole","Arn"]}}})");
}

TEST_CASE("an empty path is filled in by packaging, as a missing one") {
    const std::string text =
        "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: '', Handler: a.b, "
        "Runtime: dotnet8}\n";
    CHECK(Expanded(text, SamMode::judge).problems() == "");
    CHECK(Expanded(text, SamMode::transform).problems() ==
          "4:27: F: 'CodeUri' is '', which is neither an S3 URI of the form s3://bucket/key nor a local "
          "path. [sam-template]\n");
}

TEST_CASE("the alias keeps the Ref as its name; the parameter lends its own to the id") {
    const Expanded named = judged("!Ref Name");
    CHECK(named.problems() == "");
    CHECK(named.ids() == "F FVersion9798cdd878 FAliasName FRole");
    CHECK(
        named.resource("FAliasName") ==
        R"({"Type":"AWS::Lambda::Alias","Condition":"Own","Properties":{"Name":{"Ref":"Name"},"FunctionName":{"Ref":"F"},)"
        R"("FunctionVersion":{"Fn::GetAtt":["FVersion9798cdd878","Version"]}}})");
}

TEST_CASE("an alias that no assignment can name is refused") {
    CHECK(judged("!Sub 'x-${Name}'").problems() ==
          "19:25: F: 'AutoPublishAlias' must be a string or a Ref to a parameter of the template, not a "
          "value made by Fn::Sub. [sam-template]\n");
    CHECK(judged("!Ref F").problems() ==
          "19:25: F: 'AutoPublishAlias' must be a string or a Ref to a parameter of the template, not {Ref: "
          "F}. [sam-template]\n");
}

TEST_CASE("Enabled by a parameter guards the group and the update policy with a condition") {
    const Expanded guarded = judged("live", "{Type: AllAtOnce, Enabled: !Ref Safe}");
    CHECK(guarded.problems() == "");
    CHECK(
        guarded.condition("FDeploymentEnabled") ==
        R"({"Fn::Not":[{"Fn::Or":[{"Fn::Equals":[{"Ref":"Safe"},"false"]},{"Fn::Equals":[{"Ref":"Safe"},"False"]}]}]})");
    CHECK(update_policy(guarded) ==
          R"({"Fn::If":["FDeploymentEnabled",)" + std::string(update) + R"(,{"Ref":"AWS::NoValue"}]})");
    CHECK(
        guarded.resource("ServerlessDeploymentApplication") ==
        R"({"Type":"AWS::CodeDeploy::Application","Condition":"FDeploymentEnabled","Properties":{"ComputePlatform":"Lambda"}})");
    CHECK(guarded.ids() ==
          "F FVersion9798cdd878 FAliaslive FRole ServerlessDeploymentApplication CodeDeployServiceRole "
          "FDeploymentGroup");
}

TEST_CASE("Enabled by a mapping whose key is a parameter, too") {
    const Expanded guarded =
        judged("live", "{Type: AllAtOnce, Enabled: !FindInMap [Env, !Ref Name, Enabled]}");
    CHECK(
        guarded.condition("FDeploymentEnabled") ==
        R"({"Fn::Not":[{"Fn::Or":[{"Fn::Equals":[{"Fn::FindInMap":["Env",{"Ref":"Name"},"Enabled"]},"false"]},)"
        R"({"Fn::Equals":[{"Fn::FindInMap":["Env",{"Ref":"Name"},"Enabled"]},"False"]}]}]})");
}

TEST_CASE("what no parameter decides is decided at once") {
    CHECK(judged("live", "{Type: AllAtOnce, Enabled: !FindInMap [Env, dev, Enabled]}").ids() ==
          "F FVersion9798cdd878 FAliaslive FRole");
    CHECK(update_policy(judged("live", "{Type: AllAtOnce, Enabled: !If [Own, false, true]}")) == update);
    CHECK(update_policy(judged("live", "{Type: AllAtOnce, Enabled: !FindInMap [Env, prod, Enabled]}")) ==
          update);
}

TEST_CASE("Type keeps its parameter, under SAM's prefix where it may be one of SAM's names") {
    CHECK(config_name(judged("live", "{Type: AllAtOnce}")) ==
          R"({"Fn::Sub":["CodeDeployDefault.Lambda${ConfigName}",{"ConfigName":"AllAtOnce"}]})");
    CHECK(config_name(judged("live", "{Type: !Ref Kind}")) ==
          R"({"Fn::Sub":["CodeDeployDefault.Lambda${ConfigName}",{"ConfigName":{"Ref":"Kind"}}]})");
    const Expanded mixed = judged("live", "{Type: !Ref Mixed}");
    CHECK(
        config_name(mixed) ==
        R"({"Fn::If":["FDeploymentPredefined",{"Fn::Sub":["CodeDeployDefault.Lambda${ConfigName}",{"ConfigName":{"Ref":"Mixed"}}]},{"Ref":"Mixed"}]})");
    CHECK(mixed.condition("FDeploymentPredefined") == R"({"Fn::Equals":[{"Ref":"Mixed"},"AllAtOnce"]})");
}

TEST_CASE("PassthroughCondition by a parameter: not passed through, or the function exists") {
    const Expanded passed = judged("live", "{Type: AllAtOnce, PassthroughCondition: !Ref Safe}");
    CHECK(
        passed.condition("FDeploymentCondition") ==
        R"({"Fn::Or":[{"Fn::Or":[{"Fn::Equals":[{"Ref":"Safe"},"false"]},{"Fn::Equals":[{"Ref":"Safe"},"False"]}]},{"Condition":"Own"}]})");
    CHECK(passed.result.root->get("Resources")->get("FDeploymentGroup")->get("Condition")->text ==
          "FDeploymentCondition");
}

TEST_CASE("400 functions cost 400 times one") {
    std::string text = "Resources:\n";
    for (int i = 0; i < 400; ++i) {
        const std::string n = std::to_string(i);
        text += "  F" + n +
                ":\n    Type: AWS::Serverless::Function\n    Properties:\n      {CodeUri: s, Handler: h, "
                "Runtime: r, AutoPublishAlias: live, "
                "DeploymentPreference: {Type: AllAtOnce}, Events: {E: {Type: Api, Properties: {Path: /p" +
                n +
                ", Method: get}}, "
                "S: {Type: S3, Properties: {Bucket: !Ref B, Events: 's3:ObjectCreated:*'}}}}\n";
    }
    text += "  B: {Type: 'AWS::S3::Bucket'}\n";
    const Expanded many(text, SamMode::judge);
    CHECK(many.problems() == "");
    CHECK(many.result.root->get("Resources")->members.size() == 400 * 7 + 1 + 2 + 3);
}
