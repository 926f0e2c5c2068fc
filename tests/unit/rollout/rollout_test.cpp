#include "stackfit/rollout.h"

#include "../project/fixture.h"

using namespace stackfit;

namespace {

/// A release by hand with one alarm.
std::string release(const std::string& alarm,
                    const std::string& group =
                        "AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_STOP_ON_ALARM]}") {
    return R"(
Parameters:
  Limit: {Type: Number}
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {}}
  G: {Type: AWS::Lambda::Function, Properties: {}}
  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F}}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref F, FunctionVersion: !GetAtt V.Version, Name: live}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: app, DeploymentGroupName: !Ref Group}}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: app
      DeploymentConfigName: CodeDeployDefault.LambdaCanary10Percent5Minutes
      AlarmConfiguration: {Enabled: true, Alarms: [{Name: !Ref A}]}
      )" + group +
           R"(
  A:
    )" + alarm +
           "\n";
}

std::string alarm(const std::string& changes) {
    return "Type: AWS::CloudWatch::Alarm\n    Properties: {Namespace: AWS/Lambda, MetricName: Errors, "
           "Statistic: Sum, Period: 60, "
           "EvaluationPeriods: 1, Threshold: 0, ComparisonOperator: GreaterThanThreshold, Dimensions: "
           "[{Name: FunctionName, Value: !Ref F}, "
           "{Name: Resource, Value: !Sub '${F}:live'}, {Name: ExecutedVersion, Value: !GetAtt V.Version}]" +
           changes + "}";
}

Rollout rollout_of(Fixture& fixture, const RolloutOptions& options = {}) {
    return rollout(fixture.unit, fixture.graph, options);
}

const FunctionRollout& function(const WorldRollout& world, std::string_view id) {
    for (const FunctionRollout& one : world.functions)
        if (one.function->id == id) return one;
    FAIL("no such function");
    return world.functions.front();
}

std::string watch(const std::string& text, const RolloutOptions& options = {}) {
    Fixture fixture(text);
    const Rollout result = rollout_of(fixture, options);
    const FunctionRollout& f = function(result.worlds.front(), "F");
    REQUIRE(f.alarms.size() == 1);
    constexpr const char* kinds[] = {"counts", "other", "no data", "not modelled", "unknown"};
    return std::string(kinds[static_cast<std::size_t>(f.alarms[0].watch.kind)]) + ": " +
           f.alarms[0].watch.text;
}

std::string ids(const std::vector<const Resource*>& resources) {
    std::string text;
    for (const Resource* resource : resources) text += (text.empty() ? "" : " ") + std::string(resource->id);
    return text;
}

}  // namespace

TEST_CASE("rollout: what an alarm counts") {
    CHECK(watch(release(alarm(""))) ==
          "counts: Errors of the new version: Sum > 0, 1 of 1 period of 60 s, missing data missing");
    CHECK(watch(release(alarm(", DatapointsToAlarm: 1, TreatMissingData: notBreaching"))) ==
          "counts: Errors of the new version: Sum > 0, 1 of 1 period of 60 s, missing data notBreaching");
    const auto over = [](const std::string& rest) {
        return "Type: AWS::CloudWatch::Alarm\n    Properties: {Statistic: Sum, Period: 60, "
               "EvaluationPeriods: 1, Threshold: 0, ComparisonOperator: GreaterThanThreshold, " +
               rest + "}";
    };
    const auto errors = [&](const std::string& dimensions) {
        return over("Namespace: AWS/Lambda, MetricName: Errors, Dimensions: [" + dimensions + "]");
    };
    CHECK(watch(release(errors("{Name: FunctionName, Value: !Ref F}")))
              .starts_with("counts: Errors of the function, all versions"));
    CHECK(watch(release(
                    errors("{Name: FunctionName, Value: !Ref F}, {Name: Resource, Value: !Sub '${F}:live'}")))
              .starts_with("counts: Errors of the alias, both versions"));
    CHECK(watch(release(errors("{Name: FunctionName, Value: !Ref G}"))) ==
          "other: watches the Errors of another function, G");
    CHECK(watch(release(errors("{Name: Resource, Value: !Ref F}"))) ==
          "no data: watches Errors under dimensions that Lambda does not publish: it never has data");
    CHECK(
        watch(release(over("Namespace: AWS/Lambda, MetricName: Duration"))) ==
        "other: watches AWS/Lambda Duration, which failed calls need not change (--failed-duration supposes "
        "how long they take)");
    CHECK(watch(release(over("Namespace: AWS/Lambda, MetricName: Throttles"))) ==
          "other: watches AWS/Lambda Throttles, which failed calls need not change");
    CHECK(watch(release(
              over("Namespace: AWS/Lambda, MetricName: Invocations, Dimensions: [{Name: FunctionName, "
                   "Value: !Ref F}]"))) ==
          "other: watches AWS/Lambda Invocations, which failed calls need not change");
    RolloutOptions slow;
    slow.assumptions.failed_duration = 3000;
    CHECK(watch(release(over("Namespace: AWS/Lambda, MetricName: Duration, Dimensions: [{Name: FunctionName, "
                             "Value: !Ref F}]")),
                slow) ==
          "counts: Duration of the function, all versions: Sum > 0, 1 of 1 period of 60 s, missing data "
          "missing");
    CHECK(watch(release(over("Namespace: AWS/ApiGateway, MetricName: 5XXError")))
              .starts_with("counts: 5XXError of the API, supposed to be in front of all calls"));
}

