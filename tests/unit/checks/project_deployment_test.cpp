// Deployment checks over the templates of one run: a hook in one template, its users in another.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stackfit/checks.h"

using namespace stackfit;

namespace {

struct File {
    const char* path;
    std::string text;
};

/// "check value" or "check unknown" of what the function's hooks and role come to, and the findings' messages up to the first full stop.
struct Judged {
    explicit Judged(const std::vector<File>& files) {
        for (const File& file : files) project.add_text(file.path, file.text, {});
        verdict = judge(project, project.units().front(), checks, {}, {Date{2026, 11, 21}});
    }

    [[nodiscard]] std::string of(std::string_view check) const {
        for (const Outcome& outcome : verdict.outcomes) {
            if (outcome.check->id != check) continue;
            const Judgement& judgement = outcome.headline();
            if (judgement.status == Judgement::Status::unknown) return "unknown";
            if (judgement.value >= 0.5) return "passes";
            return judgement.implied ? "implied" : judgement.message.substr(0, judgement.message.find(". "));
        }
        return "none";
    }

    CheckSet checks = catalogue();
    Project project;
    Verdict verdict;
};

std::string shop(const std::string& hook, const std::string& more = "") {
    return R"(
Transform: AWS::Serverless-2016-10-31
Parameters:
  Gate: {Type: String}
Resources:
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      Handler: checkout.handler
      Runtime: python3.13
      CodeUri: src/
      AutoPublishAlias: live
      DeploymentPreference:
        Type: Canary10Percent5Minutes
        Hooks: {PreTraffic: )" +
           hook + "}\n" + more;
}

std::string gate(const std::string& properties,
                 const std::string& actions = "[\"codedeploy:GetDeployment\", \"codedeploy:Put*\"]") {
    return R"(
Transform: AWS::Serverless-2016-10-31
Resources:
  Gate:
    Type: AWS::Serverless::Function
    Properties:
      Handler: gate.handler
      Runtime: python3.13
      CodeUri: src/
      AutoPublishAlias: stable
      Policies: [{Statement: {Effect: Allow, Resource: '*', Action: )" +
           actions + "}}]\n" + properties + R"(
  Releaser:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: {Effect: Allow, Principal: {Service: codedeploy.amazonaws.com}, Action: 'sts:AssumeRole'}
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda']
Outputs:
  Hook: {Value: !Ref Gate.Alias, Export: {Name: 'gate:hook'}}
  Role: {Value: !GetAtt Releaser.Arn, Export: {Name: 'gate:role'}}
)";
}

constexpr const char* good = "      FunctionName: CodeDeployHook_Gate\n      Timeout: 60\n";

}  // namespace

TEST_CASE("project: a hook by import is judged in the template that exports it") {
    const Judged alone({{"shop.yaml", shop("!ImportValue 'gate:hook'")}});
    CHECK(alone.of("deployment-has-pre-traffic-hook") == "passes");
    CHECK(alone.of("hook-can-be-invoked") == "unknown");
    CHECK(alone.of("hook-can-report-to-codedeploy") == "unknown");

    const Judged both({{"shop.yaml", shop("!ImportValue 'gate:hook'")}, {"gate.yaml", gate(good)}});
    CHECK(both.of("hook-can-be-invoked") == "passes");
    CHECK(both.of("hook-can-report-to-codedeploy") == "passes");
    CHECK(both.of("hook-is-not-deployed-gradually") == "passes");
    CHECK(both.of("hook-has-time") == "passes");
    CHECK(both.of("hook-knows-version") == "passes");

    const Judged poor({{"shop.yaml", shop("!ImportValue 'gate:hook'")},
                       {"gate.yaml", gate("      Timeout: 2\n", "'s3:GetObject'")}});
    CHECK(poor.of("hook-can-be-invoked") ==
          "CodeDeploy may not invoke Gate of gate.yaml, the PreTraffic hook of function Checkout: role "
          "CodeDeployServiceRole does not allow it");
    CHECK(poor.of("hook-can-report-to-codedeploy") ==
          "Gate of gate.yaml, the PreTraffic hook of function Checkout, may not report to CodeDeploy: no "
          "policy of its role allows "
          "codedeploy:PutLifecycleEventHookExecutionStatus");
    CHECK(
        poor.of("hook-has-time") ==
        "Gate of gate.yaml, the PreTraffic hook of function Checkout, is stopped after 2 s, and the function "
        "that it waits for may take 3 s");
}

TEST_CASE(
    "project: a hook by its literal name, by the output of a nested stack, by a parameter of the parent") {
    const Judged name(
        {{"shop.yaml", shop("CodeDeployHook_Gate")}, {"gate.yaml", gate(good, "'s3:GetObject'")}});
    CHECK(name.of("hook-can-report-to-codedeploy").starts_with("Gate of gate.yaml"));

    const std::string stack =
        "  Gates: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./hooks/gate.yaml}}\n";
    const Judged nested({{"a/shop.yaml", shop("!GetAtt Gates.Outputs.Hook", stack)},
                         {"a/hooks/gate.yaml", gate(good, "'s3:GetObject'")}});
    CHECK(nested.of("hook-can-report-to-codedeploy").starts_with("Gate of a/hooks/gate.yaml"));

    const std::string parent = R"(
Resources:
  Gates: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: gate.yaml}}
  Shop: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: shop.yaml, Parameters: {Gate: !GetAtt Gates.Outputs.Hook}}}
)";
    const Judged given({{"shop.yaml", shop("!Ref Gate")},
                        {"gate.yaml", gate(good, "'s3:GetObject'")},
                        {"all.yaml", parent}});
    CHECK(given.of("hook-can-report-to-codedeploy").starts_with("Gate of gate.yaml"));
}

