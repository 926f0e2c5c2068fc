// Templates on which enumerating worlds runs for hours: what they cost is asserted in steps, never in time. A run is a check run once in a
// world, an evaluation a node or a condition evaluated. The bounds leave room for more checks, and none for a power of two.
#include <doctest/doctest.h>

#include <sstream>

#include "stackfit/checks.h"
#include "stackfit/engine_worlds.h"
#include "stackfit/fitness.h"
#include "stackfit/support/system.h"
#include "support/source_dir.h"

using namespace stackfit;

namespace {

struct Cost {
    std::uint64_t runs = 0, evaluations = 0;
    std::vector<std::string> errors;   ///< "line check [worlds]"
    std::vector<std::string> notes;
    std::size_t worlds = 0;
    bool complete = true;
};

const CheckSet& checks() {
    static const CheckSet all = catalogue();
    return all;
}

Cost judged(const std::string& path, std::string text) {
    Project project;
    const Unit& unit = project.add_text(path, std::move(text), {});
    const Verdict verdict = judge(project, unit, checks(), {}, {Date{2026, 11, 21}});
    (void)score({&verdict}, ScoringModel::standard());
    const WorldList list = list_worlds(verdict);
    Cost cost{unit.worlds->runs(), unit.worlds->evaluations(), {}, verdict.notes, list.worlds.size(), list.complete};
    for (const Finding& finding : verdict.findings) {
        if (finding.severity != Severity::error) continue;
        std::string line = std::to_string(project.sources()[finding.span.file].position(finding.span.begin).line) + " " + std::string(finding.check->id);
        for (const std::string& world : finding.worlds) line += " [" + world + "]";
        cost.errors.push_back(std::move(line));
    }
    return cost;
}

Cost fixture(const std::string& name) {
    const std::string path = "fixtures/worlds/" + name + ".yaml";
    return judged(path, RealFileSystem().read(testing::in_source(path), 1'000'000).value());
}

using Lines = std::vector<std::string>;

/// Texts made by repetition: "%" is the number, "@" the one before.
std::string repeated(int count, const std::string& text, int from = 0) {
    std::ostringstream out;
    for (int i = from; i < count; ++i)
        for (const char c : text) {
            if (c == '%') out << i;
            else if (c == '@') out << i - 1;
            else out << c;
        }
    return out.str();
}

}  // namespace

