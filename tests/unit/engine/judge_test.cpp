#include <doctest/doctest.h>

#include <array>

#include "unit/engine/fixture.h"

using namespace stackfit;
using stackfit::testing::check_file;
using stackfit::testing::CompiledChecks;
using stackfit::testing::Judged;
using Lines = std::vector<std::string>;

namespace {

const std::string versioned =
    "must: {path: Properties.V, equals: Enabled}\nmessage: \"{subject} is {value}.\"";

Judgement always_fails(CheckContext&, const Resource& subject) {
    return Judgement::fail("F " + std::string(subject.id) + ".");
}

Judgement fails_at_the_logs(CheckContext& context, const Resource&) {
    Judgement judgement = Judgement::fail("Logs are off.");
    judgement.location = context.unit.expanded.resource("Logs");
    return judgement;
}

Judgement implied_by_versioned(CheckContext&, const Resource&) {
    Judgement judgement = Judgement::fail("");
    judgement.implied = true;
    judgement.implied_by = "versioned";
    return judgement;
}

void finds_in_production(CheckContext& context, std::vector<Problem>& problems) {
    if (context.world.condition("IsProd"))
        problems.push_back({"broken", "It is broken.", context.unit.expanded.resource("A")->id_span, "A"});
}

const std::string environments =
    "Parameters: {Environment: {Type: String, AllowedValues: [dev, test, prod], Default: dev}}\n"
    "Conditions: {IsProd: !Equals [!Ref Environment, prod]}\n";

}  // namespace

TEST_CASE("judge: outcomes and findings") {
    const CompiledChecks checks({check_file("versioned", versioned)});
    const Judged judged(checks.set,
                        "Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {V: Enabled}}\n  B: {Type: "
                        "AWS::S3::Bucket}\n  T: {Type: AWS::SNS::Topic}\n");
    CHECK(judged.findings() == Lines{"3:3 warning versioned: B is not set."});
    REQUIRE(judged.verdict.outcomes.size() == 2);
    CHECK(judged.outcome("versioned", "A")->headline().value == 1);
    CHECK(judged.verdict.findings[0].outcomes ==
          std::vector<const Outcome*>{judged.outcome("versioned", "B")});
    CHECK(judged.verdict.deployable == Verdict::Deployable::yes);
}

TEST_CASE("judge: a failure names its worlds in few words, and gates only where it matters") {
    const CompiledChecks checks({check_file("versioned", versioned)});
    const auto findings = [&](const std::string& value) {
        return Judged(checks.set, environments + "Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {V: " +
                                      value + "}}\n")
            .findings();
    };
    CHECK(findings("!If [IsProd, Off1, Enabled]") ==
          Lines{"4:59 warning versioned: A is Off1. [Environment=prod]"});
    CHECK(findings("!If [IsProd, Enabled, Off1]") ==
          Lines{"4:68 info versioned: A is Off1. [Environment≠prod]"});
    CHECK(findings("!If [IsProd, Off1, Off2]").size() == 2);
    CHECK(findings("!Ref Environment") == Lines{"4:46 warning versioned: A is ${Environment}."});
}

TEST_CASE("judge: a resource that does not exist in a world is not judged there") {
    const CompiledChecks checks({check_file("versioned", versioned)});
    const Judged judged(checks.set,
                        environments + "Resources:\n  A: {Type: AWS::S3::Bucket, Condition: IsProd}\n");
    CHECK(judged.findings() == Lines{"4:3 warning versioned: A is not set. [Environment=prod]"});
    CHECK(judged.outcome("versioned", "A")->cases.size() == 2);
}

TEST_CASE("judge: needs keep one mistake one finding") {
    const CompiledChecks checks({check_file("versioned", versioned),
                                 check_file("expires", "must: {path: Properties.X, exists: true}\nmessage: M",
                                            "family: resilience\nweight: 1\nneeds: [versioned]\n"),
                                 check_file("tagged", "must: {path: Properties.Y, exists: true}\nmessage: M",
                                            "family: resilience\nweight: 1\nneeds: [expires]\n")});
    const std::string text = "Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {X: 1, Y: 1}}\n";
    const Judged judged(checks.set, text);
    CHECK(judged.findings() == Lines{"2:3 warning versioned: A is not set."});
    CHECK(judged.verdict.findings[0].outcomes.size() == 3);
    CHECK(judged.outcome("expires", "A")->headline().implied);
    CHECK(judged.outcome("tagged", "A")->headline().implied);
    CHECK(Judged(checks.set, text, "disable: [versioned]").outcome("expires", "A") == nullptr);
}

TEST_CASE("judge: a native check may say itself whose finding carries its points") {
    const std::array<NativeCheck, 1> natives = {{{"expires", implied_by_versioned, nullptr}}};
    const CompiledChecks checks({check_file("versioned", versioned), check_file("expires", "")}, natives);
    const Judged judged(checks.set,
                        "Resources:\n  A: {Type: AWS::S3::Bucket}  # stackfit: ignore[versioned] cache\n");
    REQUIRE(judged.findings() == Lines{"2:3 warning versioned: A is not set. (cache)"});
    CHECK(judged.verdict.findings[0].outcomes.size() == 2);
    CHECK(judged.outcome("expires", "A")->waived);
}

