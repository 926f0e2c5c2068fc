#include "stackfit/deployment_alarms.h"

#include <doctest/doctest.h>

#include "../project/fixture.h"

using namespace stackfit;

namespace {

std::string shown(const Value& value) {
    if (value.absent()) return "-";
    return value.is_text() ? to_string(value.text) : "?";
}

std::string shown(const Metric& metric) {
    std::string text = shown(metric.metric_namespace) + " " + shown(metric.name) + " " +
                       shown(metric.statistic) + " " + shown(metric.period) + "s " + shown(metric.unit);
    for (const Dimension& dimension : metric.dimensions)
        text += " " + shown(dimension.name) + "=" + shown(dimension.value);
    return text + (metric.dimensions_known ? "" : " and unknown ones");
}

std::string shown(const AlarmRule& rule) {
    constexpr const char* names[] = {"all", "any", "not", "at least ", "", "always", "never", "unknown"};
    std::string text = names[static_cast<std::size_t>(rule.kind)] + rule.count;
    if (rule.kind == AlarmRule::Kind::child)
        text = rule.state + " " + to_string(rule.name) + (rule.alarm != nullptr ? "" : " elsewhere");
    if (rule.parts.empty()) return text;
    text += "(";
    for (const AlarmRule& part : rule.parts) text += (&part == &rule.parts.front() ? "" : ", ") + shown(part);
    return text + ")";
}

std::string shown(std::optional<double> number) {
    return number ? std::to_string(static_cast<int>(*number)) : "?";
}

std::string describe(World& world, const Alarm& alarm) {
    constexpr const char* kinds[] = {"metric", "math", "promql", "composite", "log"};
    std::string text = std::string(kinds[static_cast<std::size_t>(alarm.kind)]) + " " + shown(alarm.name);
    if (alarm.kind == Alarm::Kind::metric) text += "\n" + shown(alarm.metric);
    for (const MetricQuery& query : alarm.queries)
        text += "\n" + shown(query.id) + (&query == alarm.compared(world) ? "* " : " ") +
                (query.expression.absent() ? shown(query.metric) : shown(query.expression));
    if (!alarm.queries_known) text += "\nunknown queries";
    if (alarm.kind == Alarm::Kind::composite) return text + "\n" + shown(alarm.rule);
    const AlarmWindow window = window_of(world, alarm);
    return text + "\n" + shown(alarm.comparison) + " " + shown(alarm.threshold) +
           shown(alarm.threshold_metric) + " for " + shown(window.datapoints_to_alarm) + " of " +
           shown(window.evaluation_periods) + " x " + shown(window.period) + " s, missing " +
           shown(alarm.missing_data);
}

/// The alarm A as the reader sees it, in every world.
std::vector<std::string> describe(const std::string& text) {
    Fixture fixture(text);
    REQUIRE(fixture.unit.worlds != nullptr);
    std::vector<std::string> result;
    fixture.unit.worlds->explore([&](World& world) {
        result.push_back(describe(world, alarm_of(world, fixture.graph, fixture.resource("A"))));
    });
    return result;
}

/// The rule of a composite alarm beside alarms One (called one) and Two.
std::string rule(const std::string& text) {
    Fixture fixture(R"(
Resources:
  One: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: one}}
  Two: {Type: AWS::CloudWatch::Alarm}
  All:
    Type: AWS::CloudWatch::CompositeAlarm
    Properties:
      AlarmRule: !Sub ')" +
                    text + "'\n");
    std::string result;
    fixture.in_headline(
        [&](World& world) { result = shown(alarm_of(world, fixture.graph, fixture.resource("All")).rule); });
    return result;
}

}  // namespace

TEST_CASE("an alarm on one metric") {
    CHECK(describe(R"(
Resources:
  A:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: !Sub '${AWS::StackName}-errors'
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions:
        - {Name: FunctionName, Value: !Ref F}
        - {Name: Resource, Value: !Sub '${F}:live'}
      Statistic: Sum
      Period: 60
      Unit: Count
      EvaluationPeriods: 3
      DatapointsToAlarm: 2
      Threshold: 0
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
  F: {Type: AWS::Lambda::Function}
)") == std::vector<std::string>{"metric ${AWS::StackName}-errors\n"
                                "AWS/Lambda Errors Sum 60s Count FunctionName=${F} Resource=${F}:live\n"
                                "GreaterThanThreshold 0- for 2 of 3 x 60 s, missing notBreaching"});
}

