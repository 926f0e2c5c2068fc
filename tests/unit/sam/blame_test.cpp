// Whom a refusal names, and which refusals are left when the service would have stopped earlier.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

struct Case {
    const char* text;
    const char* problems;
};

void check_all(std::initializer_list<Case> cases) {
    for (const Case& one : cases) {
        CAPTURE(one.text);
        for (const SamMode mode : {SamMode::transform, SamMode::judge}) {
            CHECK(Expanded(one.text, mode).problems() == std::string(one.problems));
        }
    }
}

constexpr const char* function =
    "F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: h, Runtime: r, ";

std::string with(const std::string& properties, const std::string& more = "") {
    return "Resources:\n  " + std::string(function) + "\n" + properties + "}}\n" + more;
}

std::string problems(const std::string& properties, const std::string& more = "") {
    return Expanded(with(properties, more), SamMode::judge).problems();
}

}  // namespace

TEST_CASE("the structure of the template comes before everything else") {
    check_all({
        {"Resources:\n  F: {Type: AWS::Serverless::Function, Properties: 3}\n  G: {Type: "
         "AWS::Serverless::Function}\n",
         "2:40: F: 'Properties' must be a map, but it is an integer. [sam-template]\n"},
        {"Resources:\n  F: {Type: AWS::Serverless::SimpleTable, Properties: }\n  G: {Type: "
         "AWS::Serverless::Function}\n",
         "2:43: F: 'Properties' must be a map, but it is null. [sam-template]\n"},
        {"Resources:\n  F: {Type: AWS::Serverless::Function}\n  B: {Type: AWS::S3::Bucket, Condition: [a]}\n",
         "3:30: : 'Condition' of a resource must be the name of a condition, not a list. [sam-template]\n"},
        {"Resources:\n  F: {Type: AWS::Serverless::Function}\n  B: 3\n",
         "3:3: : Resource 'B' must be a map, but it is an integer. [sam-template]\n"},
        {"Resource:\n  F: {Type: AWS::Serverless::Function}\n",
         "1:1: : A template needs 'Resources', but this section is called 'Resource'. [sam-template]\n"},
        {"Transform: AWS::Serverless-2016-10-31\nResources:\n",
         "2:1: : A template needs 'Resources', a map with at least one resource. [sam-template]\n"},
        {"Mappings:\nResources:\n  F: {Type: AWS::Serverless::Function}\n",
         "1:1: : 'Mappings' must be a map, but it is null. [sam-template]\n"},
    });
}

TEST_CASE("a mistake in an API event hides Globals, and those hide resources") {
    const std::string event =
        "  F: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Api, Properties: {Path: "
        "/}}}}}\n";
    const std::string globals = "Globals: {Function: {Runtimes: r}}\n";
    CHECK(Expanded(globals + "Resources:\n" + event, SamMode::judge).problems() ==
          "3:62: F: Property 'Method' is required by event 'E'. [sam-template]\n");
    CHECK(Expanded(globals + "Resources:\n  F: {Type: AWS::Serverless::Function}\n", SamMode::judge)
              .problems() ==
          "1:22: : 'Runtimes' cannot be set in Globals.Function; did you mean 'Runtime'? [sam-property]\n");
}

TEST_CASE("an event's properties are refused under the id of what it makes") {
    CHECK(problems("Events: {A: {Type: SQS}, B: {Type: Kinesis, Properties: {Stream: s}}}") ==
          "3:10: FA: Property 'Queue' is required by event 'A' of type SQS. [sam-property]\n"
          "3:26: : Property 'StartingPosition' is required by event 'B' of type Kinesis. [sam-property]\n");
    CHECK(problems("Events: {A: {Type: SQS, Properties: x}, B: {Type: AlexaSkill}}") ==
          "3:25: FA: Properties of event 'A' must be a map, but they are a string. [sam-property]\n");
    CHECK(problems("Events: {A-b: {Type: AlexaSkill}, B: {Type: AlexaSkill}}") ==
          "3:10: FA-b: Logical id 'FA-b' is not alphanumeric: ids hold only letters and digits. "
          "[sam-template]\n");
}

TEST_CASE("all events are looked at before the function") {
    CHECK(problems("PackageType: X, Events: {A: {Type: SQS}, B: {Type: AlexaSkill}}") ==
          "3:26: FA: Property 'Queue' is required by event 'A' of type SQS. [sam-property]\n"
          "3:1: : 'PackageType' must be Zip or Image, not 'X'. [sam-template]\n");
}

TEST_CASE("what an event refers to is refused under its own id") {
    const auto bucket = [](const std::string& text, const char* condition = "") {
        return Expanded("Resources:\n  F: {Type: AWS::Serverless::Function, " + std::string(condition) +
                            "Properties: {InlineCode: x, Handler: h, Runtime: r, Events: {A: {Type: S3, "
                            "Properties: {Bucket: !Ref B, "
                            "Events: e}}}}}\n  B: " +
                            text + "\n",
                        SamMode::judge)
            .problems();
    };
    CHECK(bucket("{Type: AWS::S3::Bucket, Properties: x}") ==
          "3:42: B: 'Properties' must be a map, but they are a string. [sam-template]\n");
    CHECK(bucket("{Type: AWS::S3::Bucket, DependsOn: 3}") ==
          "3:41: FA: 'DependsOn' of bucket 'B' must be a logical id or a list of them for SAM to add one. "
          "[sam-template]\n");
    CHECK(bucket("{Type: AWS::S3::Bucket, Properties: {Tags: x}}").empty());
    CHECK(
        bucket("{Type: AWS::S3::Bucket, Properties: {Tags: x}}", "Condition: C, ") ==
        "3:49: B: 'Tags' must be a list for SAM to add an event to it, but it is a string. [sam-template]\n");
    CHECK(bucket("{Type: AWS::SQS::Queue}") ==
          "3:3: B: An event refers to 'B' as a resource of type AWS::S3::Bucket, but its type is "
          "AWS::SQS::Queue. "
          "[sam-template]\n");
}

