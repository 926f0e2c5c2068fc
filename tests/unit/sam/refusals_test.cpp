// What the service refuses, in our words, at the offending key; all mistakes, each once.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

struct Case {
    const char* properties;  ///< of a function that is fine otherwise; in line 4
    const char* problems;
};

std::string refused(const std::string& properties) {
    const Expanded expanded(
        "Parameters: {P: {Type: String}}\nResources:\n  F: {Type: AWS::Serverless::Function, Properties: "
        "{InlineCode: x,\n" +
            properties + "}}\n",
        SamMode::transform);
    if (expanded.result.refused)
        CHECK(expanded.result.root->get("Resources")->get("F")->get("Type")->text ==
              "AWS::Serverless::Function");
    return expanded.problems();
}

constexpr const char* fine = "Handler: h, Runtime: r, ";

}  // namespace

TEST_CASE("a function's refusals") {
    const Case cases[] = {
        {"Memorysize: 5",
         "4:25: F: Property 'Memorysize' is not known to AWS::Serverless::Function; did you mean "
         "'MemorySize'? [sam-property]\n"},
        {"Environment: [a]",
         "4:25: F: Property 'Environment' of AWS::Serverless::Function must be a map, but it is a list. "
         "[sam-property]\n"},
        {"Environment: {A: 1, B: {}}",
         "4:42: F: Property 'Environment' of AWS::Serverless::Function must hold only values that are a map, "
         "but 1 is an integer. [sam-property]\n"},
        {"Timeouts: 1, Tags: [a]",
         "4:25: F: Property 'Timeouts' is not known to AWS::Serverless::Function; did you mean 'Timeout'? "
         "[sam-property]\n"
         "4:38: F: Property 'Tags' of AWS::Serverless::Function must be a map, but it is a list. "
         "[sam-property]\n"},
        {"AutoPublishAlias: a.b",
         "4:43: F: 'AutoPublishAlias' is 'a.b'; an alias' name holds letters, digits, '-' and '_', and not "
         "digits only. [sam-template]\n"},
        {"AutoPublishAlias: '42'",
         "4:43: F: 'AutoPublishAlias' is '42'; an alias' name holds letters, digits, '-' and '_', and not "
         "digits only. [sam-template]\n"},
        {"AutoPublishAlias: !Ref P",
         "4:43: F: 'AutoPublishAlias' must be a string or a Ref to a parameter of the template, not {Ref: "
         "P}. [sam-template]\n"},
        {"AutoPublishAlias: ''", ""},
        {"VersionDeletionPolicy: Keep",
         "4:48: F: Property 'VersionDeletionPolicy' of AWS::Serverless::Function must be Delete or Retain, "
         "not 'Keep'. [sam-property]\n"},
        {"VersionDeletionPolicy: Delete",
         "4:25: F: 'VersionDeletionPolicy' needs 'AutoPublishAlias': without an alias no version is "
         "published. [sam-template]\n"},
        {"ProvisionedConcurrencyConfig: {A: 1}",
         "4:25: F: 'ProvisionedConcurrencyConfig' needs 'AutoPublishAlias': concurrency is provisioned for "
         "an alias. [sam-template]\n"},
        {"DeploymentPreference: {Enabled: yes}",
         "4:25: F: 'DeploymentPreference' needs a Type, e.g. Canary10Percent5Minutes or AllAtOnce. "
         "[sam-template]\n"
         "4:25: F: 'DeploymentPreference' needs 'AutoPublishAlias': traffic is shifted by moving an alias. "
         "[sam-template]\n"},
        {"AutoPublishAlias: a, DeploymentPreference: {Type: AllAtOnce, Hooks: [a], Alarms: x}",
         "4:86: F: 'Hooks' of 'DeploymentPreference' must be a map of PreTraffic and PostTraffic, but it is "
         "a list. [sam-template]\n"},
        {"AutoPublishAlias: a, DeploymentPreference: {Type: AllAtOnce, Alarms: x}",
         "4:94: F: 'Alarms' of 'DeploymentPreference' must be a list of alarm names, not 'x'. "
         "[sam-template]\n"},
        {"AutoPublishAlias: a, DeploymentPreference: {Enabled: false, Hooks: [a], PassthroughCondition: "
         "maybe}",
         "4:97: F: 'PassthroughCondition' of 'DeploymentPreference' must be true or false, not 'maybe'. "
         "[sam-template]\n"},
        {"DeadLetterQueue: {Type: Kafka, TargetArn: a}",
         "4:49: F: Type of 'DeadLetterQueue' must be SQS or SNS, not 'Kafka'. [sam-template]\n"},
        {"Tags: {'lambda:createdBy': me}",
         "4:32: F: Tag 'lambda:createdBy' is reserved for SAM itself; choose another key. [sam-template]\n"},
        {"Policies: [{S3ReadPolicys: {}}]",
         "4:36: F: Entry 1 of 'Policies' is neither a managed policy, nor a map with Statement, nor a policy "
         "template; did you mean 'S3ReadPolicy'? [sam-template]\n"},
        {"Policies: [{S3ReadPolicy: {Bucket: b}}]",
         "4:37: F: Policy template 'S3ReadPolicy' needs BucketName. [sam-template]\n"},
        {"FunctionUrlConfig: {AuthType: none, Cors: {MaxAge: a, X: 1}}",
         "4:55: F: 'FunctionUrlConfig' needs AuthType AWS_IAM or NONE, not 'none'. [sam-template]\n"
         "4:68: F: 'MaxAge' in 'FunctionUrlConfig.Cors' must be an integer, but it is a string. "
         "[sam-template]\n"
         "4:79: F: 'X' is not known in 'FunctionUrlConfig.Cors'. [sam-template]\n"},
        {"Events: {E: {Type: Sqs}}",
         "4:44: F: Event 'E' has the type 'Sqs', which AWS::Serverless::Function does not take; did you mean "
         "'SQS'? "
         "[sam-template]\n"},
        {"Events: {E: {Type: SQS}}",
         "4:34: FE: Property 'Queue' is required by event 'E' of type SQS. [sam-property]\n"},
        {"Events: {E: {Type: S3, Properties: {Bucket: !Ref B, Events: a}}}",
         "4:61: F: Bucket of event 'E' must be a Ref to a bucket in the same template, not {Ref: B}. "
         "[sam-template]\n"},
        {"Events: {E: {Type: Schedule, Properties: {Schedule: s, State: ENABLED, Enabled: true}}}",
         "4:80: F: Event 'E' sets both State and Enabled; keep one of them. [sam-template]\n"},
        {"Events: {A: {Type: Api, Properties: {Path: /a, Method: get}}, B: {Type: Api, Properties: {Path: "
         "/a, Method: GET}}}",
         "4:115: F: Method 'get' of path '/a' is defined twice in API 'ServerlessRestApi': event 'B' is the "
         "second. [sam-template]\n"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused(std::string(fine) + one.properties) == one.problems);
    }
}

