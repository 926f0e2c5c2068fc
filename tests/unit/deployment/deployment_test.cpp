#include "stackfit/deployment.h"

#include <doctest/doctest.h>

#include "../project/fixture.h"
#include "stackfit/deployment_calls.h"

using namespace stackfit;

namespace {

std::string id(const Resource* resource) { return resource != nullptr ? std::string(resource->id) : "-"; }
std::string shown(const Value& value) {
    if (value.absent()) return "absent";
    return value.is_text() ? to_string(value.text) : "something";
}

/// May the hook's role report? Unknown when the role is not of this template.
Tri reports(World& world, const Graph& graph, const Resource& hook_function) {
    const Resource* role = role_named(world, graph, hook_function.properties, "Role");
    return role != nullptr ? may_report(world, policies_of_role(world, *role)) : Tri::unknown;
}

std::string shown(World& world, const Graph& graph, const Deployment& deployment, const Hook& hook) {
    if (hook.value.absent()) return "none";
    return id(hook.function) + " called " + shown(hook.physical_name) + ", invocable " +
           to_string(deployment.role == nullptr
                         ? Tri::unknown
                         : may_invoke_hook(world, graph, policies_of_role(world, *deployment.role), hook)) +
           ", reports " + (hook.function != nullptr ? to_string(reports(world, graph, *hook.function)) : "?");
}

/// Everything that a check sees of a deployment, without the ids that differ between the dialects.
std::string describe(World& world, const Graph& graph, const Resource& function) {
    const Deployment d = deployment_of(world, graph, function);
    const DeploymentType type = type_of(world, graph, d);
    std::string text = "function " + id(d.function) + ", aliases " + std::to_string(d.aliases.size());
    text += "\nalias " + (d.alias != nullptr ? shown(world.get(d.alias->properties, "Name")) : "-");
    text += std::string(", version ") + (d.version != nullptr ? "yes" : "no") + ", update policy " +
            (d.has_update_policy ? "yes" : "no");
    text += std::string(", group ") + (d.group != nullptr ? "yes" : "no") + ", role " +
            (d.role != nullptr ? "yes" : "no");
    text += "\ntype " + shown(type.value) + (type.predefined ? " predefined" : "") + ", custom " +
            id(type.custom) + ", gradual " + to_string(is_gradual(world, graph, d));
    text += std::string("\nalarms") + (d.alarms_known ? "" : " unknown");
    for (const DeploymentAlarm& alarm : d.alarms) text += " " + id(alarm.alarm);
    text += "\npre " + shown(world, graph, d, d.pre_traffic);
    text += "\npost " + shown(world, graph, d, d.post_traffic);
    return text;
}

std::string describe(const std::string& text, const char* function = "F") {
    Fixture fixture(text);
    std::string result;
    REQUIRE(fixture.unit.readable);
    fixture.in_headline(
        [&](World& world) { result = describe(world, fixture.graph, fixture.resource(function)); });
    return result;
}

constexpr const char* sam = R"(
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Handler: index.handler
      Runtime: python3.13
      AutoPublishAlias: live
      DeploymentPreference:
        Type: Canary10Percent5Minutes
        Alarms: [!Ref Errors]
        Hooks: {PreTraffic: !Ref Before}
  Errors: {Type: AWS::CloudWatch::Alarm, Properties: {}}
  Before:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: CodeDeployHook_before
      InlineCode: x
      Handler: index.handler
      Runtime: python3.13
      DeploymentPreference: {Enabled: false}
      Policies:
        - Statement: {Effect: Allow, Action: 'codedeploy:PutLifecycleEventHookExecutionStatus', Resource: '*'}
)";

