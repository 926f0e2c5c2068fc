#include <doctest/doctest.h>

#include "support/parsed_template.h"

using namespace stackfit;
using stackfit::testing::ParsedTemplate;

namespace {

constexpr const char* context = R"(
Parameters:
  Stage: {Type: String, Default: beta}
  Zones: {Type: CommaDelimitedList, Default: "a, b ,c"}
Mappings:
  Sizes: {beta: {Memory: 256, List: [x, y]}}
Conditions:
  Never: !Equals [a, b]
Resources:
  F: {Type: "AWS::Lambda::Function"}
Outputs:
  O: {Value: )";

/// Shows `expression` evaluated in the headline world, before anything else is decided.
std::string shown(const std::string& expression) {
    const ParsedTemplate parsed(context + expression + "}\n");
    REQUIRE(parsed.document.root != nullptr);
    Worlds worlds(parsed.templ, {});
    std::string result;
    worlds.explore([&](World& world) { if (result.empty()) result = world.show(world.evaluate(parsed.output("O"))); }, 1);
    return result;
}

std::string compared(const std::string& a, const std::string& b) {
    const ParsedTemplate parsed(context + ("[" + a + ", " + b + "]") + "}\n");
    REQUIRE(parsed.document.root != nullptr);
    Worlds worlds(parsed.templ, {});
    std::string result;
    worlds.explore([&](World& world) {
        if (!result.empty()) return;
        const Tri equal = world.equal(world.evaluate(parsed.output("O")->items[0]).text, world.evaluate(parsed.output("O")->items[1]).text);
        result = equal == Tri::yes ? "yes" : equal == Tri::no ? "no" : "unknown";
    }, 1);
    return result;
}

}  // namespace

TEST_CASE("values of intrinsic functions") {
    struct Row { const char* expression; const char* value; };
    const Row rows[] = {
        {"plain", "plain"},
        {"8080", "8080"},
        {"!Ref 'AWS::NoValue'", "not set"},
        {"!Ref F", "${F}"},
        {"!GetAtt F.Arn", "${F.Arn}"},
        {"!GetAtt [F, Version.Version]", "${F.Version.Version}"},
        {"!Sub 'x-${F}-${AWS::Region}-${!literal}'", "x-${F}-${AWS::Region}-${literal}"},
        {"!Sub ['${A}-${Stage}', {A: !GetAtt F.Arn}]", "${F.Arn}-${Stage}"},
        {"!Join [':', [a, !Ref 'AWS::NoValue', b]]", "a:b"},
        {"!Join [',', !Ref Zones]", "a,b,c"},
        {"!Select [1, !Split ['/', a/b/c]]", "b"},
        {"!Select ['2', !Ref Zones]", "c"},
        {"!Select [7, [a]]", "unknown (the index of Fn::Select is out of range)"},
        {"!If [Never, a, b]", "b"},
        {"!FindInMap [Sizes, !Ref Stage, Memory]", "256"},
        {"!FindInMap [Sizes, gamma, Memory]", "unknown (the mapping has no such key)"},
        {"!FindInMap [Sizes, gamma, Memory, {DefaultValue: 128}]", "128"},
        {"!ImportValue shared", "Fn::ImportValue shared"},
        {"!GetAZs ''", "unknown (Fn::GetAZs is known only to AWS)"},
        {"'{{resolve:ssm:name}}'", "{{resolve:ssm:name}}"},
        {"[a, b]", "a list"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.expression);
        CHECK(shown(row.expression) == row.value);
    }
}

TEST_CASE("texts compare in normal form, and three-valued") {
    struct Row { const char* a; const char* b; const char* equal; };
    const Row rows[] = {
        {"!Sub '${F}:live'", "!Join [':', [!Ref F, live]]", "yes"},
        {"!Sub '${F.Arn}:live'", "!Sub '${F}:live'", "unknown"},
        {"!Sub '${F}:live'", "!Sub '${F}:prod'", "no"},
        {"!Ref F", "!Ref G", "no"},
        {"!Ref F", "name", "unknown"},
        {"!Sub 'a-${F}'", "b-name", "no"},
        {"!Sub '${AWS::StackName}-x'", "!Join ['-', [!Ref 'AWS::StackName', x]]", "yes"},
        {"!Sub '${Stage}-x'", "beta-x", "yes"},
        {"!ImportValue a", "!ImportValue a", "yes"},
        {"!ImportValue a", "!ImportValue b", "unknown"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.a);
        CAPTURE(row.b);
        CHECK(compared(row.a, row.b) == row.equal);
    }
}

TEST_CASE("booleans and numbers are coerced as CloudFormation does") {
    const ParsedTemplate parsed("Outputs: {T: {Value: 'true'}, F: {Value: no}, N: {Value: '5'}, X: {Value: yes please}}");
    Worlds worlds(parsed.templ, {});
    worlds.explore([&](World& world) {
        CHECK(world.truth(world.evaluate(parsed.output("T"))) == Tri::yes);
        CHECK(world.truth(world.evaluate(parsed.output("F"))) == Tri::no);
        CHECK(world.truth(world.evaluate(parsed.output("X"))) == Tri::unknown);
        CHECK(world.number(world.evaluate(parsed.output("N"))) == 5);
        CHECK_FALSE(world.number(world.evaluate(parsed.output("X"))));
    });
}

TEST_CASE("NoValue removes members and items") {
    const ParsedTemplate parsed("Outputs: {L: {Value: [a, !Ref 'AWS::NoValue', b]}, M: {Value: {x: 1, y: !Ref 'AWS::NoValue'}}, S: {Value: one}}");
    Worlds worlds(parsed.templ, {});
    worlds.explore([&](World& world) {
        CHECK(world.items(world.evaluate(parsed.output("L"))).size() == 2);
        CHECK(world.members(world.evaluate(parsed.output("M"))).size() == 1);
        CHECK(world.items(world.evaluate(parsed.output("S"))).empty());
        CHECK(world.items(world.evaluate(parsed.output("S")), true).size() == 1);
    });
}
