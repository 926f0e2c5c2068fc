#include <doctest/doctest.h>

#include "../project/fixture.h"
#include "stackfit/deployment_shift.h"

using namespace stackfit;

namespace {

/// Of a deployment by a custom type: "canary 25% 7", or "unknown".
std::string custom(const std::string& routing) {
    Fixture fixture(R"(
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {}}
  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F}}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref F, FunctionVersion: !GetAtt V.Version, Name: live}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: app, DeploymentGroupName: !Ref Group}}
  Group: {Type: AWS::CodeDeploy::DeploymentGroup, Properties: {ApplicationName: app, DeploymentConfigName: !Ref Own}}
  Own: {Type: AWS::CodeDeploy::DeploymentConfig, Properties: {ComputePlatform: Lambda, TrafficRoutingConfig: )" +
                    routing + "}}\n");
    std::string result;
    fixture.in_headline([&](World& world) {
        const auto shift = shift_of(world, type_of(world, fixture.graph, deployment_of(world, fixture.graph, fixture.resource("F"))));
        if (!shift) {
            result = "unknown";
            return;
        }
        constexpr const char* kinds[] = {"at once", "canary", "linear"};
        result = std::string(kinds[static_cast<std::size_t>(shift->kind)]) + " " +
                 std::to_string(static_cast<int>(shift->percent)) + "% " +
                 std::to_string(static_cast<int>(shift->interval));
    });
    return result;
}

}  // namespace

TEST_CASE("custom types have the numbers of their kind") {
    CHECK(custom("{Type: TimeBasedCanary, TimeBasedCanary: {CanaryPercentage: 25, CanaryInterval: 7}}") ==
          "canary 25% 7");
    CHECK(custom("{Type: TimeBasedLinear, TimeBasedLinear: {LinearPercentage: 30, LinearInterval: 2}}") ==
          "linear 30% 2");
    CHECK(custom("{Type: AllAtOnce}") == "at once 100% 0");
}

TEST_CASE("a custom type that AWS would refuse, or that is not known, has no shift") {
    CHECK(custom("{Type: TimeBasedCanary, TimeBasedLinear: {LinearPercentage: 30, LinearInterval: 2}}") ==
          "unknown");
    CHECK(custom("{Type: TimeBasedCanary, TimeBasedCanary: {CanaryPercentage: 0, CanaryInterval: 7}}") ==
          "unknown");
    CHECK(custom("{Type: !ImportValue kind}") == "unknown");
}

TEST_CASE("a linear shift ends with the step that has all traffic") {
    const auto shift = predefined_shift("Linear10PercentEvery3Minutes");
    REQUIRE(shift);
    CHECK(shift->guarded_until() == 27);
    CHECK(shift->share(0) == doctest::Approx(0.1));
    CHECK(shift->share(26) == doctest::Approx(0.9));
    CHECK(shift->share(27) == 1);
    CHECK_FALSE(predefined_shift("Linear10PercentEvery3Minute"));
    CHECK(predefined_shift("AllAtOnce")->guarded_until() == 0);
}