TEST_CASE("project: a role by import is judged as well") {
    const std::string role = "        Role: !ImportValue 'gate:role'\n";
    const Judged both({{"shop.yaml", shop("!ImportValue 'gate:hook'", role)}, {"gate.yaml", gate(good)}});
    CHECK(both.of("deployment-role-can-act") == "passes");
    CHECK(both.of("hook-can-be-invoked") == "passes");

    const Judged unnamed(
        {{"shop.yaml", shop("!ImportValue 'gate:hook'", role)}, {"gate.yaml", gate("      Timeout: 60\n")}});
    CHECK(unnamed.of("hook-can-be-invoked").starts_with("CodeDeploy may not invoke Gate of gate.yaml"));
}

TEST_CASE("project: a caller of another template calls the alias, or it is told at the caller") {
    const auto shop_that_gives = [](const std::string& value,
                                    const std::string& release =
                                        "      DeploymentPreference: {Type: AllAtOnce}\n") {
        return "Transform: AWS::Serverless-2016-10-31\nResources:\n  Checkout:\n    Type: "
               "AWS::Serverless::Function\n"
               "    Properties:\n      FunctionName: checkout\n      Handler: a.b\n      Runtime: "
               "python3.13\n      CodeUri: src/\n"
               "      AutoPublishAlias: live\n" +
               release + "Outputs:\n  Function: {Value: " + value + ", Export: {Name: 'shop:checkout'}}\n";
    };
    const auto queue = [](const std::string& function) {
        return "Parameters: {Stage: {Type: String, Default: prod}}\nConditions: {IsProd: !Equals [!Ref "
               "Stage, prod]}\nResources:\n  Orders:\n"
               "    Type: AWS::Lambda::EventSourceMapping\n    Properties: {FunctionName: " +
               function + ", EventSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:orders'}\n";
    };
    const auto told = [](const std::vector<File>& files) {
        const Judged judged(files);
        std::string lines;
        for (const Finding& finding : judged.verdict.findings) {
            if (finding.check->id != "callers-elsewhere-use-alias") continue;
            lines += finding.message.substr(0, finding.message.find(". "));
            for (const std::string& world : finding.worlds) lines += " when " + world;
        }
        return lines;
    };
    const std::string bypass =
        "EventSourceMapping Orders calls function Checkout of shop.yaml itself, past its alias live";
    const std::string import = "!ImportValue 'shop:checkout'";
    CHECK(told({{"queue.yaml", queue(import)}, {"shop.yaml", shop_that_gives("!GetAtt Checkout.Arn")}}) ==
          bypass);
    CHECK(told({{"queue.yaml", queue(import)}, {"shop.yaml", shop_that_gives("!Ref Checkout")}}) == bypass);
    CHECK(told({{"queue.yaml", queue("checkout")}, {"shop.yaml", shop_that_gives("!Ref Checkout")}}) ==
          bypass);
    CHECK(told({{"queue.yaml", queue("!If [IsProd, " + import + ", other]")},
                {"shop.yaml", shop_that_gives("!Ref Checkout")}}) == bypass + " when Stage=prod");
    CHECK(
        told({{"queue.yaml", queue(import)}, {"shop.yaml", shop_that_gives("!Ref Checkout.Alias")}}).empty());
    CHECK(told({{"queue.yaml", queue("checkout:live")}, {"shop.yaml", shop_that_gives("!Ref Checkout")}})
              .empty());
    CHECK(told({{"queue.yaml", queue("!Join [':', [" + import + ", live]]")},
                {"shop.yaml", shop_that_gives("!Ref Checkout")}})
              .empty());
    CHECK(told({{"queue.yaml", queue(import)}, {"shop.yaml", shop_that_gives("!GetAtt Checkout.Arn", "")}})
              .empty());
    CHECK(told({{"queue.yaml", queue(import)}}).empty());
}

TEST_CASE(
    "project: a name that two templates of a folder export is told, unless they are one template in two "
    "formats") {
    const auto exporting = [](const char* topic) {
        return std::string("{\"Resources\": {\"") + topic +
               "\": {\"Type\": \"AWS::SNS::Topic\"}}, \"Outputs\": {\"Topic\": {\"Value\": {\"Ref\": \"" +
               topic + "\"}, \"Export\": {\"Name\": \"topic\"}}}}";
    };
    const auto twice = [&](const char* other) {
        const CheckSet checks = catalogue();
        Project project;
        project.add_text(other, exporting("Orders"), {});
        const Unit& second = project.add_text("a/shop.yaml", exporting("Orders"), {});
        const Verdict verdict = judge(project, second, checks, {}, {Date{2026, 11, 21}});
        return std::count_if(verdict.findings.begin(), verdict.findings.end(), [](const Finding& finding) {
            return finding.check->id == "export-names-match";
        });
    };
    CHECK(twice("a/other.yaml") == 1);
    CHECK(twice("b/other.yaml") == 0);
    CHECK(twice("a/shop.json") == 0);
}