constexpr const char* cdk = R"({
 "Resources": {
  "F": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "python3.13"}},
  "FCurrentVersion5F1DF2C7": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "F"}}},
  "FAlias325C5727": {
   "Type": "AWS::Lambda::Alias",
   "Properties": {
    "FunctionName": {"Ref": "F"},
    "FunctionVersion": {"Fn::GetAtt": ["FCurrentVersion5F1DF2C7", "Version"]},
    "Name": "live"
   },
   "UpdatePolicy": {"CodeDeployLambdaAliasUpdate": {
    "ApplicationName": {"Ref": "GroupApplicationEA8AB6B6"},
    "BeforeAllowTrafficHook": {"Ref": "Before"},
    "DeploymentGroupName": {"Ref": "GroupB2C5E3E2"}
   }}
  },
  "GroupApplicationEA8AB6B6": {"Type": "AWS::CodeDeploy::Application", "Properties": {"ComputePlatform": "Lambda"}},
  "GroupServiceRoleA1B2C3D4": {
   "Type": "AWS::IAM::Role",
   "Properties": {
    "ManagedPolicyArns": [{"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited"]]}]
   }
  },
  "GroupServiceRoleDefaultPolicy": {
   "Type": "AWS::IAM::Policy",
   "Properties": {
    "PolicyDocument": {"Statement": [{"Action": "lambda:InvokeFunction", "Effect": "Allow", "Resource": [
     {"Fn::GetAtt": ["Before", "Arn"]}, {"Fn::Join": ["", [{"Fn::GetAtt": ["Before", "Arn"]}, ":*"]]}]}]},
    "Roles": [{"Ref": "GroupServiceRoleA1B2C3D4"}]
   }
  },
  "GroupB2C5E3E2": {
   "Type": "AWS::CodeDeploy::DeploymentGroup",
   "Properties": {
    "AlarmConfiguration": {"Alarms": [{"Name": {"Ref": "Errors"}}], "Enabled": true},
    "ApplicationName": {"Ref": "GroupApplicationEA8AB6B6"},
    "DeploymentConfigName": "CodeDeployDefault.LambdaCanary10Percent5Minutes",
    "ServiceRoleArn": {"Fn::GetAtt": ["GroupServiceRoleA1B2C3D4", "Arn"]}
   }
  },
  "Errors": {"Type": "AWS::CloudWatch::Alarm", "Properties": {}},
  "BeforeRole": {
   "Type": "AWS::IAM::Role",
   "Properties": {"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AWSCodeDeployFullAccess"]}
  },
  "Before": {
   "Type": "AWS::Lambda::Function",
   "Properties": {"FunctionName": "CodeDeployHook_before", "Role": {"Fn::GetAtt": ["BeforeRole", "Arn"]}}
  }
 }
})";

constexpr const char* by_hand = R"(
Parameters:
  Shift: {Type: String, Default: Canary10Percent5Minutes, AllowedValues: [Canary10Percent5Minutes]}
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {FunctionName: billing}}
  One: {Type: AWS::Lambda::Version, Properties: {FunctionName: billing}}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: billing, FunctionVersion: !GetAtt One.Version, Name: live}
    UpdatePolicy:
      CodeDeployLambdaAliasUpdate: {ApplicationName: app, DeploymentGroupName: billing-group, BeforeAllowTrafficHook: CodeDeployHook_before}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: app
      DeploymentGroupName: billing-group
      DeploymentConfigName: !Sub 'CodeDeployDefault.Lambda${Shift}'
      AlarmConfiguration: {Enabled: true, Alarms: [{Name: billing-errors}]}
      ServiceRoleArn: !GetAtt CodeDeployRole.Arn
  CodeDeployRole:
    Type: AWS::IAM::Role
    Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda']}
  Errors: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: billing-errors}}
  Before: {Type: AWS::Lambda::Function, Properties: {FunctionName: CodeDeployHook_before, Role: !GetAtt BeforeRole.Arn}}
  BeforeRole:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: ['codedeploy:Put*'], Resource: '*'}]}}]
)";

const std::string expected = R"(function F, aliases 1
alias live, version yes, update policy yes, group yes, role yes
type Canary10Percent5Minutes predefined, custom -, gradual yes
alarms Errors
pre Before called CodeDeployHook_before, invocable yes, reports yes
post none)";

/// A hand-written release with one line of the group, one hook and more resources given.
std::string release(const std::string& group, const std::string& hook = "", const std::string& more = "") {
    return R"(
Parameters: {Free: {Type: String}}
Conditions: {Gradual: !Equals [!Ref Free, x]}
Resources:
  F: {Type: AWS::Lambda::Function}
  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F}}
  A:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref F, FunctionVersion: !GetAtt V.Version, Name: live}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {DeploymentGroupName: !Ref G, )" +
           hook + R"(}}
  G: {Type: AWS::CodeDeploy::DeploymentGroup, Properties: {)" +
           group + R"(}}
  H: {Type: AWS::Lambda::Function, Properties: {FunctionName: CodeDeployHook_h}}
  P: {Type: AWS::Lambda::Function}
  Default: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda']}}
)" + more;
}

}  // namespace

