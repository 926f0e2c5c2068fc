// AWS::LanguageExtensions: what loops and functions become, in both modes, and what is refused.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

constexpr const char* start = R"(
Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList, Default: "a, b"}
  Open: {Type: CommaDelimitedList}
  Env: {Type: String, Default: dev}
  Stage: {Type: String}
  Remote: {Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /names}
Mappings:
  Map: {dev: {Text: small, List: [x, y]}, prod: {Text: large}}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsLate: !Equals [!Ref Stage, prod]
Resources:
)";

/// The body stands in lines 15 and after.
Expanded expanded(const std::string& resources, SamMode mode = SamMode::transform) {
    return Expanded(start + resources, mode);
}

std::string loop(const std::string& value) { return "  Fn::ForEach::Loop: " + value + "\n"; }

/// The value of property P of a resource, on one line.
std::string property(const std::string& value, SamMode mode = SamMode::transform) {
    const Expanded all =
        expanded("  R: {Type: AWS::SNS::Topic, Properties: {P: " + value + ", Z: z}}\n", mode);
    CHECK(all.problems() == "");
    const Node* made = all.result.root->get("Resources")->get("R")->get("Properties")->get("P");
    return made == nullptr ? "" : write_json(*made, 0);
}

std::string refusal(const std::string& resources, SamMode mode = SamMode::transform) {
    return expanded(resources, mode).problems();
}

std::string refused_property(const std::string& value) {
    return refusal("  R: {Type: AWS::SNS::Topic, Properties: {P: " + value + "}}\n");
}

struct Case {
    const char* written;
    const char* becomes;
};

}  // namespace