TEST_CASE("rollout: what is not known, or not computed, is said") {
    const auto with = [](const std::string& key, const std::string& value) {
        std::string text = alarm("");
        const auto at = text.find(key + ": ");
        return release(text.replace(at, text.find(", ", at) - at, key + ": " + value));
    };
    CHECK(watch(with("Threshold", "!Ref Limit")) == "unknown: its threshold is not known (${Limit})");
    CHECK(watch(with("Period", "10")) ==
          "no data: has a period of less than the minute in which the metric is sent: it has no data most of "
          "the time");
    CHECK(watch(with("Statistic", "p99")) ==
          "counts: Errors of the new version: p99 > 0, 1 of 1 period of 60 s, missing data missing");
    CHECK(watch(with("Statistic", "tm99")) ==
          "not modelled: compares tm99 of AWS/Lambda Errors: not computed");
    CHECK(watch(release(alarm(", EvaluateLowSampleCountPercentile: ignore")))
              .starts_with("counts: Errors of the new version: Sum > 0"));
    CHECK(watch(release(alarm(", EvaluateLowSampleCountPercentile: ignore, ExtendedStatistic: p99")
                            .replace(alarm("").find("Statistic: Sum, "), 16, "")))
              .starts_with("not modelled: compares a percentile that too few calls leave as it was"));
    CHECK(watch(with("Namespace", "!Sub '${AWS::StackName}/Own'")) ==
          "unknown: watches ${AWS::StackName}/Own Errors: whether failed calls change it is not known");
}

namespace {

/// An alarm on an expression over errors and calls of the new version.
std::string math(const std::string& expression, const std::string& changes = "Threshold: 5") {
    const auto query = [](const std::string& id, const std::string& name) {
        return "\n        - {Id: " + id +
               ", ReturnData: false, MetricStat: {Period: 60, Stat: Sum, Metric: {Namespace: AWS/Lambda, "
               "MetricName: " +
               name +
               ", Dimensions: [{Name: FunctionName, Value: !Ref F}, {Name: Resource, Value: !Sub "
               "'${F}:live'}, {Name: "
               "ExecutedVersion, Value: !GetAtt V.Version}]}}}";
    };
    return "Type: AWS::CloudWatch::Alarm\n    Properties:\n      Metrics:\n        - {Id: result, "
           "Expression: '" +
           expression + "'}" + query("errors", "Errors") + query("calls", "Invocations") +
           query("queue", "Throttles") +
           "\n      EvaluationPeriods: 1\n      ComparisonOperator: GreaterThanThreshold\n      " + changes;
}

std::string composite(const std::string& rule) {
    return "Type: AWS::CloudWatch::CompositeAlarm\n    Properties: {AlarmRule: !Sub '" + rule +
           "'}\n  Errors:\n    " + alarm("") +
           "\n  Slow:\n    Type: AWS::CloudWatch::Alarm\n    Properties: {AlarmName: slow, Namespace: "
           "AWS/Lambda, "
           "MetricName: Throttles}";
}

}  // namespace

TEST_CASE("rollout: metric math") {
    // Throttles are not needed, and still a metric that is not computed.
    CHECK(watch(release(math("errors / calls"))) ==
          "other: compares metric math, and its queue watches AWS/Lambda Throttles, which failed calls need "
          "not "
          "change");
    const auto without_queue = [](std::string text) {
        const auto at = text.find("\n        - {Id: queue");
        return release(text.erase(at, text.find('\n', at + 1) - at));
    };
    CHECK(watch(without_queue(math("100 * errors / calls"))) ==
          "counts: 100 * errors / calls > 5, 1 of 1 period of 60 s, missing data missing; errors is Sum of "
          "Errors of "
          "the new version; calls is Sum of Invocations of the new version");
    CHECK(watch(without_queue(math("RATE(errors)"))) ==
          "not modelled: compares metric math with RATE: not computed");
    CHECK(watch(without_queue(math("errors +"))) ==
          "unknown: its metric math is not known, or cannot be read");
    CHECK(watch(without_queue(math("errors", "ThresholdMetricId: calls"))) ==
          "not modelled: compares with an anomaly band, which CloudWatch learns from the metric's past: not "
          "computed");
    CHECK(watch(without_queue(math("errors", "Threshold: !Ref Limit"))) ==
          "unknown: its threshold is not known (${Limit})");
}

