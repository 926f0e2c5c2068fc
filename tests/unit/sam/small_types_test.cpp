// What AWS::Serverless::SimpleTable, LayerVersion and Application refuse, in our words. What they make is in
// fixtures/sam/expand/small_types.yaml.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

struct Case {
    const char* type;
    const char* properties;  ///< in line 5
    const char* problems;
};

std::string refused(const Case& one, SamMode mode) {
    return Expanded(
               "Parameters: {P: {Type: String}}\nMappings: {M: {a: {b: id}}}\nResources:\n  R: {Type: "
               "AWS::Serverless::" +
                   std::string(one.type) + ", Properties: {\n" + one.properties + "}}\n",
               mode)
        .problems();
}

}  // namespace

TEST_CASE("small types refuse what the service refuses, whatever the parameters are") {
    const Case cases[] = {
        {"SimpleTable", "PrimaryKey: {Name: n}",
         "5:1: R: 'PrimaryKey' needs both Name and Type. [sam-property]\n"},
        {"SimpleTable", "PrimaryKey: {Name: n, Type: Text}",
         "5:29: R: Type of 'PrimaryKey' must be String, Number or Binary, not 'Text'. [sam-template]\n"},
        {"SimpleTable", "ProvisionedThroughput: {ReadCapacityUnits: '5', WriteCapacityUnits: 5}",
         "5:44: R: Property 'ProvisionedThroughput' of AWS::Serverless::SimpleTable must hold only values "
         "that are a map or an integer, but '5' is a string. [sam-property]\n"},
        {"LayerVersion", "ContentUri: s3://b/k, RetentionPolicy: Keep",
         "5:23: R: 'RetentionPolicy' must be Retain or Delete, not 'Keep'. [sam-template]\n"},
        {"LayerVersion", "ContentUri: s3://b/k, RetentionPolicy: !If [A, Retain, Delete]",
         "5:23: R: 'RetentionPolicy' must be Retain or Delete, not a value made by Fn::If. [sam-template]\n"},
        {"LayerVersion", "ContentUri: s3://b/k, CompatibleArchitectures: [arm, !Ref P]",
         "5:49: R2ce56c3b91: 'CompatibleArchitectures' takes x86_64 and arm64, not 'arm'. [sam-template]\n"},
        {"LayerVersion", "ContentUri: s3://b/k, CompatibleArchitectures: {a: arm64}",
         "5:23: R4f96971bc4: 'CompatibleArchitectures' must be a list of x86_64 and arm64, but it is a map. "
         "[sam-template]\n"},
        {"LayerVersion", "ContentUri: {Bucket: b}",
         "5:1: Rf1e2f51174: 'ContentUri' given as a map needs both Bucket and Key. [sam-template]\n"},
        {"Application", "Location: {ApplicationId: [a], SemanticVersion: 1.0}",
         "5:27: R: ApplicationId must be a string, a Ref to a parameter or FindInMap, not a list. "
         "[sam-template]\n"
         "5:49: R: SemanticVersion must be a string, a Ref to a parameter or FindInMap, not 1.0. "
         "[sam-template]\n"},
        {"Application", "Location: {ApplicationId: '{{resolve:ssm:/app}}', SemanticVersion: ''}",
         "5:27: R: ApplicationId must not be a dynamic reference: the repository is asked while the template "
         "expands. [sam-template]\n"
         "5:1: R: 'Location' needs SemanticVersion. [sam-template]\n"},
        {"Application", "Location: {ApplicationId: !FindInMap [M, a, c], SemanticVersion: !Ref R}",
         "5:27: R: ApplicationId asks Fn::FindInMap for a value that Mappings do not have. [sam-template]\n"
         "5:66: R: SemanticVersion must be a string, a Ref to a parameter or FindInMap, not {Ref: R}. "
         "[sam-template]\n"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused(one, SamMode::judge) == one.problems);
    }
}

TEST_CASE("small types take what a parameter may still make right") {
    const Case cases[] = {
        {"LayerVersion", "ContentUri: s3://b/k, RetentionPolicy: !Ref P", ""},
        {"Application", "Location: {ApplicationId: !FindInMap [M, !Ref P, b], SemanticVersion: !Ref P}", ""},
        {"Application", "Location: app.yaml, TemplateUrl: [passed over]", ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        CHECK(refused(one, SamMode::judge) == one.problems);
    }
}

TEST_CASE("an application of the repository is named by its ARN") {
    const std::string start =
        "Resources:\n  A:\n    Type: AWS::Serverless::Application\n    Properties:\n      Location:\n        "
        "SemanticVersion: 1.0.0\n"
        "        ApplicationId: ";
    CHECK(Expanded(start + "hello\n", SamMode::judge).problems() ==
          "7:24: A: ApplicationId 'hello' is no ARN, so the repository has no such application. Write "
          "arn:aws:serverlessrepo:REGION:ACCOUNT:applications/NAME. [sam-template]\n");
    CHECK(
        Expanded(start + "arn:aws:serverlessrepo:us-east-1:123456789012:applications/hello\n", SamMode::judge)
            .problems() == "");
}