TEST_CASE("the service resolves what it knows") {
    const Case cases[] = {
        {"!Ref Env", R"("dev")"},
        {"!Ref Names", R"(["a","b"])"},
        {"!Ref AWS::Region", R"("us-east-1")"},
        {"!Ref AWS::NoValue", ""},
        {"!Ref Stage", R"({"Ref":"Stage"})"},
        {"!Ref R", R"({"Ref":"R"})"},
        {"!Ref AWS::StackName", R"({"Ref":"AWS::StackName"})"},
        {"!Sub '${Env}-x'", R"("dev-x")"},
        {"!Sub '${Env}-${R.Arn}-${!Env}'", R"({"Fn::Sub":"dev-${R.Arn}-${!Env}"})"},
        {"!Sub '${Env}-${!Env}'", R"("dev-${Env}")"},
        {"!Sub ['${A}-${B}', {A: !Ref Env, B: !GetAtt R.Arn}]",
         R"({"Fn::Sub":["dev-${B}",{"B":{"Fn::GetAtt":["R","Arn"]}}]})"},
        {"!Sub ['${A}', {A: !Ref Env}]", R"("dev")"},
        {"!Join ['-', [!Ref Env, x, !Ref AWS::NoValue]]", R"("dev-x")"},
        {"!Join [',', !Ref Names]", R"("a,b")"},
        {"!Join ['-', [!Ref Env, !Ref R]]", R"({"Fn::Join":["-",["dev",{"Ref":"R"}]]})"},
        {"!Select [1, !Ref Names]", R"("b")"},
        {"!Select [0, [!Ref Env, !Ref R]]", R"("dev")"},
        {"!Split ['|', 'a|b|']", R"(["a","b",""])"},
        {"!FindInMap [Map, !Ref Env, Text]", R"("small")"},
        {"!FindInMap [Map, !Join ['', [d, ev]], List]", R"(["x","y"])"},
        {"!FindInMap [Map, other, Text, {DefaultValue: !Sub 'no-${Env}'}]", R"("no-dev")"},
        {"!FindInMap [None, a, b, {DefaultValue: 1}]", "1"},
        {"!FindInMap [Map, !Ref Stage, Text]", R"({"Fn::FindInMap":["Map",{"Ref":"Stage"},"Text"]})"},
        {"!If [IsProd, a, !Ref Env]", R"("dev")"},
        {"!If [IsProd, a, !Ref AWS::NoValue]", ""},
        {"!If [IsLate, !Ref Env, b]", R"({"Fn::If":["IsLate","dev","b"]})"},
        {"{Fn::Length: !Ref Names}", "2"},
        {"{Fn::Length: [1, !Ref R, 3]}", "3"},
        {"{Fn::Length: {'Fn::Split': ['|', 'a|b|c']}}", "3"},
        {"{Fn::Length: !Ref Open}", R"({"Fn::Length":{"Ref":"Open"}})"},
        {"{Fn::ToJsonString: {a: 1, b: [true, !Ref Env, !Ref Names], c: \"\\\"\"}}",
         R"("{\"a\":1,\"b\":[true,\"dev\",[\"a\",\"b\"]],\"c\":\"\\\"\"}")"},
        {"{Fn::ToJsonString: [!Ref R, !Ref Env]}", R"({"Fn::ToJsonString":[{"Ref":"R"},"dev"]})"},
        {"!Base64 ab", R"("YWI=")"},
        {"!Base64 abc", R"("YWJj")"},
        {"!Base64 a", R"("YQ==")"},
        {"!GetAtt [!Sub '${Env}', Arn]", R"({"Fn::GetAtt":["dev","Arn"]})"},
        {"!Ref {'Fn::Sub': 'R'}", R"({"Ref":"R"})"},
        {"{Condition: {StringEquals: {a: !Ref Env}}}", R"({"Condition":{"StringEquals":{"a":"dev"}}})"},
    };
    for (const Case& one : cases)
        CHECK_MESSAGE(property(one.written) == std::string(one.becomes), one.written);
}

TEST_CASE("while judging parameters stay") {
    const Case cases[] = {
        {"!Ref Env", R"({"Ref":"Env"})"},
        {"!Sub '${Env}-x'", R"({"Fn::Sub":"${Env}-x"})"},
        {"!Join ['-', [!Ref Env, x]]", R"({"Fn::Join":["-",[{"Ref":"Env"},"x"]]})"},
        {"!FindInMap [Map, !Ref Env, Text]", R"({"Fn::FindInMap":["Map",{"Ref":"Env"},"Text"]})"},
        {"!If [IsProd, a, b]", R"({"Fn::If":["IsProd","a","b"]})"},
        {"{Fn::Length: [1, 2]}", "2"},
        {"{Fn::Length: !Ref Names}", R"({"Fn::Length":{"Ref":"Names"}})"},
        {"{Fn::ToJsonString: {a: b}}", R"("{\"a\":\"b\"}")"},
    };
    for (const Case& one : cases)
        CHECK_MESSAGE(property(one.written, SamMode::judge) == std::string(one.becomes), one.written);
}

TEST_CASE("a loop comes out once for each item, in both modes") {
    for (const SamMode mode : {SamMode::transform, SamMode::judge}) {
        const Expanded all = expanded(
            loop(
                "[Id, [x-1, y], {'T&{Id}': {Type: !Sub 'A::${Id}', Properties: {A: !Ref Id, B: '${Id}', C: "
                "!Sub "
                "'&{Id}', '${Id}': 1, Fn::ForEach::In: [J, [1, true], {'${Id}${J}': !Sub '${Id}/${J}'}]}}}]"),
            mode);
        CHECK(all.problems() == "");
        CHECK(all.ids() == "Tx1 Ty");
        CHECK(all.resource("Tx1") ==
              R"({"Type":"A::x-1","Properties":{"A":"x-1","B":"${Id}","C":)" +
                  std::string(mode == SamMode::judge ? R"({"Fn::Sub":"&{Id}"})" : R"("&{Id}")") +
                  R"(,"${Id}":1,"x-11":"x-1/1","x-1true":"x-1/true"}})");
    }
}

TEST_CASE("collections") {
    const Case cases[] = {
        {"!Ref Names", "Ta Tb"},
        {"[x, !Ref Env]", "Tx Tdev"},
        {"!FindInMap [Map, !Ref Env, List]", "Tx Ty"},
        {"!Split [',', !Sub '${Env},z']", "Tdev Tz"},
        {"!If [IsProd, [p], !Ref Names]", "Ta Tb"},
        {"[]", ""},
    };
    for (const Case& one : cases) {
        const Expanded all =
            expanded(loop("[Id, " + std::string(one.written) + ", {'T${Id}': {Type: A::B::C}}]"));
        CHECK(all.problems() == "");
        CHECK_MESSAGE(all.ids() == std::string(one.becomes), one.written);
    }
    const Expanded pairs = expanded(loop("[[A, B], [[x, 1], [y, 2]], {'T${A}${B}': {Type: !Ref A}}]"));
    CHECK(pairs.ids() == "Tx1 Ty2");
    CHECK(pairs.resource("Ty2") == R"({"Type":"y"})");
}

TEST_CASE("names are resolved where they must be known") {
    for (const SamMode mode : {SamMode::transform, SamMode::judge}) {
        const Expanded all = expanded(loop("[Id, [dev, x], {'T${Id}': {Type: A::B::C, DependsOn: [!Sub "
                                           "'Q${Id}'], Condition: !FindInMap [Map, "
                                           "!Ref Id, Text, {DefaultValue: !Ref AWS::NoValue}], Properties: "
                                           "{A: !Ref {'Fn::Sub': 'Q${Id}'}, "
                                           "B: !GetAtt [!Sub 'Q${Id}', Arn]}}}]"),
                                      mode);
        CHECK(all.problems() == "");
        const std::string depends =
            mode == SamMode::transform ? R"("DependsOn":"Qx")" : R"("DependsOn":["Qx"])";
        CHECK(all.resource("Tx") ==
              R"({"Type":"A::B::C",)" + depends +
                  R"(,"Properties":{"A":{"Ref":"Qx"},"B":{"Fn::GetAtt":["Qx","Arn"]}}})");
        CHECK(all.resource("Tdev").find(R"("Condition":"small")") != std::string::npos);
    }
}

TEST_CASE("what is made says which item made it, at the author's line") {
    const Expanded all = expanded(
        "  Fn::ForEach::Outer:\n    - A\n    - [x]\n    - Fn::ForEach::Inner: [B, [1], {'T${A}${B}': {Type: "
        "C::D::E}}]\n",
        SamMode::judge);
    const Member* made = all.result.root->get("Resources")->find("Tx1");
    REQUIRE(made != nullptr);
    REQUIRE(made->origin != nullptr);
    CHECK(made->origin->reason == "Fn::ForEach::Inner[1]");
    REQUIRE(made->origin->cause != nullptr);
    CHECK(made->origin->cause->reason == "Fn::ForEach::Outer[x]");
    CHECK(all.sources[0].position(made->key_span.begin).line == 18);
    CHECK(made->value->get("Type")->origin == made->origin);
}

TEST_CASE("what rests on an unknown value stays, and is said once") {
    const std::string body = ", {'T${Id}': {Type: A::B::C}}]";
    for (const SamMode mode : {SamMode::transform, SamMode::judge}) {
        const Expanded open = expanded(loop("[Id, !Ref Open" + body), mode);
        CHECK_FALSE(open.result.refused);
        CHECK(open.problems() ==
              "15:3: : Not expanded, and what it adds is not known: Fn::ForEach::Loop, whose collection "
              "rests on "
              "parameter Open. (note)\n");
        CHECK(open.ids() == "Fn::ForEach::Loop");
        CHECK(open.result.root->get("Transform") != nullptr);
        const Expanded remote = expanded(loop("[Id, !Ref Remote" + body), mode);
        CHECK_FALSE(remote.result.refused);
        CHECK(remote.ids() == "Fn::ForEach::Loop");
    }
    const Expanded assumed = expanded(loop("[Id, !Ref Names" + body), SamMode::judge);
    CHECK(assumed.problems() == "15:3: : Expanded for Names=a, b. (note)\n");
    CHECK(assumed.ids() == "Ta Tb");
    CHECK(assumed.result.possible_names == std::vector<std::string_view>{"T*"});
}

TEST_CASE("malformed loops are refused at their places") {
    const std::string body = ", {'T${Id}': {Type: A::B::C}}]";
    const Case cases[] = {
        {"text",
         "15:3: : Fn::ForEach::Loop takes a list of three: an identifier, a collection, and a map of what is "
         "repeated. [language-extensions]\n"},
        {"[a, b]",
         "15:3: : Fn::ForEach::Loop takes a list of three: an identifier, a collection, and a map of what is "
         "repeated. [language-extensions]\n"},
        {"[{a: b}, [x], {T: 1}]",
         "15:23: : The identifier of Fn::ForEach::Loop is a text of letters and digits, not a map. "
         "[language-extensions]\n"},
        {"[Env, [x], {'T${Env}': 1}]",
         "15:23: : Identifier Env is also the name of a parameter; each name may mean one thing. Take "
         "another. "
         "[language-extensions]\n"},
        {"[Id, x, {'T${Id}': 1}]",
         "15:27: : The collection of Fn::ForEach::Loop is a list, not 'x'. [language-extensions]\n"},
        {"[Id, !Ref Env, {'T${Id}': 1}]",
         "15:27: : The collection of Fn::ForEach::Loop is a list, but parameter Env is of type String. Make "
         "it a "
         "CommaDelimitedList. [language-extensions]\n"},
        {"[Id, [x, [y]], {'T${Id}': 1}]",
         "15:31: : An item of the collection of Fn::ForEach::Loop is a text, not a list. "
         "[language-extensions]\n"},
        {"[Id, !GetAtt R.List, {'T${Id}': 1}]",
         "15:27: : The collection of Fn::ForEach::Loop must be known before anything is created, but it is "
         "a value made by Fn::GetAtt. It takes a literal list, a list parameter, or functions of these. "
         "[language-extensions]\n"},
        {"[Id, [x], [y]]",
         "15:32: : What Fn::ForEach::Loop repeats is a map of keys with ${Id}, not a list. "
         "[language-extensions]\n"},
        {"[Id, [x, y], {T: 1}]",
         "15:36: : The key T of Fn::ForEach::Loop has neither ${Id} nor &{Id} in it: every item would make "
         "the "
         "same key. [language-extensions]\n"},
        {"[Id, [x, x], {'T${Id}': 1}]",
         "15:36: Tx: Fn::ForEach::Loop makes \"Tx\", which is there already. Every key must come out once. "
         "[language-extensions]\n"},
        {"[Id, [x-y], {'T${Id}': 1}]",
         "15:35: : Fn::ForEach::Loop makes \"Tx-y\", and the name of a resource takes letters and digits "
         "only. "
         "&{Id} puts in an item without its other characters. [language-extensions]\n"},
    };
    for (const Case& one : cases)
        CHECK_MESSAGE(refusal(loop(one.written)) == std::string(one.becomes), one.written);
    CHECK(refusal("  Fn::ForEach::Env: [Id, [x]" + body.substr(0) + "\n") ==
          "15:3: : The loop Fn::ForEach::Env has the name of a parameter of the template; give it one of its "
          "own. "
          "[language-extensions]\n");
}

TEST_CASE("malformed functions are refused at their places") {
    const Case cases[] = {
        {"{Fn::Length: text}",
         "15:59: R: Fn::Length takes a list or a function that gives one, not a string. "
         "[language-extensions]\n"},
        {"{Fn::Length: !GetAtt R.List}",
         "15:59: R: Fn::Length cannot count a list that only the deployment knows. It takes a literal list, "
         "a list "
         "parameter, or functions of these. [language-extensions]\n"},
        {"{Fn::ToJsonString: text}",
         "15:65: R: Fn::ToJsonString takes a map or a list, not 'text'. [language-extensions]\n"},
        {"{Fn::ToJsonString: {a: {Condition: b}}}",
         "15:70: R: Fn::ToJsonString does not take Condition in it: AWS::LanguageExtensions refuses the "
         "template. "
         "[language-extensions]\n"},
        {"!FindInMap [Map, dev]",
         "15:57: R: Fn::FindInMap takes a list of a mapping, a top-level key and a second-level key, and may "
         "have "
         "{DefaultValue: ...} as a fourth item. [language-extensions]\n"},
        {"!FindInMap [Map, dev, Text, x]",
         "15:74: R: The fourth item of Fn::FindInMap is {DefaultValue: ...}, not a string. "
         "[language-extensions]\n"},
        {"!FindInMap [Map, dev, None]",
         "15:68: R: Fn::FindInMap finds no key \"None\" in mapping Map. AWS::LanguageExtensions refuses the "
         "template, whether the value is used or not; a fourth item {DefaultValue: ...} says what to take "
         "instead. "
         "[language-extensions]\n"},
        {"!Select [2, [a]]",
         "15:46: R: Fn::Select takes item 2 of a list of 1; items are counted from 0. "
         "[language-extensions]\n"},
        {"!If [{Ref: Env}, a, b]",
         "15:50: R: Fn::If takes a list of the name of a condition and two values; AWS::LanguageExtensions "
         "takes no "
         "function as the name. [language-extensions]\n"},
    };
    for (const Case& one : cases)
        CHECK_MESSAGE(refused_property(one.written) == std::string(one.becomes), one.written);
    CHECK(
        refusal("  R: {Type: A::B::C, DeletionPolicy: !Ref Env}\n") ==
        "15:38: R: DeletionPolicy becomes 'dev'; it takes Delete, Retain, RetainExceptOnCreate or Snapshot. "
        "[language-extensions]\n");
    CHECK(refusal("  R: {Type: A::B::C, DeletionPolicy: !Ref Stage}\n") == "");
    CHECK(refusal("  R: {Type: A::B::C, DeletionPolicy: !GetAtt Q.Arn}\n") ==
          "15:38: R: DeletionPolicy depends on what only the deployment knows; it must be known before "
          "anything is "
          "created. Use a parameter, a mapping or a condition. [language-extensions]\n");
}

TEST_CASE("the transform is listed, at the top and before SAM") {
    const Expanded missing("Resources:\n  Fn::ForEach::L: [Id, [x], {'T${Id}': {Type: A::B::C}}]\n",
                           SamMode::transform);
    CHECK(missing.problems() ==
          "2:3: : Fn::ForEach::L needs the transform AWS::LanguageExtensions, which the template does not "
          "list. "
          "CloudFormation refuses the template. Add it to Transform, before AWS::Serverless-2016-10-31 where "
          "that "
          "stands. [language-extensions]\n");
    CHECK(missing.ids() == "Tx");
    const std::string reversed =
        "Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]\nResources:\n";
    const Expanded late(reversed + "  Fn::ForEach::L: [Id, [x], {'T${Id}': {Type: A::B::C}}]\n",
                        SamMode::judge);
    CHECK(late.problems() ==
          "1:41: : AWS::LanguageExtensions stands after AWS::Serverless in Transform, so SAM meets "
          "Fn::ForEach::L, "
          "which it does not know. Put it first. [transform-is-well-formed]\n");
    CHECK(late.ids() == "Tx");
    const Expanded last(reversed + "  T: {Type: A::B::C, Properties: {P: {Fn::Length: [1, 2]}}}\n",
                        SamMode::transform);
    CHECK(last.problems() == "");
    CHECK(write_json(*last.result.root, 0) ==
          R"({"Resources":{"T":{"Type":"A::B::C","Properties":{"P":2}}}})");
    const Expanded elsewhere(
        "Transform: AWS::LanguageExtensions\nMetadata: {A: {Fn::Length: [1]}}\nResources: {}\n",
        SamMode::judge);
    CHECK(elsewhere.problems() ==
          "2:16: : Fn::Length stands in Metadata; AWS::LanguageExtensions works in Resources, Conditions and "
          "Outputs "
          "only. [language-extensions]\n");
    CHECK(expanded("  R: {Type: A::B::C}\n").result.root->get("Transform") == nullptr);
}

TEST_CASE("what SAM reads is resolved before") {
    const std::string function =
        "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nParameters: {Env: {Type: String, "
        "Default: "
        "dev}}\nResources:\n  Fn::ForEach::F: [Id, [a, b], {'F${Id}': {Type: AWS::Serverless::Function, "
        "Properties: "
        "{InlineCode: x, Handler: h, Runtime: r, AutoPublishAlias: !Join ['', [!Ref Env, !Ref Id]]}}}]\n";
    for (const SamMode mode : {SamMode::transform, SamMode::judge}) {
        const Expanded all(function, mode);
        CHECK_FALSE(all.result.refused);
        CHECK(all.ids().find("FaAliasdeva") != std::string::npos);
        CHECK(all.ids().find("FbAliasdevb") != std::string::npos);
    }
}

TEST_CASE("loops are bounded") {
    std::string items;
    for (int i = 0; i < 60; ++i) items += (i > 0 ? ", i" : "i") + std::to_string(i);
    const Expanded bomb =
        expanded(loop("[A, [" + items + "], {Fn::ForEach::B: [B, [" + items + "], {Fn::ForEach::C: [C, [" +
                      items + "], {'T${A}${B}${C}': {Type: A::B::C}}]}]}]"));
    CHECK(bomb.problems().find("make more than 400000 values, and stackfit stops there") !=
          std::string::npos);
    CHECK(bomb.ids() == "Fn::ForEach::Loop");
    std::string deep = "'T${L5}': {Type: A::B::C}";
    for (int i = 5; i >= 0; --i)
        deep = "Fn::ForEach::N" + std::to_string(i) + ": [L" + std::to_string(i) + ", [x], {" + deep + "}]";
    CHECK(refusal("  " + deep + "\n")
              .find("Fn::ForEach::N5 stands in 5 other loops; Fn::ForEach may be nested 5 "
                    "deep.") != std::string::npos);
}

TEST_CASE("the stage of an API may be called what the service makes of its name") {
    const Expanded all(
        "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nParameters: {Env: {Type: String, "
        "Default: "
        "dev}}\nResources:\n  Api: {Type: AWS::Serverless::Api, Properties: {StageName: !Ref Env}}\n",
        SamMode::judge);
    CHECK(all.problems() == "");
    CHECK(all.result.possible_names == std::vector<std::string_view>{"Api*Stage"});
}
