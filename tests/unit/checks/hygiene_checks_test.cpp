// Hygiene where a text alone does not decide: given values, budgets, resources that SAM makes.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "stackfit/checks.h"

namespace stackfit {
namespace {

using Lines = std::vector<std::string>;

/// "line check" of each finding of these checks.
Lines findings(const std::string& text, const std::string& only, const ProjectOptions& options = {}) {
    Project project;
    const Unit& unit = project.add_text("template.yaml", text, options);
    Configuration configuration;
    configuration.only.insert(only);
    const CheckSet checks = catalogue();
    const Verdict verdict = judge(project, unit, checks, configuration, {Date{2026, 11, 21}});
    Lines lines;
    for (const Finding& finding : verdict.findings)
        lines.push_back(
            std::to_string(project.sources()[finding.span.file].position(finding.span.begin).line) + " " +
            std::string(finding.check->id));
    return lines;
}

/// `count` parameters, a condition for each, and one that all of them must hold for.
std::string many_conditions(int count) {
    std::string parameters = "Parameters:\n", conditions = "Conditions:\n", all = "!And [";
    for (int i = 0; i < count; ++i) {
        const std::string n = std::to_string(i);
        parameters += "  P" + n + ": {Type: String}\n";
        conditions += "  C" + n + ": !Equals [!Ref P" + n + ", a]\n";
        all += (i == 0 ? "" : ", ") + ("!Condition C" + n);
    }
    return parameters + conditions + "  All: " + all + "]\n";
}

}  // namespace

TEST_CASE("hygiene: what the options give makes no condition constant") {
    const std::string text = R"(Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources: {Orders: {Type: AWS::SQS::Queue, Condition: IsProd}}
)";
    ProjectOptions options;
    options.given.parameters["Stage"] = "prod";
    options.given.region = "eu-west-1";
    CHECK(findings(text, "condition-varies").empty());
    CHECK(findings(text, "condition-varies", options).empty());
}

TEST_CASE("hygiene: assertions of Rules settle conditions too") {
    CHECK(findings(R"(Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Rules: {NotDev: {Assertions: [{Assert: !Not [!Equals [!Ref Stage, dev]]}]}}
Conditions: {IsDev: !Equals [!Ref Stage, dev]}
Resources: {Orders: {Type: AWS::SQS::Queue, Condition: IsDev}}
)",
                   "condition-varies") == Lines{"3 condition-varies"});
}

TEST_CASE("hygiene: a question with too many worlds is no finding, and ends") {
    const std::string resources =
        "Resources: {Orders: {Type: AWS::SQS::Queue, Condition: All, Properties: {DelaySeconds: !If [C0, 1, "
        "2]}}}\n";
    // Where All holds, C0 does: the And stops at the first that does not hold, so few worlds tell.
    CHECK(findings(many_conditions(9) + resources, "condition-varies").size() == 1);
    std::string nested = "x";
    for (int i = 0; i < 40; ++i) nested = "!If [C" + std::to_string(i) + ", " + nested + ", y]";
    CHECK(findings(many_conditions(40) +
                       "Resources: {Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: " + nested +
                       "}}}\n",
                   "condition-varies")
              .empty());
}

TEST_CASE("hygiene: an entry of DependsOn is implied where it is for all that SAM makes of it") {
    const std::string start = R"(Transform: AWS::Serverless-2016-10-31
Resources:
  Key: {Type: AWS::KMS::Key}
  F:
    Type: AWS::Serverless::Function
    DependsOn: Key
    Properties: {Runtime: python3.13, Handler: a.b, InlineCode: x, )";
    CHECK(findings(start + "KmsKeyArn: !GetAtt Key.Arn}\n", "depends-on-is-needed") ==
          Lines{"6 depends-on-is-needed"});
    CHECK(findings(start + "MemorySize: 128}\n", "depends-on-is-needed").empty());
}

TEST_CASE("hygiene: resources that wait for each other, and a circle, end") {
    std::string text = "Resources:\n";
    for (int i = 0; i < 60; ++i)
        text += "  R" + std::to_string(i) + ": {Type: AWS::SNS::Topic, DependsOn: R" +
                std::to_string((i + 1) % 60) + "}\n";
    CHECK(findings(text, "depends-on-is-needed").empty());
}

TEST_CASE("hygiene: the order of sections does not matter") {
    const std::string conditions = "Conditions: {IsProd: !Equals [!Ref Stage, prod]}\n";
    const std::string parameters = "Parameters: {Stage: {Type: String, AllowedValues: [dev]}}\n";
    const std::string resources = "Resources: {Orders: {Type: AWS::SQS::Queue, Condition: IsProd}}\n";
    CHECK(findings(conditions + parameters + resources, "condition-varies").size() == 1);
    CHECK(findings(resources + parameters + conditions, "condition-varies").size() == 1);
}

}  // namespace stackfit
