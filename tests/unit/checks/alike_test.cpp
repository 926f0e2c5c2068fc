// Resources that are compared with those like them: what it costs is asserted in evaluations, never in time.
#include <doctest/doctest.h>

#include <string>

#include "stackfit/checks.h"

namespace stackfit {
namespace {

struct Judged {
    std::uint64_t evaluations = 0;
    std::vector<std::string> findings;  ///< messages
    std::size_t unknown = 0;            ///< outcomes; those of validity are not kept
    Verdict::Deployable deployable = Verdict::Deployable::yes;
};

/// What one check alone says of a template.
Judged judged(const std::string& id, const std::string& text) {
    static const CheckSet checks = catalogue();
    Configuration configuration;
    configuration.only = {id};
    Project project;
    const Unit& unit = project.add_text("t.yaml", text, {});
    const Verdict verdict = judge(project, unit, checks, configuration, {Date{2026, 11, 21}});
    Judged result;
    result.evaluations = unit.worlds->evaluations();
    result.deployable = verdict.deployable;
    for (const Finding& finding : verdict.findings) result.findings.push_back(finding.message);
    for (const Outcome& outcome : verdict.outcomes)
        if (outcome.headline().status == Judgement::Status::unknown) ++result.unknown;
    return result;
}

std::string entry(int place, const std::string& acl, const std::string& number,
                  const std::string& condition = "") {
    return "  E" + std::to_string(place) + ":\n    Type: AWS::EC2::NetworkAclEntry\n" + condition +
           "    Properties: {NetworkAclId: " + acl + ", RuleNumber: " + number +
           ", Protocol: 6, RuleAction: allow, CidrBlock: 10.0.0.0/16, PortRange: {From: 443, To: 443}}\n";
}

constexpr const char* numbers = "network-acl-rule-numbers-differ";
constexpr const char* keys = "iam-user-has-one-access-key";
constexpr const char* reached = "network-acl-entry-is-reached";
constexpr int many = 2'000;
/// Reading each resource by itself takes some ten evaluations; each pair of them would take millions.
constexpr std::uint64_t few = 60'000;

}  // namespace

TEST_CASE("alike: many entries of one network ACL") {
    std::string text = "Resources:\n";
    for (int i = 0; i < many; ++i) text += entry(i, "acl-0123456789abcdef0", std::to_string(i + 1));
    Judged result = judged(numbers, text);
    CHECK(result.findings.empty());
    CHECK(result.evaluations < few);

    text += entry(many, "acl-0123456789abcdef0", "'0700'");
    result = judged(numbers, text);
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].find("Entries E699 and E2000 of one network ACL have the same number, 0700") ==
          0);
    CHECK(result.evaluations < few);
}

TEST_CASE("alike: one number in many network ACLs, by reference and by name") {
    std::string text = "Resources:\n";
    for (int i = 0; i < many / 2; ++i) {
        const std::string acl = "A" + std::to_string(i);
        text += "  " + acl + ": {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: vpc-0123456789abcdef0}}\n";
        text += entry(i, "!Ref " + acl, "100");
    }
    const Judged result = judged(numbers, text);
    CHECK(result.findings.empty());
    CHECK(result.evaluations < few);
}

TEST_CASE("alike: numbers under Fn::If are compared with those of every branch, and ask no other world") {
    std::string text = "Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}\nConditions:\n";
    for (int i = 0; i < 20; ++i)
        text += "  C" + std::to_string(i) + ": !Equals [!Ref Stage, s" + std::to_string(i) + "]\n";
    text += "  Prod: !Equals [!Ref Stage, prod]\nResources:\n";
    for (int i = 0; i < 20; ++i)
        text += entry(i, "acl-0123456789abcdef0",
                      "!If [C" + std::to_string(i) + ", " + std::to_string(100 + i) + ", " +
                          std::to_string(200 + i) + "]");
    Judged result = judged(numbers, text);
    CHECK(result.findings.empty());

    text += entry(20, "acl-0123456789abcdef0", "!If [Prod, 205, 300]");
    result = judged(numbers, text);
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].find("Entries E5 and E20 of one network ACL") == 0);
}