TEST_CASE("cost: 26 nested stacks under conditions of their own") {
    const Cost cost = fixture("nested-stacks");
    CHECK(cost.errors == Lines{"239 reference-exists [DeployA≠true]"});
    CHECK(cost.notes == Lines{});
    CHECK(cost.runs < 1'500);
    CHECK(cost.evaluations < 60'000);
    CHECK_FALSE(cost.complete);
    CHECK(cost.worlds == 512);
}

TEST_CASE("cost: twelve conditions in one resource") {
    const Cost cost = fixture("many-conditions");
    CHECK(cost.errors == Lines{});
    CHECK(cost.runs < 4'000);
    CHECK(cost.evaluations < 400'000);
}

TEST_CASE("cost: a state machine definition full of functions") {
    const Cost cost = fixture("state-machine");
    CHECK(cost.errors == Lines{});
    CHECK(cost.runs < 2'000);
    CHECK(cost.evaluations < 100'000);
}

TEST_CASE("cost: Fn::If, And, Or and Not nested deeply, and a chain of conditions") {
    const Cost cost = fixture("deep");
    CHECK(cost.errors == Lines{"235 reference-exists [P0=a]"});
    CHECK(cost.runs < 2'000);
    CHECK(cost.evaluations < 300'000);
}

TEST_CASE("cost: conditions that double, and circles of them") {
    const Cost cost = fixture("doubling");
    CHECK(cost.errors == Lines{"37 condition-shape"});
    CHECK(cost.runs < 250);
    CHECK(cost.evaluations < 10'000);
}

TEST_CASE("cost: hundreds of allowed values as keys of a mapping") {
    std::string text = "Parameters:\n  P:\n    Type: String\n    AllowedValues: [none" + repeated(200, ", v%") + "]\nMappings:\n  M:\n" +
                       repeated(200, "    v%: {Size: '%'}\n") +
                       "Resources:\n  Work:\n    Type: AWS::SQS::Queue\n    Properties: {DelaySeconds: !FindInMap [M, !Ref P, Size]}\n";
    const Cost cost = judged("t.yaml", std::move(text));
    CHECK(cost.errors == Lines{"210 mapping-key-exists [P=none]"});
    CHECK(cost.runs < 300);
    CHECK(cost.evaluations < 3'000);
}

TEST_CASE("cost: hundreds of parameters and conditions") {
    const std::string text = "Parameters:\n" + repeated(180, "  P%: {Type: String, AllowedValues: [a, b], Default: a}\n") + "Conditions:\n" +
                             repeated(180, "  C%: !Equals [!Ref P%, a]\n") + "Resources:\n" +
                             "  R0: {Type: AWS::SQS::Queue, Condition: C0}\n" +
                             repeated(180, "  R%: {Type: AWS::SQS::Queue, Condition: C%, DependsOn: R@}\n", 1);
    const Cost cost = judged("t.yaml", text);
    CHECK(cost.errors.size() == 179);
    CHECK(cost.errors[0] == "365 reference-exists [P1=a and P0≠a]");
    CHECK(cost.notes == Lines{});
    CHECK(cost.runs < 10'000);
    CHECK(cost.evaluations < 400'000);
}

TEST_CASE("cost: rules over many parameters") {
    const std::string text = "Parameters:\n" + repeated(30, "  P%: {Type: String, AllowedValues: [a, b, c], Default: a}\n") + "Rules:\n" +
                             repeated(30, "  R%: {RuleCondition: !Equals [!Ref P@, a], Assertions: [{Assert: !Equals [!Ref P%, a]}]}\n", 1) +
                             "Conditions:\n" + repeated(30, "  C%: !Equals [!Ref P%, a]\n") + "Resources:\n" +
                             "  R0: {Type: AWS::SQS::Queue, Condition: C0}\n" +
                             repeated(30, "  R%: {Type: AWS::SQS::Queue, Condition: C%, DependsOn: R@}\n", 1);
    const Cost cost = judged("t.yaml", text);
    CHECK(cost.errors.size() == 29);
    CHECK(cost.runs < 2'000);
    CHECK(cost.evaluations < 3'000'000);
}

TEST_CASE("cost: conditions nested more deeply than a stack is deep are unknown, and it is said") {
    const std::string text = "Parameters: {P: {Type: String, AllowedValues: [a, b]}}\nConditions:\n  C0: !Equals [!Ref P, a]\n" +
                             repeated(3000, "  C%: !Not [!Condition C@]\n", 1) + "Resources:\n  R: {Type: AWS::SNS::Topic, Condition: C2999}\n" +
                             "Outputs: {O: {Value: !Ref R}}\n";
    const Cost cost = judged("t.yaml", text);
    REQUIRE(cost.notes.size() == 1);
    CHECK(cost.notes[0].find("the worlds are too many for reference-exists") == 0);
    CHECK(cost.evaluations < 500'000);
}

TEST_CASE("a budget that ran out is said, with the check and its subject") {
    // One property under seven conditions that all count: 128 worlds, of which 64 are looked at.
    const std::string text = "Parameters:\n" + repeated(7, "  P%: {Type: String, AllowedValues: [a, b], Default: a}\n") + "Conditions:\n" +
                             repeated(7, "  C%: !Equals [!Ref P%, a]\n") +
                             "Resources:\n  Rule:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Items\n      PolicyDocument:\n"
                             "        Statement:\n" +
                             repeated(7, "          - !If [C%, {Effect: Deny, Principal: '*', Action: 's3:x%', Resource: '*'}, {Effect: Deny, Principal: '*', "
                                         "Action: 's3:y%', Resource: '*'}]\n") +
                             "  Items: {Type: AWS::S3::Bucket}\n";
    const Cost cost = judged("t.yaml", text);
    REQUIRE(cost.notes.size() == 1);
    CHECK(cost.notes[0].find("s3-bucket-policy-not-public of Rule") != std::string::npos);
    CHECK(cost.notes[0].find("looked at in 64 of them each") != std::string::npos);
}

TEST_CASE("cost: callers of a function are asked only about what may name it, and not about its deployment type") {
    // The nine types, ten variables under conditions of their own, and a bypass that exists under one of two more.
    const std::string text =
        "Transform: AWS::Serverless-2016-10-31\nParameters:\n"
        "  Type: {Type: String, Default: AllAtOnce, AllowedValues: [AllAtOnce, Canary10Percent5Minutes, Canary10Percent10Minutes, "
        "Canary10Percent15Minutes, Canary10Percent30Minutes, Linear10PercentEvery1Minute, Linear10PercentEvery2Minutes, "
        "Linear10PercentEvery3Minutes, Linear10PercentEvery10Minutes]}\n" +
        repeated(10, "  P%: {Type: String, Default: none}\n") + "Conditions:\n" + repeated(10, "  C%: !Equals [!Ref P%, none]\n") +
        "Resources:\n"
        "  F:\n    Type: AWS::Serverless::Function\n"
        "    Properties: {FunctionName: !Sub '${AWS::StackName}-f', InlineCode: x, Handler: a.b, Runtime: python3.13, AutoPublishAlias: live, "
        "DeploymentPreference: {Type: !Ref Type}}\n"
        "  Other:\n    Type: AWS::Serverless::Function\n"
        "    Properties:\n      InlineCode: x\n      Handler: a.b\n      Runtime: python3.13\n      Environment:\n        Variables:\n" +
        repeated(10, "          V%: !If [C%, !Sub '${AWS::StackName}-other', !Ref P%]\n") +
        "  Queue: {Type: AWS::SQS::Queue}\n"
        "  Bypass:\n    Type: AWS::Lambda::EventSourceMapping\n    Condition: C1\n"
        "    Properties: {FunctionName: !Sub '${AWS::StackName}-f', EventSourceArn: !GetAtt Queue.Arn}\n";
    const Cost cost = judged("t.yaml", text);
    CHECK(cost.notes == Lines{});
    CHECK(cost.runs < 1'000);
}
