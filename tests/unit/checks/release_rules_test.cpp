// The rules of a release that need no baseline, one row each, over the three forms in which a release is written: SAM, by hand, as the CDK
// synthesises it. Rules on what an alarm measures are in alarm_checks_test.cpp.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stackfit/checks.h"
#include "stackfit/support/text.h"

using namespace stackfit;

namespace {

constexpr unsigned sam = 1, by_hand = 2, cdk = 4, everywhere = sam | by_hand | cdk,
                   written_out = by_hand | cdk;

struct Form {
    const char* name;
    unsigned bit;
    const char* text;
    std::vector<std::pair<std::string, std::string>> words;
};

constexpr const char* head = R"(
Parameters:
  Stage: {Type: String, Default: prod, AllowedValues: [dev, prod]}
  BuildNumber: {Type: String}
Conditions: {IsProd: !Equals [!Ref Stage, prod], IsDev: !Equals [!Ref Stage, dev]}
Resources:
  Err:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: errors
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions:
        - {Name: FunctionName, Value: @name}
        - {Name: Resource, Value: !Join [':', [@name, live]]}
        - {Name: ExecutedVersion, Value: @number}
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 0
      ComparisonOperator: GreaterThanThreshold
)";

const Form forms[] = {
    {"SAM",
     sam,
     R"(
  F:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Handler: index.handler
      Runtime: python3.13
      Timeout: 5
      AutoPublishAlias: @label
      AutoPublishAliasAllProperties: true
@reserved@provisioned@release
  Gate:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Handler: index.handler
      Runtime: python3.13
      FunctionName: @gatename
@gate
      Policies:
        - Statement:
            - {Effect: Allow, Action: '@report', Resource: @group}
            - {Effect: Allow, Action: 'lambda:InvokeFunction', Resource: @invoke}
@more
Transform: AWS::Serverless-2016-10-31
)",
     {{"@release", "      DeploymentPreference: {Type: @type@alarms@hooks}\n"},
      {"@name", "!Ref F"},
      {"@number", "!GetAtt F.Version.Version"},
      {"@alias", "!Ref F.Alias"},
      {"@version", "!Ref F.Version"},
      {"@arn", "!GetAtt F.Arn"},
      {"@any", "!Sub '${F.Arn}:*'"}}},
    {"by hand",
     by_hand,
     R"(
  F:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: x}
      Handler: index.handler
      Runtime: python3.13
      Timeout: 5
      Role: 'arn:aws:iam::123456789012:role/f'
@reserved
  @versionid: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F@versionproperties}}
  Live:
    Type: AWS::Lambda::Alias
@aliased
    Properties:
      Name: @label
      FunctionName: !Ref F
      FunctionVersion: @pointsat
@provisioned@routing
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: @application, DeploymentGroupName: @named@hooks}}
  App: {Type: AWS::CodeDeploy::Application, Properties: {ComputePlatform: @platform}}
  Other: {Type: AWS::CodeDeploy::Application, Properties: {ComputePlatform: Lambda}}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: !Ref App
      ServiceRoleArn: !GetAtt Deployer.Arn
@type@style@alarms@rollback
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: @trust}, Action: 'sts:AssumeRole'}}
@rights
  GateRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}}
      Policies:
        - PolicyName: gate
          PolicyDocument:
            Statement:
              - {Effect: Allow, Action: '@report', Resource: @group}
              - {Effect: Allow, Action: 'lambda:InvokeFunction', Resource: @invoke}
  Gate:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: x}
      Handler: index.handler
      Runtime: python3.13
      Role: !GetAtt GateRole.Arn
      FunctionName: @gatename
@gate
@more
)",
     {{"@name", "!Ref F"},
      {"@number", "!GetAtt @versionid.Version"},
      {"@alias", "!Ref Live"},
      {"@version", "!Ref @versionid"},
      {"@arn", "!GetAtt F.Arn"},
      {"@any", "!Sub '${F.Arn}:*'"},
      {"@versionid", "FVersion1a2b3c4d5e"}}},
    {"CDK",
     cdk,
     R"(
  FE2D7B8A1:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: x}
      Handler: index.handler
      Runtime: python3.13
      Timeout: 5
      Role: {'Fn::GetAtt': [FServiceRole3C4D5E6F, Arn]}
@reserved
  FServiceRole3C4D5E6F:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}], Version: '2012-10-17'}
  @versionid: {Type: AWS::Lambda::Version, Properties: {FunctionName: {Ref: FE2D7B8A1}@versionproperties}}
  FLive0A1B2C3D:
    Type: AWS::Lambda::Alias
@aliased
    Properties:
      FunctionName: {Ref: FE2D7B8A1}
      FunctionVersion: @pointsat
      Name: @label
