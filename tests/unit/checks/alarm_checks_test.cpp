// Every rule on rollback alarms over the three forms in which a release is written: SAM, by hand, and as the CDK synthesises it. The
// verdicts are the same.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "stackfit/checks.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr const char* sam = R"(Transform: AWS::Serverless-2016-10-31
Parameters:
  Environment: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Environment, prod]
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: billing
      Handler: a.b
      Runtime: python3.13
      CodeUri: src/
      AutoPublishAlias: live
      DeploymentPreference:
        Type: @TYPE@
        Alarms: @ALARMS@
@MORE@)";

constexpr const char* by_hand = R"(Parameters:
  Environment: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Environment, prod]
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {FunctionName: billing, Code: {S3Bucket: a, S3Key: b}, Handler: a.b, Runtime: python3.13, Role: arn:aws:iam::123456789012:role/r}}
  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: billing}}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: billing, FunctionVersion: !GetAtt V.Version, Name: live}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: !Ref App, DeploymentGroupName: !Ref Group}}
  App: {Type: AWS::CodeDeploy::Application, Properties: {ComputePlatform: Lambda}}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: !Ref App
      DeploymentConfigName: CodeDeployDefault.Lambda@TYPE@
      DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
      ServiceRoleArn: arn:aws:iam::123456789012:role/codedeploy
      AlarmConfiguration: {Enabled: true, Alarms: @ALARMS@}
      AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
@MORE@)";

constexpr const char* cdk = R"(Parameters:
  Environment: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: {"Fn::Equals": [{Ref: Environment}, prod]}
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {FunctionName: billing, Code: {S3Bucket: a, S3Key: b}, Handler: a.b, Runtime: python3.13, Role: arn:aws:iam::123456789012:role/r}}
  FCurrentVersion5F1DF2C7: {Type: AWS::Lambda::Version, Properties: {FunctionName: {Ref: F}}}
  FAlias325C5727:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: {Ref: F}, FunctionVersion: {"Fn::GetAtt": [FCurrentVersion5F1DF2C7, Version]}, Name: live}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: {Ref: AppEA8AB6B6}, DeploymentGroupName: {Ref: GroupB2C5E3E2}}}
  AppEA8AB6B6: {Type: AWS::CodeDeploy::Application, Properties: {ComputePlatform: Lambda}}
  GroupB2C5E3E2:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      AlarmConfiguration: {Alarms: @ALARMS@, Enabled: true}
      ApplicationName: {Ref: AppEA8AB6B6}
      AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
      DeploymentConfigName: CodeDeployDefault.Lambda@TYPE@
      DeploymentStyle: {DeploymentOption: WITH_TRAFFIC_CONTROL, DeploymentType: BLUE_GREEN}
      ServiceRoleArn: arn:aws:iam::123456789012:role/codedeploy
@MORE@)";

struct Form {
    const char* name;
    const char* text;
    const char* version;      ///< refers to the new version's number
    const char* alarm_items;  ///< around the name of an alarm
};
constexpr Form forms[] = {
    {"SAM", sam, "!GetAtt F.Version.Version", "@"},
    {"by hand", by_hand, "!GetAtt V.Version", "{Name: @}"},
    {"CDK", cdk, "{'Fn::GetAtt': [FCurrentVersion5F1DF2C7, Version]}", "{Name: @}"},
};

/// A rule: the alarm, and which checks report it.
struct Row {
    const char* rule;
    std::vector<std::string> reported;
    std::string alarm;  ///< properties besides the good ones, of which it replaces those of the same name
    std::string dimensions = "@VERSION@";
    std::string type = "Canary10Percent5Minutes";
    std::string name = "!Ref Guard";
};

const std::string function_level = "{Name: FunctionName, Value: !Ref F}";
const std::string alias_level = function_level + ", {Name: Resource, Value: !Sub '${F}:live'}";

/// The alarm that nothing is wrong with, changed.
std::string guard(const Row& row) {
    const std::pair<const char*, const char*> good[] = {{"Namespace", "AWS/Lambda"},
                                                        {"MetricName", "Errors"},
                                                        {"Statistic", "Sum"},
                                                        {"Period", "60"},
                                                        {"EvaluationPeriods", "1"},
                                                        {"Threshold", "0"},
                                                        {"ComparisonOperator", "GreaterThanThreshold"}};
    std::string text =
        "  Guard:\n    Type: AWS::CloudWatch::Alarm\n    Properties: {Dimensions: [" + row.dimensions + "]";
    for (const auto& [name, value] : good) {
        const bool replaced =
            row.alarm.find(std::string(name) + ":") != std::string::npos ||
            (std::string(name) == "Statistic" && row.alarm.find("ExtendedStatistic:") != std::string::npos);
        if (!replaced) text += std::string(", ") + name + ": " + value;
    }
    return text + (row.alarm.empty() ? "" : ", " + row.alarm) + "}\n";
}

