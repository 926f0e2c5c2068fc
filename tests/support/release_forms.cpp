#include "release_forms.h"

#include <algorithm>

namespace stackfit::testing {
namespace {

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

const std::vector<Form> all_forms = {
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
      {"@live", "!Sub '${F.Arn}:live'"},
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
      {"@live", "!Join [':', [!GetAtt F.Arn, live]]"},
      {"@any", "!Sub '${F.Arn}:*'"},
      {"@versionid", "FVersion1a2b3c4d5e"},
      {"@rights",
       "      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda']\n"}}},
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
      {"@live", "{'Fn::Join': ['', [{'Fn::GetAtt': [FE2D7B8A1, Arn]}, ':live']]}"},
      {"@any", "{'Fn::Join': ['', [{'Fn::GetAtt': [FE2D7B8A1, Arn]}, ':*']]}"},
      {"@versionid", "FCurrentVersion7E19A0F30d4c5b8e2f6a917c3b0d8e5f4a2617c9"},
      {"@rights",
       "      ManagedPolicyArns: [{'Fn::Join': ['', ['arn:', {Ref: 'AWS::Partition'}, "
       "':iam::aws:policy/service-role/AWSCodeDeployRoleForLambda']]}]\n"}}},
};

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
};

}  // namespace

const std::vector<Form>& forms() { return all_forms; }

std::string release_in(const Form& form, const Words& words) {
    std::string text = std::string(head) + form.text;
    Words all = words;
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

}  // namespace stackfit::testing
