#include <doctest/doctest.h>

#include "support/tree.h"

using namespace stackfit;
using test::Read;

namespace {

std::string json(const char* text, int indent) { return write_json(*Read(text).document.root, indent); }
std::string yaml(const std::string& text) { return write_yaml(*Read(text).document.root); }

}  // namespace

TEST_CASE("JSON as Python's json.dumps writes it") {
    const char* const text =
        R"({"a": [1, -2.50, true, null, "x\n\u00e9"], "b": {}, "c": [], "d": {"e": [[]]}})";
    CHECK(json(text, 0) ==
          "{\"a\":[1,-2.50,true,null,\"x\\n\xC3\xA9\"],\"b\":{},\"c\":[],\"d\":{\"e\":[[]]}}");
    CHECK(json(text, 2) ==
          "{\n"
          "  \"a\": [\n"
          "    1,\n"
          "    -2.50,\n"
          "    true,\n"
          "    null,\n"
          "    \"x\\n\xC3\xA9\"\n"
          "  ],\n"
          "  \"b\": {},\n"
          "  \"c\": [],\n"
          "  \"d\": {\n"
          "    \"e\": [\n"
          "      []\n"
          "    ]\n"
          "  }\n"
          "}");
    CHECK(json("!GetAtt a.b", 4) == "{\n    \"Fn::GetAtt\": [\n        \"a\",\n        \"b\"\n    ]\n}");
}

TEST_CASE("JSON numbers are as written where JSON allows it") {
    CHECK(json("[1.50, 1.5e+3, .5, 5., 1_0.5, 1:30.5, -1.0, !!float 3, 0x1F, .inf]", 0) ==
          "[1.50,1.5e+3,0.5,5.0,10.5,90.5,-1.0,3.0,31,\".inf\"]");
    CHECK(json("[1e5, 1E-7, 0.1]", 0) == "[1e5,1E-7,0.1]");
}

TEST_CASE("YAML as a person writes it") {
    const std::string text =
        "AWSTemplateFormatVersion: '2010-09-09'\n"
        "Description: Plain text, with a comma; it's all right\n"
        "Conditions:\n"
        "  IsProd: !Equals\n"
        "    - !Ref Stage\n"
        "    - prod\n"
        "  Both: !And\n"
        "    - !Condition IsProd\n"
        "    - !Not\n"
        "      - !Condition Other\n"
        "Resources:\n"
        "  Function:\n"
        "    Type: AWS::Serverless::Function\n"
        "    Properties:\n"
        "      Role: !GetAtt Role.Arn\n"
        "      Name:\n"
        "        Fn::GetAtt:\n"
        "          - !Ref X\n"
        "          - Arn\n"
        "      Layers: []\n"
        "      Tags: {}\n"
        "      Code: !Sub |\n"
        "        exports.handler = async () => {\n"
        "\n"
        "          return '${Stage}'\n"
        "        }\n"
        "      UserData:\n"
        "        Fn::Base64: !Sub |-\n"
        "          #!/bin/sh\n"
        "          echo\n"
        "      Number: !Sub 12\n"
        "      Account: '012345678901'\n"
        "      Switch: 'yes'\n"
        "      Real: true\n"
        "      Nothing: null\n"
        "      Quoted: 'a: b'\n"
        "      Escaped: \"tab\\there\"\n"
        "      List:\n"
        "        - - a\n"
        "          - b\n"
        "        - Key: k\n"
        "          Value: !ImportValue\n"
        "            Fn::Sub: x\n";
    const std::string expected = [&text] {
        std::string changed = text;
        const auto replace = [&changed](std::string_view from, std::string_view to) {
            changed.replace(changed.find(from), from.size(), to);
        };
        replace("Number: !Sub 12", "Number: !Sub '12'");  // quoted: 12 alone would be a number
        // A tag cannot stand right below another.
        replace("Value: !ImportValue\n            Fn::Sub: x", "Value:\n            Fn::ImportValue: !Sub x");
        return changed;
    }();
    CHECK(yaml(text) == expected);
    CHECK(yaml(expected) == expected);
}