std::string filled(const Form& form, const Row& row) {
    std::string text = replace_all(form.text, "@TYPE@", row.type);
    text = replace_all(text, "@ALARMS@", "[" + replace_all(form.alarm_items, "@", row.name) + "]");
    text = replace_all(text, "@MORE@", guard(row));
    return replace_all(text, "@VERSION@",
                       alias_level + ", {Name: ExecutedVersion, Value: " + form.version + "}");
}

/// The checks on alarms, types and groups that report something, as "id" or, in some worlds only, "id when P=v".
std::set<std::string> reported(const std::string& text) {
    const CheckSet checks = catalogue();
    Project project;
    const Unit& unit = project.add_text("template.yaml", text, {});
    std::set<std::string> ids;
    for (const Finding& finding : judge(project, unit, checks, {}, {Date{2026, 11, 21}}).findings) {
        const std::string id(finding.check->id);
        if (!id.starts_with("alarm") && !id.starts_with("deployment-") && id != "circular-dependency" &&
            id != "reference-exists")
            continue;
        if (id.ends_with("traffic-hook")) continue;
        ids.insert(finding.worlds.empty() ? id : id + " when " + finding.worlds.front());
    }
    return ids;
}

const std::vector<Row> rows = {
    {"good", {}, ""},
    {"M2: no FunctionName",
     {"alarm-can-fire"},
     "",
     "{Name: Resource, Value: 'billing:live'}, {Name: ExecutedVersion, Value: !Ref Environment}"},
    {"M2: one dimension too many",
     {"alarm-can-fire"},
     "",
     "@VERSION@, {Name: Region, Value: !Ref AWS::Region}"},
    {"M2: no FunctionName, and a text for a version: once",
     {"alarm-can-fire"},
     "",
     "{Name: Resource, Value: 'billing:live'}, {Name: ExecutedVersion, Value: '3'}"},
    {"M2: misspelt metric", {"alarm-can-fire"}, "MetricName: Error"},
    {"M3: an ARN",
     {"alarm-can-fire"},
     "",
     "{Name: FunctionName, Value: !GetAtt F.Arn}, {Name: Resource, Value: 'billing:live'}, {Name: "
     "ExecutedVersion, Value: !Ref Environment}"},
    {"M3: an ARN as text",
     {"alarm-can-fire"},
     "",
     "{Name: FunctionName, Value: 'arn:aws:lambda:eu-west-1:123456789012:function:billing'}, {Name: "
     "Resource, Value: 'billing:live'}, {Name: ExecutedVersion, Value: !Ref Environment}"},
    {"M4: another alias",
     {"alarm-watches-the-release", "alarm-judges-the-new-version"},
     "",
     function_level + ", {Name: Resource, Value: 'billing:prod'}"},
    {"M4: no alias",
     {"alarm-watches-the-release", "alarm-judges-the-new-version"},
     "",
     function_level + ", {Name: Resource, Value: billing}"},
    {"M5: a fixed version",
     {"alarm-watches-the-release"},
     "",
     alias_level + ", {Name: ExecutedVersion, Value: '3'}"},
    {"M5: a text for a version",
     {"alarm-can-fire"},
     "",
     alias_level + ", {Name: ExecutedVersion, Value: !Sub 'F.Version.Version'}"},
    {"M5: another function",
     {"alarm-watches-the-release", "alarm-judges-the-new-version"},
     "",
     "{Name: FunctionName, Value: shipping}"},
    {"M6: a rate that a canary does not reach",
     {"alarm-reacts-to-errors", "alarm-judges-the-new-version"},
     "Statistic: Average, Threshold: 0.1",
     function_level},
    {"M6: a linear shift reaches it",
     {"alarm-judges-the-new-version"},
     "Statistic: Average, Threshold: 0.1",
     function_level,
     "Linear10PercentEvery1Minute"},
    {"M7: more than all", {"alarm-reacts-to-errors"}, "Statistic: Maximum, Threshold: 1"},
    {"M7: all of them", {}, "Statistic: Average, Threshold: 0.99"},
    {"M8: always", {"alarm-lets-good-releases-pass"}, "ComparisonOperator: GreaterThanOrEqualToThreshold"},
    {"M8: all calls", {"alarm-lets-good-releases-pass"}, "Statistic: SampleCount"},
    {"M8: tolerance", {}, "Threshold: 1"},
    {"M9: inverted", {"alarm-reacts-to-errors"}, "ComparisonOperator: LessThanThreshold, Threshold: 1"},
    {"M10: silence is a breach", {"alarm-lets-good-releases-pass"}, "TreatMissingData: breaching"},
    {"M11: a memory", {"alarm-judges-the-new-version"}, "TreatMissingData: ignore"},
    {"M12: in a row at little traffic",
     {"alarm-reacts-to-errors"},
     "TreatMissingData: notBreaching, EvaluationPeriods: 5",
     "@VERSION@",
     "Canary10Percent10Minutes"},
    {"M12: four of five at little traffic",
     {"alarm-reacts-to-errors"},
     "TreatMissingData: notBreaching, EvaluationPeriods: 5, DatapointsToAlarm: 4",
     "@VERSION@",
     "Canary10Percent10Minutes"},
    {"M12: two of five",
     {},
     "TreatMissingData: notBreaching, EvaluationPeriods: 5, DatapointsToAlarm: 2",
     "@VERSION@",
     "Canary10Percent10Minutes"},
    {"M13: 3 of 2",
     {"alarm-numbers-valid", "alarm-fits-the-bake-time"},
     "EvaluationPeriods: 2, DatapointsToAlarm: 3"},
    {"M14: every ten seconds", {"alarm-can-fire"}, "Period: 10"},
    {"M17: percentile of few",
     {"alarm-reacts-to-errors"},
     "MetricName: Duration, ExtendedStatistic: p99, Threshold: 500, EvaluateLowSampleCountPercentile: "
     "ignore"},
    {"M18: another unit", {"alarm-can-fire"}, "Unit: Percent"},
    {"M18: the unit", {}, "Unit: Count"},
    {"M22: warming up",
     {"alarm-fits-the-bake-time"},
     "WarmUpConfiguration: {WarmUpPeriodDurationInMinutes: 30}"},
    {"M23: an ARN for a name",
     {"deployment-alarms-are-read"},
     "",
     "@VERSION@",
     "Canary10Percent5Minutes",
     "!GetAtt Guard.Arn"},
    {"M23: no name",
     {"deployment-group-valid when Environment≠prod"},
     "",
     "@VERSION@",
     "Canary10Percent5Minutes",
     "!If [IsProd, !Ref Guard, !Ref AWS::NoValue]"},
    {"M26: a cycle", {"circular-dependency"}, "", alias_level + ", {Name: ExecutedVersion, Value: @ALIAS@}"},
    {"M27: old and new together", {"alarm-judges-the-new-version"}, "", alias_level},
    {"T6: too late", {"alarm-fits-the-bake-time"}, "Period: 300, EvaluationPeriods: 2"},
    {"T6: perhaps too late", {"alarm-fits-the-bake-time"}, "EvaluationPeriods: 2"},
    {"T6: in time", {}, "EvaluationPeriods: 2", "@VERSION@", "Linear10PercentEvery1Minute"},
    {"T6: two of three",
     {},
     "EvaluationPeriods: 3, DatapointsToAlarm: 2",
     "@VERSION@",
     "Linear10PercentEvery1Minute"},
    {"T6: by world", {"alarm-fits-the-bake-time when Environment=prod"}, "Period: !If [IsProd, 300, 60]"},
    {"T3: misspelt", {"deployment-type-valid"}, "", "@VERSION@", "Canary10Percent5Minuets"},
};