@provisioned@routing
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: @application, DeploymentGroupName: @named@hooks}}
  App: {Type: AWS::CodeDeploy::Application, Properties: {ComputePlatform: @platform}}
  Other: {Type: AWS::CodeDeploy::Application, Properties: {ComputePlatform: Lambda}}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: {Ref: App}
      ServiceRoleArn: {'Fn::GetAtt': [Deployer, Arn]}
@type@style@alarms@rollback
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: @trust}, Action: 'sts:AssumeRole'}], Version: '2012-10-17'}
@rights
  GateServiceRole9F8E7D6C:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}], Version: '2012-10-17'}
  GateServiceRoleDefaultPolicy9F8E7D6C:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: gate
      Roles: [{Ref: GateServiceRole9F8E7D6C}]
      PolicyDocument:
        Statement:
          - {Action: '@report', Effect: Allow, Resource: @group}
          - {Action: 'lambda:InvokeFunction', Effect: Allow, Resource: @invoke}
        Version: '2012-10-17'
  Gate:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: x}
      Handler: index.handler
      Runtime: python3.13
      Role: {'Fn::GetAtt': [GateServiceRole9F8E7D6C, Arn]}
      FunctionName: @gatename
@gate
@more
)",
     {{"@name", "{Ref: FE2D7B8A1}"},
      {"@number", "{'Fn::GetAtt': [@versionid, Version]}"},
      {"@alias", "{Ref: FLive0A1B2C3D}"},
      {"@version", "{Ref: @versionid}"},
      {"@arn", "{'Fn::GetAtt': [FE2D7B8A1, Arn]}"},
      {"@any", "{'Fn::Join': ['', [{'Fn::GetAtt': [FE2D7B8A1, Arn]}, ':*']]}"},
      {"@versionid", "FCurrentVersion7E19A0F30d4c5b8e2f6a917c3b0d8e5f4a2617c9"}}},
};

using Words = std::vector<std::pair<std::string, std::string>>;

/// What the words are where a row does not say otherwise. Those of a form come after them.
const Words usual = {
    {"@hooks", ", Hooks: {PreTraffic: @pre, PostTraffic: @pre}"},
    {"@label", "live"},
    {"@reserved", ""},
    {"@provisioned", ""},
    {"@routing", ""},
    {"@alarms", ", Alarms: [@listed]"},
    {"@listed", "!Ref Err"},
    {"@pre", "!Ref Gate"},
    {"@type", "Canary10Percent10Minutes"},
    {"@gatename", "CodeDeployHook_Gate"},
    {"@gate", "      Timeout: 60\n      Environment: {Variables: {CANDIDATE: @version}}\n"},
    {"@report", "codedeploy:PutLifecycleEventHookExecutionStatus"},
    {"@group", "'*'"},
    {"@invoke", "@any"},
    {"@more", ""},
};
const Words usual_written_out = {
    {"@hooks", ", BeforeAllowTrafficHook: @pre, AfterAllowTrafficHook: @pre"},
    {"@alarms", "      AlarmConfiguration: {Enabled: true, Alarms: [{Name: @listed}]}\n"},
    {"@type", "      DeploymentConfigName: CodeDeployDefault.LambdaCanary10Percent10Minutes\n"},
    {"@versionproperties", ""},
    {"@aliased", ""},
    {"@pointsat", "@number"},
    {"@application", "!Ref App"},
    {"@named", "!Ref Group"},
    {"@platform", "Lambda"},
    {"@style",
     "      DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}\n"},
    {"@rollback",
     "      AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, "
     "DEPLOYMENT_STOP_ON_ALARM]}\n"},
    {"@trust", "codedeploy.amazonaws.com"},
    {"@rights",
     "      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda']\n"},
};

struct Row {
    const char* rule;
    std::string reported;  ///< "callers-use-alias", "function-has-alias when Stage=prod", "" for nothing
    unsigned where;
    Words words;
};

std::string template_of(const Form& form, const Row& row) {
    std::string text = std::string(head) + form.text;
    Words all = row.words;
    if (form.bit != sam) all.insert(all.end(), usual_written_out.begin(), usual_written_out.end());
    all.insert(all.end(), usual.begin(), usual.end());
    all.insert(all.end(), form.words.begin(), form.words.end());
    for (auto word = all.begin(); word != all.end();) {
        const bool known =
            std::any_of(all.begin(), word, [&](const auto& one) { return one.first == word->first; });
        word = known ? all.erase(word) : word + 1;
    }
    // A word may begin with another one: the longer ones first.
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    constexpr int words_in_words = 4;
    for (int depth = 0; depth < words_in_words; ++depth)
        for (const auto& [word, by] : all)
            for (auto place = text.find(word); place != std::string::npos;
                 place = text.find(word, place + by.size()))
                text.replace(place, word.size(), by);
    return text;
}

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
        for (const Form& form : forms) {
            if ((row.where & form.bit) == 0) continue;
            const std::string text = template_of(form, row);
            INFO(std::string(row.rule) << ", " << std::string(form.name) << "\n" << text);
            CHECK(reported(checks, text) == row.reported);
        }
    }
}