TEST_CASE("what must be there") {
    CHECK(refused("Runtime: r") ==
          "3:3: F: 'Handler' is missing; a function with PackageType Zip needs Runtime and Handler. "
          "[sam-template]\n");
    CHECK(refused("PackageType: Zipped") ==
          "4:1: F: 'PackageType' must be Zip or Image, not 'Zipped'. [sam-template]\n");
}

TEST_CASE("Globals' refusals name the section and what was meant") {
    const auto problems = [](const std::string& globals) {
        return Expanded("Globals: " + globals + "\nResources: {T: {Type: AWS::Serverless::SimpleTable}}\n",
                        SamMode::judge)
            .problems();
    };
    CHECK(problems("{Function: {Runtimes: a, Role: b}}") ==
          "1:22: : 'Runtimes' cannot be set in Globals.Function; did you mean 'Runtime'? [sam-property]\n"
          "1:35: : 'Role' cannot be set in Globals.Function; set it on each resource. [sam-property]\n");
    CHECK(problems("{Functions: {}}") ==
          "1:11: : Globals has no section 'Functions'; did you mean 'Function'? [sam-property]\n");
    CHECK(problems("[]") == "1:1: : 'Globals' must be a map, but it is a list. [sam-template]\n");
}

TEST_CASE("a mistake that all functions inherit is one mistake") {
    const Expanded expanded(
        "Globals: {Function: {DeadLetterQueue: {Type: X, TargetArn: a}}}\nResources:\n"
        "  F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: h, Runtime: r}}\n"
        "  G: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: h, Runtime: r}}\n",
        SamMode::judge);
    CHECK(expanded.problems() ==
          "1:46: F G: Type of 'DeadLetterQueue' must be SQS or SNS, not 'X'. [sam-template]\n");
}

TEST_CASE("a generated id that the author took") {
    const Expanded expanded(
        "Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: h, Runtime: "
        "r}}\n"
        "  FRole: {Type: AWS::IAM::Role}\n",
        SamMode::judge);
    CHECK(expanded.problems() ==
          "3:3: F: 'F' expands to a resource 'FRole' of type AWS::IAM::Role, but the template has another "
          "resource of that id; rename it. [sam-template]\n");
}
