// What AWS::Serverless::CapacityProvider and a function's CapacityProviderConfig refuse, in our words.
// What they make is in fixtures/sam/expand/capacity_provider.yaml.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

struct Case {
    const char* properties;  ///< in line 3
    const char* problems;
};

std::string refused(const std::string& type, const std::string& properties) {
    return Expanded(
               "Resources:\n  R: {Type: AWS::Serverless::" + type + ", Properties: {\n" + properties + "}}\n",
               SamMode::judge)
        .problems();
}

}  // namespace

TEST_CASE("a capacity provider's schema is checked down to every leaf, and told as one finding") {
    const Case cases[] = {
        {"ScalingConfig: {}",
         "2:3: R: Property 'VpcConfig' is required by AWS::Serverless::CapacityProvider. [sam-property]\n"},
        {"VpcConfig: {}",
         "3:1: R: Property 'VpcConfig.SubnetIds' is required by AWS::Serverless::CapacityProvider. "
         "[sam-property]\n"},
        {"VpcConfig: {SubnetIds: x, SecurityGroups: [a]}",
         "3:13: R: Property 'VpcConfig.SubnetIds' of AWS::Serverless::CapacityProvider must be a map or a "
         "list, but 'x' is a string. Also: Property 'VpcConfig.SecurityGroups' is not known to "
         "AWS::Serverless::CapacityProvider; did you mean 'SecurityGroupIds'? [sam-property]\n"},
        {"VpcConfig: {SubnetIds: [a, null, [b]]}",
         "3:28: R: Property 'VpcConfig.SubnetIds.1' of AWS::Serverless::CapacityProvider must be a map or a "
         "string, but it is null. Also: Property 'VpcConfig.SubnetIds.2' of "
         "AWS::Serverless::CapacityProvider must be a map or a string, but it is a list. [sam-property]\n"},
        {"VpcConfig: {SubnetIds: [a]}, ScalingConfig: {MaxVCpuCount: many, AverageCPUUtilization: [1]}, "
         "PropagateTags: !Ref P",
         "3:95: R: Property 'PropagateTags' of AWS::Serverless::CapacityProvider must be true or false, but "
         "it is a map. [sam-property]\n"},
        {"VpcConfig: {SubnetIds: [a]}, ScalingConfig: {MaxVCpuCount: many, AverageCPUUtilization: nan, Mode: "
         "Auto}",
         "3:46: R: Property 'ScalingConfig.MaxVCpuCount' of AWS::Serverless::CapacityProvider must be a map "
         "or an integer, but 'many' is a string. Also: Property 'ScalingConfig.AverageCPUUtilization' of "
         "AWS::Serverless::CapacityProvider must be a map or a number, but 'nan' is a string. Property "
         "'ScalingConfig.Mode' is not known to AWS::Serverless::CapacityProvider; ScalingConfig takes "
         "MaxVCpuCount, AverageCPUUtilization. [sam-property]\n"},
        {"VpcConfig: {SubnetIds: [a]}, InstanceRequirements: {AllowedTypes: [a], ExcludedTypes: [b]}",
         "3:72: R: 'InstanceRequirements' takes either AllowedTypes or ExcludedTypes, not both. "
         "[sam-template]\n"},
        {"VPCConfig: {SubnetIds: [a]}, Tag: {}, VpcConfig: {SubnetIds: [a]}",
         "3:1: R: Property 'VPCConfig' is not known to AWS::Serverless::CapacityProvider; did you mean "
         "'VpcConfig'? Also: Property 'Tag' is not known to AWS::Serverless::CapacityProvider; did you mean "
         "'Tags'? [sam-property]\n"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused("CapacityProvider", one.properties) == one.problems);
    }
}

TEST_CASE("a function's capacity provider is checked alike") {
    const Case cases[] = {
        {"CapacityProviderConfig: {PerExecutionEnvironmentMaxConcurrency: few}",
         "3:40: R: Property 'CapacityProviderConfig.Arn' is required by AWS::Serverless::Function. Also: "
         "Property 'CapacityProviderConfig.PerExecutionEnvironmentMaxConcurrency' of "
         "AWS::Serverless::Function must be a map or an integer, but 'few' is a string. [sam-property]\n"},
        {"CapacityProviderConfig: !Ref Config",
         "3:40: R: Property 'CapacityProviderConfig.Arn' is required by AWS::Serverless::Function. Also: "
         "Property 'CapacityProviderConfig.Ref' is not known to AWS::Serverless::Function; "
         "CapacityProviderConfig takes Arn, PerExecutionEnvironmentMaxConcurrency, "
         "ExecutionEnvironmentMemoryGiBPerVCpu. [sam-property]\n"},
        {"CapacityProviderConfig: {Arn: [a], Name: n}",
         "3:65: R: Property 'CapacityProviderConfig.Arn' of AWS::Serverless::Function must be a map or a "
         "string, but it is a list. Also: Property 'CapacityProviderConfig.Name' is not known to "
         "AWS::Serverless::Function; CapacityProviderConfig takes Arn, "
         "PerExecutionEnvironmentMaxConcurrency, ExecutionEnvironmentMemoryGiBPerVCpu. [sam-property]\n"},
        {"CapacityProviderConfig: {Arn: a}, VpcConfig: {SubnetIds: [a]}, ProvisionedConcurrencyConfig: {A: "
         "1}, AutoPublishAlias: a",
         "3:103: R: 'CapacityProviderConfig' and 'ProvisionedConcurrencyConfig' cannot be set together. "
         "[sam-template]\n"
         "3:74: R: 'CapacityProviderConfig' and 'VpcConfig' cannot be set together. [sam-template]\n"},
        {"FunctionScalingConfig: {MinExecutionEnvironments: 2}",
         "3:40: R: 'FunctionScalingConfig' needs 'CapacityProviderConfig'. [sam-template]\n"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused("Function", "InlineCode: x, Handler: h, Runtime: r, " + std::string(one.properties)) ==
              one.problems);
    }
}

TEST_CASE("what a schema reads as another kind says so, at the author's place") {
    const Expanded expanded(
        "Resources:\n  R: {Type: AWS::Serverless::CapacityProvider, Properties: {\nVpcConfig: {SubnetIds: "
        "[a, 5]},\n"
        "ScalingConfig: {MaxVCpuCount: ' +0_7 ', AverageCPUUtilization: 70}}}\n",
        SamMode::judge);
    CHECK(expanded.problems() == "");
    const Node* properties = expanded.result.root->get("Resources")->get("R")->get("Properties");
    CHECK(write_json(*properties->get("CapacityProviderScalingConfig"), 0) ==
          R"({"MaxVCpuCount":7,"ScalingMode":"Manual","ScalingPolicies":[{"PredefinedMetricType":)"
          R"("LambdaCapacityProviderAverageCPUUtilization","TargetValue":70.0}]})");
    const Node* subnet = properties->get("VpcConfig")->get("SubnetIds")->items[1];
    CHECK(subnet->text == "5");
    CHECK(subnet->origin->reason == "VpcConfig.SubnetIds.1 -> string");
    CHECK(expanded.sources[subnet->span.file].position(subnet->span.begin).line == 3);
}