TEST_CASE("functions whose argument a short tag would change take their long name") {
    CHECK(yaml("Fn::GetAtt: a.b") == "Fn::GetAtt: a.b\n");
    CHECK(yaml("Fn::Sub: 12") == "Fn::Sub: 12\n");
    CHECK(yaml("Fn::ForEach::X: [a]") == "Fn::ForEach::X:\n  - a\n");
    CHECK(yaml("Fn::GetAtt: [a.b, c]") == "Fn::GetAtt:\n  - a.b\n  - c\n");
    CHECK(yaml("!Contains [[a], b]") == "Fn::Contains:\n  - - a\n  - b\n");
    CHECK(yaml("!Not [{Condition: A}]") == "!Not\n- !Condition A\n");
    CHECK(yaml("!Not [!Not [{Condition: A}]]") == "!Not\n- !Not\n  - !Condition A\n");
    CHECK(yaml("{a: {Condition: A}}") == "a:\n  Condition: A\n");
    CHECK(yaml("Condition: A") == "Condition: A\n");
    CHECK(yaml("!Condition A") == "!Condition A\n");
    CHECK(yaml("- Fn::Sub: |\n    x\n    y\n") == "- !Sub |\n    x\n    y\n");
}

TEST_CASE("every text reads back as itself") {
    const std::string_view texts[] = {
        "",
        " ",
        "a",
        " a",
        "a ",
        "-",
        "- a",
        "-a",
        "?",
        ":",
        "a:",
        "a: b",
        "a #b",
        "a#b",
        "#a",
        "!a",
        "&a",
        "*a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "[a",
        "{a",
        "a]",
        "a,b",
        "'",
        "\"",
        "it's",
        "\\",
        "yes",
        "No",
        "y",
        "null",
        "~",
        "12",
        "0x1F",
        "012",
        "1e3",
        "1.5",
        ".5",
        "1:30",
        "2012-10-17",
        "<<",
        "=",
        "---",
        "...",
        "--- a",
        "a\nb",
        "a\nb\n",
        "a\n\n",
        "\n",
        "\n\n",
        "\na",
        " a\nb",
        "a\n b\n",
        "a\n \nb",
        "a\n\tb",
        "\ta\nb",
        "a\tb",
        "a\rb",
        "a\r\nb",
        std::string_view("\0", 1),
        "\x01",
        "\x7F",
        "\xC2\x85",
        "\xC2\xA0",
        "a\xE2\x80\xA8"
        "b",
        "\xEF\xBB\xBF",
        "\xC3\xA9",
        "\xF0\x9F\x98\x80",
        "a\n# b\n",
        "# a\nb",
        "a: |\n  b\n",
        "${A}\n!Sub x\n",
        "- !Sub |\n  a",
        "a  \nb",
        "{{resolve:ssm:x}}",
        "Fn::Sub",
        ".inf",
        "key: \"x\"\n",
    };
    for (const std::string_view text : texts) {
        Arena arena;
        Builder build(arena);
        const Node* const string = build.string(text, {}, nullptr);
        const Member pair{text, {}, string, nullptr};
        const Node* const function = build.mapping({{"Fn::Sub", {}, string, nullptr}}, {}, nullptr);
        const Node* const list = build.sequence({string, function}, {}, nullptr);
        const Node* const tree =
            build.mapping({pair, {"list", {}, list, nullptr}, {"sub", {}, function, nullptr}}, {}, nullptr);
        const std::string written = write_yaml(*tree);
        const Read again(written);
        CHECK_MESSAGE(again.errors() == "", written);
        CHECK_MESSAGE((again.document.root != nullptr && test::same_value(*tree, *again.document.root)),
                      written);
        const Read root(write_yaml(*string));
        CHECK_MESSAGE((root.document.root != nullptr && test::same_value(*string, *root.document.root)),
                      write_yaml(*string));
        const Read from_json(write_json(*tree, 2));
        CHECK(from_json.document.syntax == Syntax::json);
        CHECK(test::same_value(*tree, *from_json.document.root));
    }
}

TEST_CASE("floats of JSON keep their value in YAML") {
    CHECK(yaml("[1e5, 1E-7, 1e+300, 0.10, -2.5e3]") ==
          "- 100000.0\n- 1.0e-07\n- 1.0e+300\n- 0.10\n- -2500.0\n");
}

TEST_CASE("a very long key") {
    const std::string key(1500, 'k');
    CHECK(yaml("{\"" + key + "\": {\"a\": 1}}") == "? " + key + "\n:\n  a: 1\n");
    CHECK(Read(yaml("{\"" + key + "\": [1]}")).value() == "{" + key + ": [1]}");
}

TEST_CASE("a node that stands in a list more than once is written as often") {
    Arena arena;
    Builder build(arena);
    const Node* item = build.string("a", Span{}, nullptr);
    const Node* list = build.sequence({item, item, item}, Span{}, nullptr);
    CHECK(write_json(*list, 0) == R"(["a","a","a"])");
    CHECK(write_yaml(*list) == "- a\n- a\n- a\n");
}
