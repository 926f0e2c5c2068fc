// What every intrinsic function takes, by one mistake each: Template Reference, "Intrinsic functions".
#include <doctest/doctest.h>

#include <string>

#include "stackfit/checks.h"

namespace stackfit {
namespace {

/// The findings of family validity on a property whose value is `value`: "check: message", or "none".
std::string finding_on(const std::string& value, const std::string& transform = "") {
    const std::string text = transform + R"(Parameters:
  Names: {Type: CommaDelimitedList}
  Name: {Type: String}
Mappings:
  Sizes: {small: {Memory: "128"}, big: {Memory: "512"}}
Conditions:
  IsLive: !Equals [!Ref Name, live]
Resources:
  Orders: {Type: AWS::SQS::Queue}
  Holder:
    Type: AWS::SSM::Parameter
    Properties: {Type: String, Value: )" +
                             value + "}\n";
    static const CheckSet checks = catalogue();
    Project project;
    const Unit& unit = project.add_text("template.yaml", text, {});
    const Verdict verdict = judge(project, unit, checks, {}, {Date{2026, 11, 21}});
    std::string found;
    for (const Finding& finding : verdict.findings) {
        if (finding.check->family == Family::validity)
            found += (found.empty() ? "" : "\n") + std::string(finding.check->id) + ": " +
                     finding.message.substr(0, finding.message.find(" CloudFormation refuses"));
    }
    return found.empty() ? "none" : found;
}

}  // namespace

TEST_CASE("functions: arguments of the wrong number or form") {
    struct Row {
        const char* value;
        const char* finding;
    };
    const Row cases[] = {
        {"!Ref [Name]", "Ref: its name must be a text that is written out, not a list."},
        {"!GetAtt Orders",
         "Fn::GetAtt takes the name of a resource and one of its attributes, and has 1 item."},
        {"!Sub [a]", "Fn::Sub takes a text, or a list of a text and a map of variables, and has 1 item."},
        {"!Sub {a: b}", "Fn::Sub: its text must be a text that is written out, not a map."},
        {"!Sub '${Names}'", "Fn::Sub puts Names into a text, and it is a list."},
        {"!Sub '${Name:-x}'",
         "Fn::Sub has a variable \"Name:-x\"; a variable's name has letters, digits, \"_\", \".\" and \":\" "
         "only."},
        {"!Sub ['${A}', {A: !Ref Names}]",
         "Fn::Sub: its variable A must be a text, not Ref of Names (a list)."},
        {"!Join [a, b, c]", "Fn::Join takes a list of a delimiter and a list, and has 3 items."},
        {"!Join [!Ref Name, [a]]",
         "Fn::Join: its delimiter must be a text that is written out, not Ref of Name (a text)."},
        {"!Join ['-', !Ref Name]", "Fn::Join: its second item must be a list, not Ref of Name (a text)."},
        {"!Join ['-', [!Ref Names]]", "Fn::Join: its item must be a text, not Ref of Names (a list)."},
        {"!Select [x, !Ref Names]",
         "Fn::Select: its index must be a whole number, Ref or Fn::FindInMap, not \"x\"."},
        {"!Select [2, [a, b]]", "Fn::Select takes item 2 of a list that has 2 items; the first is item 0."},
        {"!Select [0, !Split ['-', !Ref Names]]",
         "Fn::Split: its value must be a text, not Ref of Names (a list)."},
        {"!FindInMap [Sizes, small]",
         "Fn::FindInMap takes a list of a mapping, a top-level key and a second-level key, and has 2 items."},
        {"!FindInMap [Sizes, tiny, Memory]",
         "Fn::FindInMap looks for \"tiny\", which mapping Sizes does not have."},
        {"!FindInMap [Sizes, !Sub '${Name}', Memory]",
         "Fn::FindInMap: its top-level key must be a text, Ref or Fn::FindInMap, not Fn::Sub (a text)."},
        {"!If [IsLive, a]",
         "Fn::If takes a list of a condition, a value where it is true and one where it is false, and has 2 "
         "items."},
        {"!If [!Equals [a, b], a, b]",
         "Fn::If: its condition must be a text that is written out, not Fn::Equals (true or false)."},
        {"!Base64 [a]", "Fn::Base64: its value must be a text, not a list."},
        {"!Select [0, !Cidr [10.0.0.0/8, 257, 8]]", "Fn::Cidr: its count must be from 1 to 256, not 257."},
        {"!Select [0, !Cidr [10.0.0.0/24, 4, 8]]",
         "Fn::Cidr: 10.0.0.0/24 has no room for 4 blocks of 8 bits each."},
        {"!Select [0, !Cidr [10.0.0/24, 4, 6]]",
         "Fn::Cidr: its address block must be one such as 10.0.0.0/16, not \"10.0.0/24\"."},
        {"!Select [0, !GetAZs [a]]", "Fn::GetAZs: its region must be a text, not a list."},
        {"!ImportValue {Ref: Orders}",
         "Fn::ImportValue has a name with Ref of Orders (a text), which depends on resources or on other "
         "stacks."},
        {"{'Fn::GetStackOutput': {StackName: a}}", "Fn::GetStackOutput needs OutputName."},
        {"{'Fn::Jon': ['-', [a]]}", "There is no function Fn::Jon."},
        {"!Equals [a, b]",
         "Fn::Equals stands in values of Resources and Outputs, where CloudFormation does not evaluate it."},
        {"!Condition IsLive", "The function Condition stands in values, and is one of Conditions only."},
    };
    for (const Row& one : cases) {
        CAPTURE(one.value);
        CHECK(finding_on(one.value) == std::string("function-shape: ") + one.finding);
    }
}

TEST_CASE("functions: what may be nested") {
    for (const char* const value :
         {"!Join ['', [!Sub a, !Select [0, !Ref Names], !ImportValue b, !GetAtt Orders.Arn]]",
          "!Join [',', !If [IsLive, !Ref Names, [a, b]]]",
          "!Select [!FindInMap [Sizes, small, Memory], !GetAZs '']", "!Select [3, [!Ref AWS::NoValue, a]]",
          "!FindInMap [Sizes, !Ref Name, Memory]",
          "!Sub ['${A} ${!B} ${Orders.Arn} $x ${', {A: !Join [',', !Ref Names]}]",
          "!If [IsLive, !If [IsLive, a, !Ref Name], b]", "!Base64 {'Fn::Sub': '${Name}'}",
          "!Select ['0', !Split ['-', !ImportValue {'Fn::Sub': '${Name}-a'}]]",
          "!Select [0, !Cidr [!Ref Name, 4, 8]]"}) {
        CAPTURE(value);
        CHECK(finding_on(value) == "none");
    }
    CHECK(finding_on("!FindInMap [Sizes, !Sub '${Name}', Memory]", "Transform: AWS::LanguageExtensions\n") ==
          "none");
}

TEST_CASE("functions: dynamic references") {
    CHECK(finding_on("'{{resolve:ssm:/orders/url:3}}'") == "none");
    CHECK(finding_on("!Sub '{{resolve:ssm:/orders/${Name}}}'") == "none");
    CHECK(finding_on("'{{resolve:ssm:/orders/url:latest}}'").starts_with("dynamic-reference: "));
    CHECK(finding_on("'{{resolve:vault:orders}}'").starts_with("dynamic-reference: "));
    const std::string secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf";
    CHECK(finding_on("'{{resolve:secretsmanager:" + secret + ":SecretString:key}}'") == "none");
    CHECK(finding_on("'{{resolve:secretsmanager:" + secret + ":key}}'").starts_with("dynamic-reference: "));
    CHECK(finding_on("'{{resolve:secretsmanager:orders:SecretString:key:AWSCURRENT:1234}}'")
              .starts_with("dynamic-reference: "));
}

}  // namespace stackfit
