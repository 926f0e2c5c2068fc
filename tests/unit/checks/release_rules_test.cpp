// The rules of a release that need no baseline, one row each, over the three forms in which a release is written: SAM, by hand, as the CDK
// synthesises it. Rules on what an alarm measures are in alarm_checks_test.cpp.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stackfit/checks.h"
#include "stackfit/support/text.h"
#include "support/release_forms.h"

using namespace stackfit;
using namespace stackfit::testing;

namespace {

struct Row {
    const char* rule;
    std::string reported;  ///< "callers-use-alias", "function-has-alias when Stage=prod", "" for nothing
    unsigned where;
    Words words;
};

/// The deployment checks and others about a release that report the function, with the worlds.
std::string reported(const CheckSet& checks, const std::string& text) {
    Project project;
    const Unit& unit = project.add_text("template.yaml", text, {});
    const Verdict verdict = judge(project, unit, checks, {}, {Date{2026, 11, 21}});
    std::vector<std::string> found;
    for (const Finding& finding : verdict.findings) {
        const bool about_release =
            finding.check->family == Family::deployment || finding.severity == Severity::error;
        if (!about_release || finding.message.find("unction Caller") != std::string::npos) continue;
        std::string line(finding.check->id);
        if (!finding.worlds.empty()) line += " when " + join(finding.worlds, " or ");
        if (std::find(found.begin(), found.end(), line) == found.end()) found.push_back(std::move(line));
    }
    std::sort(found.begin(), found.end());
    return join(found, ", ");
}

const std::string topic =
    "  Topic: {Type: AWS::SNS::Topic}\n"
    "  Subscription: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: lambda, "
    "Endpoint: @alias}}\n";

std::string retries(const std::string& qualifier) {
    return "  Retries: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: @name, Qualifier: " +
           qualifier + ", MaximumRetryAttempts: 0}}\n";
}

std::string scaled(const std::string& qualifier) {
    return "  Target: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ServiceNamespace: "
           "lambda, MinCapacity: 1, "
           "MaxCapacity: 2, ScalableDimension: 'lambda:function:ProvisionedConcurrency', ResourceId: !Join "
           "[':', [function, @name, " +
           qualifier + "]]}}\n";
}

/// A REST API with a method on the alias, its deployment and its stage.
std::string api(const std::string& deployment, const std::string& canary = "") {
    return "  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: shop}}\n"
           "  Method:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref Api\n      "
           "ResourceId: !GetAtt "
           "Api.RootResourceId\n"
           "      HttpMethod: GET\n      AuthorizationType: AWS_IAM\n      Integration: {Type: AWS_PROXY, "
           "IntegrationHttpMethod: POST, Uri: !Join "
           "['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/', @alias, /invocations]]}\n"
           "  " +
           deployment +
           ": {Type: AWS::ApiGateway::Deployment, DependsOn: Method, Properties: {RestApiId: !Ref Api}}\n"
           "  ApiStage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: live, "
           "DeploymentId: !Ref " +
           deployment + canary + "}}\n";
}

const std::string blind = "alarms-see-every-failure, ";

const Row rows[] = {
    {"good", "", everywhere, {}},
    {"A1: a version that is made once", "version-follows-code", written_out, {{"@versionid", "FVersion"}}},
    {"A1: its hash written out",
     "version-follows-code",
     written_out,
     {{"@versionid", "FVersion"}, {"@versionproperties", ", CodeSha256: abc"}}},
    {"A1: its hash by a parameter",
     "",
     written_out,
     {{"@versionid", "FVersion"}, {"@versionproperties", ", CodeSha256: !Ref BuildNumber"}}},
    {"A2: on $LATEST", "alias-can-be-shifted", written_out, {{"@pointsat", "$LATEST"}}},
    {"A2: on $LATEST in production",
     "alias-can-be-shifted when Stage=prod",
     written_out,
     {{"@pointsat", "!If [IsProd, $LATEST, @number]"}}},
    {"A6: a new alias in every release",
     "alias-can-be-shifted",
     everywhere,
     {{"@label", "!Ref BuildNumber"}}},
    {"A7: weights of its own",
     "alias-can-be-shifted",
     written_out,
     {{"@routing",
       "      RoutingConfig: {AdditionalVersionWeights: [{FunctionVersion: '1', FunctionWeight: 0.1}]}\n"}}},
    {"A8: another application", "alias-can-be-shifted", written_out, {{"@application", "!Ref Other"}}},
    {"A8: another group", "alias-can-be-shifted", written_out, {{"@named", "release"}}},
    {"T1: at once", "codedeploy-lambda-allatonce-traffic-shift-disabled", sam, {{"@type", "AllAtOnce"}}},
    {"T1: at once",
     "codedeploy-lambda-allatonce-traffic-shift-disabled",
     written_out,
     {{"@type", "      DeploymentConfigName: CodeDeployDefault.LambdaAllAtOnce\n"}}},
    {"T2: no type", "codedeploy-lambda-allatonce-traffic-shift-disabled", written_out, {{"@type", ""}}},
    {"T5: an application for servers", "deployment-group-valid", written_out, {{"@platform", "Server"}}},
    {"T5: no style", "deployment-group-valid", written_out, {{"@style", ""}}},
    {"M1: no alarm", "deployment-has-alarms", everywhere, {{"@alarms", ""}}},
    {"M1: no alarm in production",
     "deployment-has-alarms when Stage≠dev",
     sam,
     {{"@alarms", ", Alarms: !If [IsDev, [!Ref Err], []]"}}},
    {"M1: no alarm in production",
     "deployment-has-alarms when Stage≠dev",
     written_out,
     {{"@alarms",
       "      AlarmConfiguration: !If [IsDev, {Enabled: true, Alarms: [{Name: !Ref Err}]}, !Ref "
       "AWS::NoValue]\n"}}},
    {"M25: by its name", "alarms-are-named-by-reference", everywhere, {{"@listed", "errors"}}},
    {"M5: a reference that ends in the middle",
     "alarm-can-fire",
     sam,
     {{"@number", "!Sub '${F}.Version.Version'"}}},
    {"M5: a reference to the number in a text", "", sam, {{"@number", "!Sub '${F.Version.Version}'"}}},
    {"H1: a name that CodeDeploy may not invoke", "hook-can-be-invoked", everywhere, {{"@gatename", "gate"}}},
    {"H1: in production",
     "hook-can-be-invoked when Stage=prod",
     everywhere,
     {{"@gatename", "!If [IsProd, gate, CodeDeployHook_Gate]"}}},
    {"H2: no report", "hook-can-report-to-codedeploy", everywhere, {{"@report", "codedeploy:GetDeployment"}}},
    {"H2: a report for another application",
     "hook-can-report-to-codedeploy",
     everywhere,
     {{"@group", "'arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:Elsewhere/*'"}}},
    {"H2: a report for this application",
     "",
     sam,
     {{"@group",
       "!Sub 'arn:${AWS::Partition}:codedeploy:*:*:deploymentgroup:${ServerlessDeploymentApplication}/*'"}}},
    {"H2: a report for this application",
     "",
     written_out,
     {{"@group", "!Sub 'arn:${AWS::Partition}:codedeploy:*:*:deploymentgroup:${App}/*'"}}},
    {"H2: a report for the other application",
     "hook-can-report-to-codedeploy",
     written_out,
     {{"@group", "!Sub 'arn:${AWS::Partition}:codedeploy:*:*:deploymentgroup:${Other}/*'"}}},
    {"H8: a hook that is released itself",
     "hook-is-not-deployed-gradually",
     sam,
     {{"@gate",
       "      Timeout: 60\n      Environment: {Variables: {CANDIDATE: @version}}\n      AutoPublishAlias: "
       "live\n      DeploymentPreference: "
       "{Type: AllAtOnce}\n"}}},
    {"H8: a hook that is released itself",
     "hook-is-not-deployed-gradually",
     written_out,
     {{"@more",
       "  GateVersion1a2b3c4d5e: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Gate}}\n"
       "  GateLive:\n    Type: AWS::Lambda::Alias\n"
       "    Properties: {Name: live, FunctionName: !Ref Gate, FunctionVersion: !GetAtt "
       "GateVersion1a2b3c4d5e.Version}\n"
       "    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: !Ref App, DeploymentGroupName: "
       "!Ref Group}}\n"}}},
    {"H11: no hook before",
     "deployment-has-pre-traffic-hook",
     sam,
     {{"@hooks", ", Hooks: {PostTraffic: @pre}"}}},
    {"H11: no hook before",
     "deployment-has-pre-traffic-hook",
     written_out,
     {{"@hooks", ", AfterAllowTrafficHook: @pre"}}},
    {"no hook afterwards",
     "deployment-has-post-traffic-hook",
     sam,
     {{"@hooks", ", Hooks: {PreTraffic: @pre}"}}},
    {"no hook afterwards",
     "deployment-has-post-traffic-hook",
     written_out,
     {{"@hooks", ", BeforeAllowTrafficHook: @pre"}}},
    {"X5: the hook of another stack",
     "guards-are-released-along",
     everywhere,
     {{"@pre", "!ImportValue gate"}}},
    {"P3: a role that may not act",
     "deployment-role-can-act, hook-can-be-invoked",
     written_out,
     {{"@rights", ""}}},
    {"P3: a role for another service",
     "deployment-role-can-act",
     written_out,
     {{"@trust", "lambda.amazonaws.com"}}},
    {"P4: a policy that comes too late",
     "deployment-role-has-its-policies",
     written_out,
     {{"@rights", ""},
      {"@more",
       "  Rights: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, Roles: [!Ref Deployer], "
       "PolicyDocument: {Statement: {Effect: Allow, "
       "Action: ['lambda:*', 'cloudwatch:*'], Resource: '*'}}}}\n"}}},
    {"R1: no rollback", "codedeploy-auto-rollback-monitor-enabled", written_out, {{"@rollback", ""}}},
    {"R1: switched off",
     "codedeploy-auto-rollback-monitor-enabled",
     written_out,
     {{"@rollback", "      AutoRollbackConfiguration: {Enabled: false}\n"}}},
    {"R2: not on alarms",
     "codedeploy-auto-rollback-monitor-enabled",
     written_out,
     {{"@rollback", "      AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE]}\n"}}},
    {"R2: on nothing",
     "deployment-group-valid",
     written_out,
     {{"@rollback", "      AutoRollbackConfiguration: {Enabled: true, Events: []}\n"}}},
    {"G1: an API that is deployed once",
     blind + "api-deployment-follows-api",
     everywhere,
     {{"@more", api("Snapshot")}}},
    {"G1: an API that follows",
     "alarms-see-every-failure",
     everywhere,
     {{"@more", api("Snapshot1a2b3c4d5e")}}},
    {"G3: two canaries",
     blind + "api-shifts-no-traffic-itself",
     everywhere,
     {{"@more", api("Snapshot1a2b3c4d5e", ", CanarySetting: {PercentTraffic: 10}")}}},
    {"G3: a canary that takes nothing",
     "alarms-see-every-failure",
     everywhere,
     {{"@more", api("Snapshot1a2b3c4d5e", ", CanarySetting: {PercentTraffic: 0}")}}},
    {"M20: an API whose errors nobody counts",
     "alarms-see-every-failure",
     everywhere,
     {{"@more", api("Snapshot1a2b3c4d5e")}}},
    {"E2: retries at the discretion of Lambda", "async-retries-are-set", everywhere, {{"@more", topic}}},
    {"E2: retries for another qualifier",
     "async-retries-are-set",
     everywhere,
     {{"@more", topic + retries("$LATEST")}}},
    {"E2: retries for the alias", "", everywhere, {{"@more", topic + retries("live")}}},
    {"E2: retries in production only",
     "async-retries-are-set when Stage≠prod",
     everywhere,
     {{"@more", topic + retries("!If [IsProd, live, $LATEST]")}}},
    {"C2: no concurrency left",
     "reserved-concurrency-leaves-room",
     everywhere,
     {{"@reserved", "      ReservedConcurrentExecutions: 5\n"},
      {"@provisioned", "      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 5}\n"}}},
    {"C2: some left",
     "",
     everywhere,
     {{"@reserved", "      ReservedConcurrentExecutions: 6\n"},
      {"@provisioned", "      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 5}\n"}}},
    {"C3: the scaling of another alias", "scaling-follows-alias", everywhere, {{"@more", scaled("prod")}}},
    {"C3: the scaling of the alias", "", everywhere, {{"@more", scaled("live")}}},
    {"N1: a switch that SAM does not read",
     "deployment-preference-switch",
     sam,
     {{"@type", "Canary10Percent10Minutes, Enabled: !If [IsProd, true, false]"}}},
    {"N4: an alarm that is not there",
     "reference-exists when Stage≠prod",
     everywhere,
     {{"@listed", "!If [IsDev, !Ref Gone, !Ref Err]"},
      {"@more",
       "  Gone:\n    Type: AWS::CloudWatch::Alarm\n    Condition: IsProd\n"
       "    Properties: {MetricName: Full, Namespace: Disk, Statistic: Sum, Period: 60, Threshold: 0, "
       "EvaluationPeriods: 1, "
       "ComparisonOperator: GreaterThanThreshold}\n"}}},
    {"no alias", "function-has-alias when Stage≠dev", written_out, {{"@aliased", "    Condition: IsDev\n"}}},
};

}  // namespace

TEST_CASE("release rules: every rule has the same verdict on SAM, on templates by hand and on the CDK's") {
    const CheckSet checks = catalogue();
    for (const Row& row : rows) {
        for (const Form& form : forms()) {
            if ((row.where & form.bit) == 0) continue;
            const std::string text = release_in(form, row.words);
            INFO(std::string(row.rule) << ", " << std::string(form.name) << "\n" << text);
            CHECK(reported(checks, text) == row.reported);
        }
    }
}