TEST_CASE("the same release is the same value, whether SAM, the CDK or a hand wrote it") {
    CHECK(describe(sam) == expected);
    CHECK(describe(cdk) == expected);
    CHECK(describe(by_hand) == expected);
}

TEST_CASE("no alias, an alias without CodeDeploy, and more than one alias") {
    CHECK(describe("Resources: {F: {Type: AWS::Lambda::Function}}")
              .starts_with("function F, aliases 0\nalias -, version no, update policy no, group no"));
    CHECK(describe(R"(
Resources:
  F: {Type: AWS::Lambda::Function}
  A: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !GetAtt F.Arn, FunctionVersion: $LATEST, Name: dev}}
)")
              .starts_with("function F, aliases 1\nalias dev, version no, update policy no, group no"));
    CHECK(describe(R"(
Resources:
  F: {Type: AWS::Lambda::Function}
  Other: {Type: AWS::Lambda::Function}
  A: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref F, FunctionVersion: $LATEST, Name: dev}}
  B:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref F, FunctionVersion: '1', Name: live}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {ApplicationName: elsewhere, DeploymentGroupName: elsewhere}}
  C: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Other, FunctionVersion: $LATEST, Name: other}}
)")
              .starts_with("function F, aliases 2\nalias live, version no, update policy yes, group no"));
}

TEST_CASE("an update policy that a condition removes") {
    Fixture fixture(R"(
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  F: {Type: AWS::Lambda::Function}
  A:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref F, FunctionVersion: $LATEST, Name: live}
    UpdatePolicy: !If [IsProd, {CodeDeployLambdaAliasUpdate: {DeploymentGroupName: g}}, !Ref AWS::NoValue]
)");
    std::vector<std::string> seen;
    fixture.unit.worlds->explore([&](World& world) {
        const bool update = deployment_of(world, fixture.graph, fixture.resource("F")).has_update_policy;
        seen.push_back(world.decisions().front().text() + (update ? " gradual" : " at once"));
    });
    CHECK(seen == std::vector<std::string>{"Stage=prod gradual", "Stage≠prod at once"});
}

TEST_CASE("a preference that a parameter of SAM's switches") {
    Fixture fixture(R"(
Transform: AWS::Serverless-2016-10-31
Parameters: {Gradual: {Type: String, AllowedValues: ['true', 'false']}}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Handler: index.handler
      Runtime: python3.13
      AutoPublishAlias: live
      DeploymentPreference: {Enabled: !Ref Gradual, Type: Canary10Percent5Minutes}
)");
    std::vector<std::string> seen;
    fixture.unit.worlds->explore([&](World& world) {
        const Deployment deployment = deployment_of(world, fixture.graph, fixture.resource("F"));
        const DeploymentType type = type_of(world, fixture.graph, deployment);
        const std::string how = deployment.has_update_policy ? " " + shown(type.value) : " at once";
        seen.push_back(world.decisions().front().text() + how +
                       (deployment.group != nullptr ? ", group" : ""));
    });
    CHECK(seen ==
          std::vector<std::string>{"Gradual≠false Canary10Percent5Minutes, group", "Gradual=false at once"});
}

