// Names and quotas of templates (CloudFormation User Guide, "Understand CloudFormation quotas"), at the value that is still allowed and
// at the first that is not.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "stackfit/checks.h"

namespace stackfit {
namespace {

const std::string bucket = "Resources:\n  Orders: {Type: AWS::S3::Bucket}\n";

/// "check line" of the errors.
std::vector<std::string> errors(std::string text) {
    const CheckSet checks = catalogue();
    Project project;
    const Unit& unit = project.add_text("template.yaml", std::move(text), {});
    const Verdict verdict = judge(project, unit, checks, {}, {Date{2026, 11, 21}});
    std::vector<std::string> lines;
    for (const Finding& finding : verdict.findings) {
        if (finding.severity != Severity::error) continue;
        const int line = project.sources()[finding.span.file].position(finding.span.begin).line;
        lines.push_back(std::string(finding.check->id) + " " + std::to_string(line));
    }
    return lines;
}

using Lines = std::vector<std::string>;

/// `count` entries under `section`, each of them "  P<n>" and `rest`.
std::string many(const std::string& section, int count, const std::string& rest) {
    std::string text = section + ":\n";
    for (int i = 0; i < count; ++i) text += "  P" + std::to_string(i) + rest + "\n";
    return text;
}

TEST_CASE("sections: quotas of entries") {
    CHECK(errors(many("Parameters", 200, ": {Type: String}") + bucket).empty());
    CHECK(errors(many("Parameters", 201, ": {Type: String}") + bucket) == Lines{"parameter-shape 1"});
    CHECK(errors(many("Outputs", 200, ": {Value: a}") + bucket).empty());
    CHECK(errors(many("Outputs", 201, ": {Value: a}") + bucket) == Lines{"output-shape 1"});
    CHECK(errors(many("Mappings", 200, ": {a: {b: c}}") + bucket).empty());
    CHECK(errors(many("Mappings", 201, ": {a: {b: c}}") + bucket) == Lines{"mapping-shape 1"});
    CHECK(errors(many("Resources", 500, ": {Type: AWS::SNS::Topic}")).empty());
    CHECK(errors(many("Resources", 501, ": {Type: AWS::SNS::Topic}")) == Lines{"resource-attributes 1"});
}

TEST_CASE("sections: keys of one mapping") {
    const auto keys = [](int count) {
        std::string text = "Mappings:\n  Sizes:\n";
        for (int i = 0; i < count; ++i) text += "    k" + std::to_string(i) + ": {a: b}\n";
        return text + bucket;
    };
    CHECK(errors(keys(200)).empty());
    CHECK(errors(keys(201)) == Lines{"mapping-shape 2"});
}

TEST_CASE("sections: lengths of names and texts") {
    const auto parameter = [](std::size_t name, std::size_t text) {
        return "Parameters:\n  " + std::string(name, 'p') +
               ":\n    Type: String\n    Description: " + std::string(text, 'd') + "\n" + bucket;
    };
    CHECK(errors(parameter(255, 4000)).empty());
    CHECK(errors(parameter(256, 4000)) == Lines{"parameter-shape 2"});
    CHECK(errors(parameter(255, 4001)) == Lines{"parameter-shape 4"});
    const auto description = [](std::size_t bytes) {
        return "Description: " + std::string(bytes, 'd') + "\n" + bucket;
    };
    CHECK(errors(description(1024)).empty());
    CHECK(errors(description(1025)) == Lines{"template-sections 1"});
    CHECK(errors("# " + std::string(999'998, 'x') + "\n" + bucket) == Lines{"template-sections 1"});
}

TEST_CASE("sections: resources are counted after SAM") {
    // A function and its role.
    const std::string function =
        ": {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Runtime: python3.13, CodeUri: src/}}";
    const std::string transform = "Transform: AWS::Serverless-2016-10-31\n";
    CHECK(errors(transform + many("Resources", 250, function)).empty());
    CHECK(errors(transform + many("Resources", 251, function)) == Lines{"resource-attributes 2"});
}

TEST_CASE("sections: one mistake is one finding") {
    CHECK(errors("Parameters:\n  A: {Type: String, Default: c, AllowedValues: [a, b]}\n" + bucket) ==
          Lines{"default-world-reachable 2"});
    CHECK(errors("Resources: [Orders]\n") == Lines{"sam-template 1"});
    CHECK(errors("Parameters: [Stage]\n" + bucket) == Lines{"parameter-shape 1"});
    CHECK(errors("Resources:\n  Orders: {Type: AWS::S3::Bucket, Properties: 12}\n") ==
          Lines{"resource-shape 2"});
    CHECK(errors("Resource:\n  Orders: {Type: AWS::S3::Bucket}\nTransform: AWS::Serverless-2016-10-31\n") ==
          Lines{"sam-template 1"});
    CHECK(errors(bucket + "Outputs:\n  Name: {Value: a, Export: orders}\n") == Lines{"output-shape 4"});
}

TEST_CASE("sections: circles of conditions, one finding each") {
    const std::string head = "Conditions:\n  Real: !Equals [!Ref AWS::Region, eu-west-1]\n";
    CHECK(errors(head + "  A: !Not [!Condition Real]\n  B: !And [!Condition A, !Condition Real]\n" + bucket)
              .empty());
    CHECK(errors(head + "  A: !Not [!Condition A]\n" + bucket) == Lines{"condition-shape 3"});
    // Into makes the way into the circle of A and B, C and D are another; E only leads there.
    CHECK(errors(head +
                 "  Into: !Not [!Condition A]\n  A: !Not [!Condition B]\n  B: !And [!Condition Real, "
                 "!Condition A]\n"
                 "  C: !Not [!Condition D]\n  D: !Or [!Condition C, !Condition A]\n  E: !Condition D\n" +
                 bucket) == Lines{"condition-shape 4", "condition-shape 6"});
}

TEST_CASE("sections: SAM takes null for what is not there") {
    CHECK(
        errors(
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  Pay:\n    Type: AWS::Serverless::Function\n"
            "    Properties: {Handler: a.b, Runtime: python3.13, CodeUri: src/, Role: null}\n")
            .empty());
    CHECK(errors("Resources:\n  Orders: {Type: AWS::S3::Bucket, Properties: {BucketName: null}}\n") ==
          Lines{"null-value 2"});
}

}  // namespace
}  // namespace stackfit