TEST_CASE("alarm checks: every rule has the same verdict on SAM, on templates by hand and on the CDK's") {
    for (const Row& row : rows) {
        for (const Form& form : forms) {
            INFO(std::string(row.rule));
            INFO(std::string(form.name));
            std::string text = filled(form, row);
            text = replace_all(text, "@ALIAS@",
                               &form == &forms[0]   ? "!Ref F.Alias"
                               : &form == &forms[1] ? "!Ref Live"
                                                    : "!Ref FAlias325C5727");
            const std::set<std::string> expected(row.reported.begin(), row.reported.end());
            const std::set<std::string> found = reported(text);
            const std::vector<std::string> lines(found.begin(), found.end());
            INFO(join(lines, ", "));
            CHECK((found == expected));
        }
    }
}

/// A composite alarm that is listed alone, above alarms of which the names tell what is wrong with them.
struct CompositeRow {
    const char* rule;
    std::set<std::string> reported;  ///< besides that CodeDeploy may not see composite alarms
};

std::string composite(const Form& form, const std::string& rule) {
    const auto alarm = [](const std::string& id, const std::string& dimensions, const std::string& changes) {
        std::string text = replace_all(guard({"", {}, changes, dimensions}), "Guard:", id + ":");
        return replace_all(text, "Properties: {", "Properties: {AlarmName: " + id + "-alarm, ");
    };
    Row row{"", {}, ""};
    row.name = "!Ref All";
    std::string text = filled(form, row);
    text += alarm("Good", "@VERSION@", "") + alarm("Second", "@VERSION@", "Statistic: Average");
    text +=
        alarm("Dead", "{Name: Resource, Value: !Sub '${F}:live'}, {Name: ExecutedVersion, Value: new}", "");
    text += alarm("Numb", "@VERSION@", "Statistic: Maximum, Threshold: 1");
    text += alarm("Noisy", "@VERSION@", "Statistic: SampleCount");
    text += alarm("Late", "@VERSION@", "Period: 300, EvaluationPeriods: 2");
    text += alarm("Strange", "{Name: FunctionName, Value: shipping}", "");
    text +=
        "  Inner: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmName: inner, AlarmRule: !Sub "
        "'ALARM(\"${Good}\")'}}\n"
        "  Never: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmRule: 'FALSE'}}\n"
        "  Round: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmName: round, AlarmRule: "
        "'ALARM(round)'}}\n"
        "  All: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {ActionsSuppressor: !Ref Noisy, "
        "AlarmRule: !Sub '" +
        rule + "'}}\n";
    return replace_all(text, "@VERSION@",
                       alias_level + ", {Name: ExecutedVersion, Value: " + form.version + "}");
}