TEST_CASE("what is not given or not known of an alarm") {
    CHECK(describe(R"(
Parameters:
  Dimensions: {Type: String}
Resources:
  A:
    Type: AWS::CloudWatch::Alarm
    Properties:
      MetricName: !ImportValue metric
      Dimensions: [{Name: !Ref Dimensions, Value: x}]
      EvaluationPeriods: !Ref Dimensions
)") == std::vector<std::string>{"metric -\n- Fn::ImportValue metric - -s - ${Dimensions}=x and unknown ones\n"
                                "- -- for ? of ? x ? s, missing -"});
}

TEST_CASE("an alarm on an expression compares the query that returns data") {
    CHECK(describe(R"(
Resources:
  A:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Metrics:
        - {Id: rate, Expression: errors / calls * 100, ReturnData: true}
        - Id: errors
          ReturnData: false
          MetricStat:
            Metric: {Namespace: AWS/Lambda, MetricName: Errors, Dimensions: [{Name: FunctionName, Value: f}]}
            Period: 60
            Stat: Sum
        - Id: calls
          ReturnData: false
          MetricStat: {Metric: {Namespace: AWS/Lambda, MetricName: Invocations}, Period: 300, Stat: Sum}
      EvaluationPeriods: 1
      Threshold: 5
      ComparisonOperator: GreaterThanThreshold
)") == std::vector<std::string>{"math -\nrate* errors / calls * 100\n"
                                "errors AWS/Lambda Errors Sum 60s - FunctionName=f\n"
                                "calls AWS/Lambda Invocations Sum 300s -\n"
                                "GreaterThanThreshold 5- for 1 of 1 x 300 s, missing -"});
}

TEST_CASE("the band of an anomaly alarm is not what is compared") {
    CHECK(describe(R"(
Resources:
  A:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Metrics:
        - {Id: band, Expression: 'ANOMALY_DETECTION_BAND(m, 2)'}
        - {Id: m, MetricStat: {Metric: {Namespace: AWS/Lambda, MetricName: Duration}, Period: 60, Stat: p99}}
      ThresholdMetricId: band
      EvaluationPeriods: 2
      ComparisonOperator: GreaterThanUpperThreshold
)") == std::vector<std::string>{
           "math -\nband ANOMALY_DETECTION_BAND(m, 2)\nm* AWS/Lambda Duration p99 60s -\n"
           "GreaterThanUpperThreshold -band for 2 of 2 x 60 s, missing -"});
}

TEST_CASE("an alarm differs by world") {
    CHECK(describe(R"(
Parameters:
  Environment: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Environment, prod]
Resources:
  A:
    Type: AWS::CloudWatch::Alarm
    Properties:
      MetricName: Errors
      Dimensions: !If [IsProd, [{Name: FunctionName, Value: f}], !Ref AWS::NoValue]
      Period: !If [IsProd, 60, 300]
      EvaluationPeriods: 1
)") == std::vector<std::string>{
           "metric -\n- Errors - 60s - FunctionName=f\n- -- for 1 of 1 x 60 s, missing -",
           "metric -\n- Errors - 300s -\n- -- for 1 of 1 x 300 s, missing -"});
}

TEST_CASE("rules of composite alarms") {
    CHECK(rule("ALARM(\"${One}\")") == "ALARM ${One}");
    CHECK(rule("alarm(one) or OK (${Two.Arn})") == "any(ALARM one, OK ${Two.Arn})");
    CHECK(rule("ALARM(one) AND NOT (OK(${Two}) OR INSUFFICIENT_DATA(three))") ==
          "all(ALARM one, not(any(OK ${Two}, INSUFFICIENT_DATA three elsewhere)))");
    CHECK(rule("ALARM(one) OR ALARM(two) AND TRUE") == "any(ALARM one, all(ALARM two elsewhere, always))");
    CHECK(rule("ALARM(\"arn:${AWS::Partition}:cloudwatch:eu-west-1:123456789012:alarm:one\") OR FALSE") ==
          "any(ALARM arn:${AWS::Partition}:cloudwatch:eu-west-1:123456789012:alarm:one, never)");
    CHECK(rule("AT_LEAST(50%, NOT OK, (one, \"${Two}\"))") == "at least 50%(not(OK one), not(OK ${Two}))");
}

TEST_CASE("a rule that cannot be read is unknown as a whole") {
    CHECK(rule("") == "unknown");
    CHECK(rule("ALARM(one) AND") == "unknown");
    CHECK(rule("ALARM()") == "unknown");
    CHECK(rule("ALARM(one) ALARM(two)") == "unknown");
    CHECK(rule("BROKEN(one)") == "unknown");
    CHECK(rule("ALARM(\"one)") == "unknown");
    std::string deep = "TRUE";
    for (int i = 0; i < 2000; ++i) deep = "(" + deep + ")";
    CHECK(rule(deep) == "unknown");
}