TEST_CASE("deployment types") {
    struct {
        std::string group, expected;
    } const cases[] = {
        {"DeploymentConfigName: CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
         "type Linear10PercentEvery1Minute predefined, custom -, gradual yes"},
        {"DeploymentConfigName: CodeDeployDefault.LambdaAllAtOnce",
         "type AllAtOnce predefined, custom -, gradual no"},
        {"DeploymentConfigName: !Sub ['CodeDeployDefault.Lambda${N}', {N: Canary10Percent30Minutes}]",
         "type Canary10Percent30Minutes predefined, custom -, gradual yes"},
        {"DeploymentConfigName: !If [Gradual, CodeDeployDefault.LambdaCanary10Percent5Minutes, "
         "CodeDeployDefault.LambdaAllAtOnce]",
         "type AllAtOnce predefined, custom -, gradual no"},
        {"DeploymentConfigName: !Ref Own", "type ${Own}, custom Own, gradual yes"},
        {"DeploymentConfigName: own-name", "type own-name, custom Own, gradual yes"},
        {"DeploymentConfigName: Canary10Percent5Minutes",
         "type Canary10Percent5Minutes, custom -, gradual unknown"},
        {"DeploymentConfigName: CodeDeployDefault.OneAtATime",
         "type CodeDeployDefault.OneAtATime, custom -, gradual no"},
        {"DeploymentConfigName: !Sub 'CodeDeployDefault.Lambda${AWS::StackName}'",
         "type ${AWS::StackName}, custom -, gradual unknown"},
        {"DeploymentConfigName: !ImportValue shift", "type Fn::ImportValue shift, custom -, gradual unknown"},
        {"", "type absent, custom -, gradual no"},
    };
    const std::string own =
        "  Own: {Type: AWS::CodeDeploy::DeploymentConfig, Properties: {DeploymentConfigName: own-name, "
        "TrafficRoutingConfig: {Type: TimeBasedLinear}}}\n";
    for (const auto& item : cases) {
        INFO(item.group);
        const std::string text = describe(release(item.group, "", own));
        const auto begin = text.find("type ");
        CHECK(text.substr(begin, text.find('\n', begin) - begin) == item.expected);
    }
}

TEST_CASE("alarms by reference, by name, conditional and unknown") {
    struct {
        std::string group, expected;
    } const cases[] = {
        {"AlarmConfiguration: {Alarms: [{Name: !Ref E}, {Name: by-name}, {Name: elsewhere}]}",
         "alarms E N -"},
        {"AlarmConfiguration: {Alarms: [!If [Gradual, {Name: !Ref E}, !Ref AWS::NoValue]]}", "alarms"},
        {"AlarmConfiguration: {Alarms: !ImportValue alarms}", "alarms"},
        {"AlarmConfiguration: {Alarms: !Split [',', !ImportValue alarms]}", "alarms unknown"},
        {"AlarmConfiguration: {Alarms: [{Name: !ImportValue alarm}]}", "alarms -"},
        {"", "alarms"},
    };
    const std::string alarms =
        "  E: {Type: AWS::CloudWatch::Alarm}\n  N: {Type: AWS::CloudWatch::CompositeAlarm, Properties: "
        "{AlarmName: by-name}}\n";
    for (const auto& item : cases) {
        INFO(item.group);
        const std::string text = describe(release(item.group, "", alarms));
        const auto begin = text.find("alarms", text.find("type "));
        CHECK(text.substr(begin, text.find('\n', begin) - begin) == item.expected);
    }
}