TEST_CASE("alike: what has entries with one number is not deployable, or not in the worlds that have both") {
    const std::string head =
        "Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}\n"
        "Conditions: {Prod: !Equals [!Ref Stage, prod]}\nResources:\n";
    const std::string first = head + entry(0, "acl-0123456789abcdef0", "100");
    CHECK(judged(numbers, first).deployable == Verdict::Deployable::yes);
    CHECK(judged(numbers, first + entry(1, "acl-0123456789abcdef0", "100")).deployable ==
          Verdict::Deployable::no);
    CHECK(judged(numbers, first + entry(1, "acl-0123456789abcdef0", "100", "    Condition: Prod\n"))
              .deployable == Verdict::Deployable::in_some_worlds);
}

TEST_CASE("alike: a user whom nobody knows may be any of them") {
    std::string text = "Parameters: {Who: {Type: String}}\nResources:\n";
    for (int i = 0; i < 5; ++i)
        text += "  K" + std::to_string(i) + ": {Type: AWS::IAM::AccessKey, Properties: {UserName: u" +
                std::to_string(i) + "}}\n";
    CHECK(judged(keys, text).unknown == 0);
    text += "  Open: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref Who}}\n";
    const Judged result = judged(keys, text);
    CHECK(result.findings.empty());
    CHECK(result.unknown == 6);
}

TEST_CASE("entries of a network ACL behind one that matches the same are each told once") {
    std::string text = "Resources:\n";
    for (int i = 0; i < many; ++i) text += entry(i, "acl-0123456789abcdef0", std::to_string(many - i));
    Judged result = judged(reached, text);
    REQUIRE(result.findings.size() == many - 1);
    CHECK(
        result.findings[0].find(
            "Entry E0 of the network ACL never decides: entry E1999 with the smaller number 1 allows all") ==
        0);
    CHECK(result.evaluations < 50 * many);  // each is looked at with the first alone
}

TEST_CASE("entries of a network ACL with a number that is none have no turn") {
    std::string text = "Resources:\n";
    for (int i = 0; i < 40; ++i) text += entry(i, "acl-0123456789abcdef0", i % 2 == 0 ? "nan" : "inf");
    text += entry(40, "acl-0123456789abcdef0", "200") + entry(41, "acl-0123456789abcdef0", "100");
    const Judged result = judged(reached, text);
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].find("Entry E40 of the network ACL never decides: entry E41") == 0);
}

TEST_CASE("entries of a network ACL that match something else are not looked at in any world") {
    std::string text =
        "Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}\nConditions:\n  Prod: !Equals [!Ref "
        "Stage, prod]\nResources:\n";
    for (int i = 0; i < many; ++i)
        text += "  E" + std::to_string(i) +
                ":\n    Type: AWS::EC2::NetworkAclEntry\n    Properties: {NetworkAclId: "
                "acl-0123456789abcdef0, RuleNumber: " +
                std::to_string(i + 1) + ", Protocol: 6, RuleAction: !If [Prod, deny, allow], CidrBlock: 10." +
                std::to_string(i / 250) + "." + std::to_string(i % 250) +
                ".0/24, PortRange: {From: 443, To: 443}}\n";
    const Judged result = judged(reached, text);
    CHECK(result.findings.empty());
    CHECK(result.unknown == 0);
    CHECK(result.evaluations < many);
}

TEST_CASE("alike: access keys of many users") {
    std::string text = "Resources:\n";
    for (int i = 0; i < many / 2; ++i) {
        const std::string user = "U" + std::to_string(i);
        text += "  " + user + ": {Type: AWS::IAM::User}\n";
        text += "  K" + std::to_string(i) + ": {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref " +
                user + "}}\n";
    }
    Judged result = judged(keys, text);
    CHECK(result.findings.empty());
    CHECK(result.unknown == 0);
    CHECK(result.evaluations < few);

    text += "  Again: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref U7}}\n";
    result = judged(keys, text);
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].find("Access keys K7 and Again belong to the same user") == 0);
}

}  // namespace stackfit