TEST_CASE("rollout: composite alarms") {
    const std::string errors =
        "Errors watches Errors of the new version: Sum > 0, 1 of 1 period of 60 s, missing data missing";
    CHECK(watch(release(composite("ALARM(${Errors})"))) ==
          "counts: other alarms and goes off when ALARM(Errors); " + errors);
    CHECK(watch(release(composite("ALARM(${Errors}) AND NOT ALARM(maintenance)"))) ==
          "counts: other alarms and goes off when ALARM(Errors) AND NOT ALARM(maintenance); " + errors +
              "; maintenance is not in this template and supposed to be in OK");
    CHECK(watch(release(composite("ALARM(${Errors}) AND ALARM(slow)"))) ==
          "other: goes off when ALARM(Errors) AND ALARM(Slow), which failed calls do not bring about; " +
              errors +
              "; Slow watches AWS/Lambda Throttles, which failed calls need not change, and is supposed to "
              "be in OK");
    CHECK(
        watch(release(composite("ALARM(x)"))) ==
        "other: goes off when ALARM(x), which failed calls do not bring about; x is not in this template and "
        "supposed to be in OK");
    CHECK(watch(release(composite("ALARM("))) ==
          "unknown: is a composite alarm whose rule is not known, or cannot be read");
}

TEST_CASE("rollout: an alarm that is not armed guards nothing") {
    const auto disarmed = [](const std::string& group) {
        Fixture fixture(release(alarm(""), group));
        const Rollout result = rollout_of(fixture);
        const FunctionRollout& f = function(result.worlds.front(), "F");
        CHECK(f.guard.has_value() == f.disarmed.empty());
        CHECK(f.types.front().outlook.rollback == doctest::Approx(f.guard ? 0.982 : 0).epsilon(0.001));
        return f.disarmed;
    };
    CHECK(disarmed("AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_STOP_ON_ALARM]}").empty());
    CHECK(disarmed("Tags: []").starts_with("AutoRollbackConfiguration is missing"));
    CHECK(disarmed("AutoRollbackConfiguration: {Enabled: false}")
              .starts_with("AutoRollbackConfiguration is not enabled"));
    CHECK(disarmed("AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE]}")
              .starts_with("the rollback events lack"));
}

TEST_CASE("rollout: worlds, what waits and what does not come back") {
    Fixture fixture(R"(
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod], Default: dev}
  Color: {Type: String, AllowedValues: [red, blue], Default: red}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsBlue: !Equals [!Ref Color, blue]
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Handler: index.handler
      Runtime: python3.13
      Description: !If [IsBlue, blue, red]
      AutoPublishAlias: live
      DeploymentPreference: {Type: !If [IsProd, Linear10PercentEvery1Minute, AllAtOnce]}
      Events: {Get: {Type: Api, Properties: {Path: /x, Method: get}}}
  Plain: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: index.handler, Runtime: python3.13}}
  Kept: {Type: AWS::DynamoDB::Table, UpdateReplacePolicy: Retain, Properties: {}}
  Lost: {Type: AWS::S3::Bucket, Properties: {}}
)");
    const Rollout result = rollout_of(fixture);
    CHECK(result.complete);
    REQUIRE(result.worlds.size() == 2);
    const WorldRollout &production = result.worlds[0], &other = result.worlds[1];
    CHECK(production.headline);
    CHECK(production.production_like);
    CHECK(production.when == std::vector<std::string>{"Stage=prod"});
    CHECK(other.when == std::vector<std::string>{"Stage≠prod"});
    CHECK_FALSE(other.production_like);
    const FunctionRollout& f = function(production, "F");
    CHECK(f.type == "Linear10PercentEvery1Minute");
    CHECK(ids(f.waiting).starts_with("FGetPermissionProd ServerlessRestApi ServerlessRestApiDeployment"));
    CHECK(f.types.size() == 9);
    CHECK(function(other, "F").type == "AllAtOnce");
    CHECK(function(production, "Plain").kind == FunctionRollout::Kind::no_alias);
    CHECK(ids(production.data) == "Kept Lost");
    CHECK(ids(production.lost_on_replacement) == "Lost");
    CHECK(ids(production.orphans).starts_with("FVersion"));
}

TEST_CASE("rollout: more worlds than are wanted are counted") {
    Fixture fixture(R"(
Transform: AWS::Serverless-2016-10-31
Parameters:
  Type: {Type: String, AllowedValues: [AllAtOnce, Canary10Percent5Minutes, Linear10PercentEvery1Minute], Default: AllAtOnce}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: x, Handler: i.h, Runtime: python3.13, AutoPublishAlias: live, DeploymentPreference: {Type: !Ref Type}}
)");
    RolloutOptions options;
    options.most_worlds = 2;
    const Rollout result = rollout_of(fixture, options);
    CHECK(result.worlds.size() == 2);
    CHECK(result.more_worlds == 1);
}