TEST_CASE("names of the service's own choice") {
    CHECK(
        problems(
            "EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS, Destination: !If [C, a]}}}") ==
        "3:77: FEventInvokeConfig: Fn::If in 'Destination' takes a list of three: a condition and two ARNs. "
        "[sam-template]\n");
    CHECK(
        problems("AutoPublishAlias: live, AutoPublishCodeSha256: a-b") ==
        "3:25: FVersiona-b: Logical id 'FVersiona-b' is not alphanumeric: ids hold only letters and digits. "
        "[sam-template]\n");
    CHECK(Expanded("Resources:\n  H: {Type: AWS::Serverless::HttpApi, Properties: {Domain: {DomainName: a, "
                   "CertificateArn: b, "
                   "MutualTlsAuthentication: {Z: 1, A: 2}}}}\n",
                   SamMode::judge)
              .problems() ==
          "2:127: A,Z: 'A' is not known in 'Domain.MutualTlsAuthentication'; it takes TruststoreUri and "
          "TruststoreVersion. "
          "[sam-template]\n"
          "2:121: A,Z: 'Z' is not known in 'Domain.MutualTlsAuthentication'; it takes TruststoreUri and "
          "TruststoreVersion. "
          "[sam-template]\n");
}

TEST_CASE("a refusal of the whole document is reported alone") {
    CHECK(Expanded("Resources:\n  T: {Type: AWS::Serverless::SimpleTable, Properties: {X: 1}}\n"
                   "  A: {Type: AWS::Serverless::Api, Properties: {StageName: p, Cors: \"'*'\", "
                   "DefinitionBody: {swagger: '2.0', "
                   "paths: {/x: y}}}}\n",
                   SamMode::judge)
              .problems() ==
          "3:116: : Path '/x' of the API's definition must be a map of methods, but it is a string. "
          "[sam-template]\n");
}

TEST_CASE("an API's own mistake is not blamed on the functions that use it") {
    CHECK(problems("Events: {A: {Type: HttpApi, Properties: {Path: /, Method: get, ApiId: !Ref H, Auth: "
                   "{Authorizer: NONE}}}}",
                   "  H: {Type: AWS::Serverless::HttpApi, Properties: {Auth: }}\n") ==
          "4:52: H: 'Auth' must be a map, but it is null; leave it out. [sam-template]\n");
    CHECK(
        problems("Events: {A: {Type: Api, Properties: {Path: /, Method: get, RestApiId: !Ref A, Auth: "
                 "{Authorizer: NONE}}}}",
                 "  A: {Type: AWS::Serverless::Api, Properties: {StageName: p, Auth: [a]}}\n") ==
        "4:62: A: Property 'Auth' of AWS::Serverless::Api must be a map, but it is a list. [sam-property]\n");
}

TEST_CASE("Globals are checked for implicit APIs, too") {
    CHECK(Expanded("Globals: {Api: {Auth: [a]}}\n" +
                       with("Events: {A: {Type: Api, Properties: {Path: /, Method: get}}}"),
                   SamMode::judge)
              .problems() ==
          "1:17: ServerlessRestApi: Property 'Auth' of AWS::Serverless::Api must be a map, but it is a list. "
          "[sam-property]\n");
}

TEST_CASE("a parameter that is a list cannot be substituted") {
    check_all(
        {{"Parameters: {P: {Type: String, Default: [a]}}\nResources:\n  A: {Type: AWS::Serverless::Api, "
          "Properties: "
          "{StageName: p, Auth: {ResourcePolicy: {CustomStatements: [!Sub '${P}']}}}}\n",
          "3:110: : Fn::Sub takes only strings, but parameter 'P' has a list as its value; write its Default "
          "in quotes. "
          "[sam-template]\n"}});
}

TEST_CASE("a function without code is packaged from its folder only where SAM packages") {
    const std::string text =
        "Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {Handler: h, Runtime: r}}\n";
    CHECK(Expanded(text, SamMode::judge).problems() ==
          "2:3: F: A function needs its code: set 'CodeUri' or 'InlineCode'. [sam-template]\n");
    CHECK(Expanded("Transform: AWS::Serverless-2016-10-31\n" + text, SamMode::judge).problems().empty());
}

TEST_CASE("while judging, a parameter that decides what is made is no ground for a refusal") {
    const std::string head = "Parameters: {P: {Type: String}, Off: {Type: String, Default: 'false'}}\n";
    CHECK(
        Expanded(
            head +
                "Resources:\n  A: {Type: AWS::Serverless::Api, Properties: {StageName: p, Auth: {UsagePlan: "
                "{CreateUsagePlan: !Ref P}}, Domain: {DomainName: a, CertificateArn: b, "
                "EndpointConfiguration: !Ref P}}}\n",
            SamMode::judge)
            .problems()
            .empty());
    CHECK(Expanded(head + with("DeploymentPreference: {Enabled: !Ref Off}"), SamMode::judge)
              .problems()
              .empty());
    CHECK(
        Expanded(head + with("DeploymentPreference: {Enabled: !Ref P}"), SamMode::judge).problems().empty());
}