const std::vector<CompositeRow> composite_rows = {
    {"ALARM(${Good})", {}},
    {"ALARM(\"${Good.Arn}\") OR ALARM(Second-alarm)", {}},
    {"ALARM(inner)", {}},
    // A child that is dead is a mistake, also when another one is not.
    {"ALARM(${Dead})", {"alarm-can-fire"}},
    {"ALARM(${Dead}) OR ALARM(${Good})", {"alarm-can-fire"}},
    {"ALARM(${Dead}) AND ALARM(${Good})", {"alarm-can-fire"}},
    {"AT_LEAST(2, ALARM, (${Dead}, ${Good}))", {"alarm-can-fire"}},
    // It does not matter where nothing waits for it.
    {"ALARM(${Good}) AND NOT ALARM(${Dead})", {}},
    {"ALARM(${Good}) AND OK(${Dead})", {}},
    {"NOT NOT ALARM(${Dead})", {"alarm-can-fire"}},
    // Rules that are never true, and rules that always are.
    {"FALSE", {"alarm-can-fire"}},
    {"ALARM(${Never})", {"alarm-can-fire"}},
    {"ALARM(${Good}) AND FALSE", {"alarm-can-fire"}},
    {"ALARM(${Good}) AND OK(Good-alarm)", {"alarm-can-fire"}},
    {"ALARM(elsewhere) AND OK(elsewhere)", {"alarm-can-fire"}},
    {"ALARM(elsewhere) AND OK(other)", {}},
    {"ALARM(${Good}) OR TRUE", {"alarm-lets-good-releases-pass"}},
    {"NOT ALARM(${Good})", {"alarm-lets-good-releases-pass"}},
    {"OK(${Good}) OR INSUFFICIENT_DATA(${Good})", {"alarm-lets-good-releases-pass"}},
    {"NOT ALARM(elsewhere)", {}},
    {"ALARM(round)", {}},
    {"ALARM(${Good}", {}},
    // Alarms that see nothing of the failures, or of other functions.
    {"ALARM(${Numb})", {"alarm-reacts-to-errors"}},
    {"ALARM(${Numb}) OR ALARM(${Good})", {"alarm-reacts-to-errors"}},
    {"ALARM(${Strange})", {"alarm-watches-the-release", "alarm-judges-the-new-version"}},
    {"ALARM(${Strange}) OR ALARM(${Good})", {}},
    {"ALARM(${Strange}) AND ALARM(${Good})", {"alarm-watches-the-release"}},
    // A gate beneath an alarm on errors stops nothing.
    {"ALARM(${Noisy})", {"alarm-lets-good-releases-pass"}},
    {"ALARM(${Noisy}) OR ALARM(${Good})", {"alarm-lets-good-releases-pass"}},
    {"ALARM(${Noisy}) AND ALARM(${Good})", {}},
    // The quickest of OR, the slowest of AND.
    {"ALARM(${Late}) OR ALARM(${Good})", {}},
    {"ALARM(${Late}) AND ALARM(${Good})", {"alarm-fits-the-bake-time"}},
    {"ALARM(${Late}) AND NOT ALARM(${Good})", {"alarm-fits-the-bake-time"}},
};

TEST_CASE("alarm checks: composite alarms") {
    for (const CompositeRow& row : composite_rows) {
        for (const Form& form : forms) {
            INFO(std::string(row.rule));
            INFO(std::string(form.name));
            std::set<std::string> found = reported(composite(form, row.rule));
            found.erase("deployment-alarms-are-read");
            const std::vector<std::string> lines(found.begin(), found.end());
            INFO(join(lines, ", "));
            CHECK((found == row.reported));
        }
    }
}

}  // namespace
}  // namespace stackfit