TEST_CASE("judge: where a value was expanded from") {
    const CompiledChecks checks(
        {check_file("small", "must: {path: Properties.MemorySize, min: 512}\nmessage: M",
                    "family: scalability\nweight: 1\n", "AWS::Lambda::Function")});
    const Judged judged(checks.set,
                        "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function: {MemorySize: 128, "
                        "Runtime: python3.13, Handler: h, CodeUri: s3://b/k}\n"
                        "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {Timeout: "
                        "3}\n  G: {Type: AWS::Serverless::Function}\n");
    CHECK(judged.findings() == Lines{"3:26 warning small: M {F G}"});
    REQUIRE(judged.verdict.findings[0].labels.size() == 1);
    CHECK(judged.verdict.findings[0].labels[0].message == "expanded from Globals.Function.MemorySize");
}

TEST_CASE("judge: one cause, one finding") {
    const std::array<NativeCheck, 1> natives = {{{"logged", fails_at_the_logs, nullptr}}};
    const CompiledChecks checks({check_file("logged", "")}, natives);
    const Judged judged(checks.set,
                        "Resources:\n  A: {Type: AWS::S3::Bucket}\n  B: {Type: AWS::S3::Bucket}\n  Logs: "
                        "{Type: AWS::SNS::Topic}\n");
    CHECK(judged.findings() == Lines{"4:3 warning logged: Logs are off. {A B}"});
    CHECK(judged.verdict.findings[0].outcomes.size() == 2);
}

TEST_CASE("judge: mistakes that a native check finds, and whether the template is deployable") {
    const std::array<NativeCheck, 1> natives = {{{"broken", nullptr, finds_in_production}}};
    const CompiledChecks checks({check_file("broken", "", "family: validity\nweight: 0\n", "Template")},
                                natives);
    const std::string text = environments + "Resources:\n  A: {Type: AWS::S3::Bucket}\n";
    const Judged judged(checks.set, text, "severity: {broken: error}");
    CHECK(judged.findings() == Lines{"4:3 error broken: It is broken. [Environment=prod]"});
    CHECK(judged.verdict.outcomes.empty());
    CHECK(judged.verdict.deployable == Verdict::Deployable::in_some_worlds);
    const std::string always =
        "Parameters: {Environment: {Type: String, AllowedValues: [prod]}}\nConditions: {IsProd: !Equals "
        "[!Ref Environment, prod]}\nResources:\n  A: {Type: AWS::S3::Bucket}\n";
    CHECK(Judged(checks.set, always, "severity: {broken: error}").verdict.deployable ==
          Verdict::Deployable::no);
    CHECK(Judged(checks.set, "# stackfit: ignore-file[broken] known\n" + always, "severity: {broken: error}")
              .verdict.deployable == Verdict::Deployable::yes);
    CHECK(Judged(checks.set, "# stackfit: ignore-file[broken]\n" + always, "severity: {broken: error}")
              .verdict.deployable == Verdict::Deployable::no);
}

TEST_CASE("judge: a check that finds its mistakes has outcomes when it has a weight") {
    const std::array<NativeCheck, 1> natives = {{{"broken", nullptr, finds_in_production}}};
    const CompiledChecks checks({check_file("broken", "", "family: hygiene\nweight: 2\n")}, natives);
    const Judged judged(
        checks.set,
        environments + "Resources:\n  A: {Type: AWS::S3::Bucket}\n  B: {Type: AWS::S3::Bucket}\n");
    REQUIRE(judged.verdict.outcomes.size() == 2);
    CHECK(judged.outcome("broken", "B")->headline().value == 1);
    CHECK(judged.verdict.findings[0].outcomes == std::vector<const Outcome*>{judged.outcome("broken", "A")});
}

TEST_CASE("judge: configuration") {
    const std::array<NativeCheck, 1> natives = {{{"released", always_fails, nullptr}}};
    const CompiledChecks checks(
        {check_file("released", "", "family: deployment\nweight: 2\naliases: [OLD_1]\n",
                    "AWS::Lambda::Function")},
        natives);
    const std::string text =
        "Resources:\n  Canary1: {Type: AWS::Lambda::Function}\n  Shop: {Type: AWS::Lambda::Function}\n";
    CHECK(Judged(checks.set, text).findings().size() == 2);
    CHECK(Judged(checks.set, text, "exclude: {functions: [\"Canary*\"]}").findings() ==
          Lines{"3:3 warning released: F Shop."});
    CHECK(Judged(checks.set, text, "disable: [old_1]").findings().empty());
    CHECK(
        Judged(checks.set, text, "severity: {released: error}\nexclude: {functions: [\"C*\"]}").findings() ==
        Lines{"3:3 error released: F Shop."});
}

TEST_CASE("judge: the budget of runs leaves the headline world") {
    const CompiledChecks checks({check_file("versioned", versioned)});
    const std::string text =
        environments +
        "Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {V: !If [IsProd, Enabled, Off1]}}\n  B: {Type: "
        "AWS::S3::Bucket, Properties: {V: !If [IsProd, Enabled, Off1]}}\n";
    const Judged judged(checks.set, text, "", {Date{2026, 11, 21}, 64, 2});
    CHECK(judged.verdict.outcomes[0].cases.size() == 2);
    CHECK(judged.verdict.outcomes[0].complete);
    CHECK(judged.verdict.outcomes[1].cases.size() == 1);
    CHECK_FALSE(judged.verdict.outcomes[1].complete);
}

TEST_CASE("judge: every problem that reading and expanding report") {
    const CompiledChecks checks(
        {check_file("duplicate-key", "", "family: validity\nweight: 0\n", "Template")});
    const Judged judged(checks.set,
                        "Resources:\n  A: {Type: AWS::S3::Bucket}\n  A: {Type: AWS::S3::Bucket}\n");
    REQUIRE(judged.findings().size() == 1);
    CHECK(judged.findings()[0].substr(0, 26) == "3:3 warning duplicate-key:");
}