TEST_CASE("hooks: how they are named, and whether CodeDeploy may call them") {
    const std::string default_role = "ServiceRoleArn: !GetAtt Default.Arn";
    const std::string own_role = "ServiceRoleArn: !GetAtt Own.Arn";
    const std::string own = R"(
  PA: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref P, FunctionVersion: $LATEST, Name: live}}
  ByName:
    Type: AWS::IAM::Role
    Properties: {Policies: [{PolicyDocument: {Statement: {Effect: Allow, Action: 'lambda:*', Resource: !Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${P}'}}}]}
  Own:
    Type: AWS::IAM::Role
    Properties: {Policies: [{PolicyDocument: {Statement: {Effect: Allow, Action: 'lambda:InvokeFunction', Resource: [!GetAtt P.Arn, !Sub '${P.Arn}:*']}}}]}
)";
    struct {
        std::string group, hook, expected;
    } const cases[] = {
        {default_role, "!Ref H", "H called CodeDeployHook_h, invocable yes"},
        {default_role, "CodeDeployHook_h", "H called CodeDeployHook_h, invocable yes"},
        {default_role, "CodeDeployHook_elsewhere", "- called CodeDeployHook_elsewhere, invocable yes"},
        {default_role, "other", "- called other, invocable no"},
        {default_role, "!Sub '${H}:live'", "H called CodeDeployHook_h, invocable yes"},
        {default_role, "!Ref P",
         "P called absent, invocable no"},  // a generated name begins with the stack's, which has no underscore
        {default_role, "P", "P called absent, invocable no"},
        {default_role, "!ImportValue hook", "- called Fn::ImportValue hook, invocable unknown"},
        {own_role, "!Ref P", "P called absent, invocable yes"},
        {own_role, "!Ref PA", "P called absent, invocable yes"},
        {"ServiceRoleArn: !GetAtt ByName.Arn", "!Ref P", "P called absent, invocable yes"},
        {own_role, "!Ref H", "H called CodeDeployHook_h, invocable unknown"},
        {"ServiceRoleArn: 'arn:aws:iam::111122223333:role/x'", "!Ref H",
         "H called CodeDeployHook_h, invocable unknown"},
    };
    for (const auto& item : cases) {
        INFO(item.group, ", ", item.hook);
        const std::string text = describe(release(item.group, "AfterAllowTrafficHook: " + item.hook, own));
        const auto begin = text.find("\npost ") + 6;
        CHECK(text.substr(begin, text.find(", reports", begin) - begin) == item.expected);
    }
}

TEST_CASE("what a function is for") {
    Fixture fixture(R"(
Resources:
  Ordinary: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Admin.Arn}}
  ByReference: {Type: AWS::Lambda::Function}
  ByText: {Type: AWS::Lambda::Function, Properties: {FunctionName: check}}
  ByPrefix: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub 'CodeDeployHook_${AWS::StackName}'}}
  ByRight: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Reporter.Arn}}
  Provider: {Type: AWS::Lambda::Function}
  Shared: {Type: AWS::Lambda::Function}
  Edge: {Type: AWS::Lambda::Function}
  EdgeByTrust: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt EdgeRole.Arn}}
  EdgeVersion: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Edge}}
  Alias:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref Ordinary}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {BeforeAllowTrafficHook: !Ref ByReference, AfterAllowTrafficHook: check}}
  Thing: {Type: Custom::Thing, Properties: {ServiceToken: !GetAtt Provider.Arn, Other: !GetAtt Ordinary.Arn}}
  Second: {Type: AWS::CloudFormation::CustomResource, Properties: {ServiceToken: !GetAtt Shared.Arn}}
  Rule: {Type: AWS::Events::Rule, Properties: {Targets: [{Arn: !GetAtt Shared.Arn}]}}
  Distribution:
    Type: AWS::CloudFront::Distribution
    Properties: {DistributionConfig: {DefaultCacheBehavior: {LambdaFunctionAssociations: [{LambdaFunctionARN: !Ref EdgeVersion}]}}}
  Admin: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']}}
  Reporter: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSCodeDeployFullAccess']}}
  EdgeRole: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: [lambda.amazonaws.com, edgelambda.amazonaws.com]}, Action: 'sts:AssumeRole'}}}}
)");
    static constexpr const char* names[] = {"ordinary", "hook", "custom resource", "edge"};
    std::vector<std::string> seen;
    fixture.in_headline([&](World& world) {
        for (const Resource& resource : fixture.unit.expanded.resources()) {
            if (resource.type != "AWS::Lambda::Function") continue;
            seen.push_back(std::string(resource.id) + ": " +
                           names[static_cast<int>(role_of(world, fixture.graph, resource))]);
        }
    });
    CHECK(seen == std::vector<std::string>{"Ordinary: ordinary", "ByReference: hook", "ByText: hook",
                                           "ByPrefix: hook", "ByRight: hook", "Provider: custom resource",
                                           "Shared: ordinary", "Edge: edge", "EdgeByTrust: edge"});
}

TEST_CASE("may a hook report to CodeDeploy") {
    struct {
        std::string role;
        Tri expected;
    } const cases[] = {
        {"!GetAtt Full.Arn", Tri::yes},
        {"!GetAtt None.Arn", Tri::no},
        {"'arn:aws:iam::111122223333:role/x'", Tri::unknown},
        {"!ImportValue role", Tri::unknown},
    };
    for (const auto& item : cases) {
        INFO(item.role);
        Fixture fixture(std::string(R"(
Resources:
  Full: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']}}
  None: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']}}
  F: {Type: AWS::Lambda::Function, Properties: {Role: )") +
                        item.role + "}}\n");
        fixture.in_headline([&](World& world) {
            CHECK(reports(world, fixture.graph, fixture.resource("F")) == item.expected);
        });
    }
}
