// What YAML means: values, types, tags.
#include <doctest/doctest.h>

#include "support/tree.h"

using namespace stackfit;
using test::Read;

namespace {

struct Case {
    const char* text;
    const char* value;
};

void check_values(std::span<const Case> cases) {
    for (const Case& one : cases) {
        const Read read(one.text);
        CHECK_MESSAGE(read.value() == one.value, one.text);
        CHECK_MESSAGE(read.errors() == "", one.text);
    }
}

}  // namespace

TEST_CASE("plain scalars are typed as YAML 1.1 types them") {
    const Case cases[] = {
        {"yes", "true"},
        {"On", "true"},
        {"TRUE", "true"},
        {"no", "false"},
        {"off", "false"},
        {"False", "false"},
        {"y", "\"y\""},
        {"oN", "\"oN\""},
        {"tRue", "\"tRue\""},
        {"~", "null"},
        {"null", "null"},
        {"Null", "null"},
        {"NULL", "null"},
        {"nULL", "\"nULL\""},
        {"", "null"},
        {"0", "0"},
        {"-0", "0"},
        {"+12", "12"},
        {"-7", "-7"},
        {"1_000", "1000"},
        {"0x1F", "31"},
        {"-0xff", "-255"},
        {"0b101", "5"},
        {"0755", "493"},
        {"000550", "360"},
        {"0o17", "\"0o17\""},
        {"089", "\"089\""},
        {"00", "0"},
        {"12:30", "750"},
        {"1:30:00", "5400"},
        {"1:60", "\"1:60\""},
        {"01:30", "\"01:30\""},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
        {"012345678901", "\"012345678901\""},
        {"0xFFFFFFFFFFFFFFFFF", "\"0xFFFFFFFFFFFFFFFFF\""},
        {"1.5", "1.5f"},
        {".5", ".5f"},
        {"5.", "5.f"},
        {"1.5e+3", "1.5e+3f"},
        {"1e3", "\"1e3\""},
        {"1.5e3", "\"1.5e3\""},
        {".inf", ".inff"},
        {"-.Inf", "-.Inff"},
        {".NaN", ".NaNf"},
        {"1:30.5", "1:30.5f"},
        {"-.5", "\"-.5\""},
        {".", "\".\""},
        {"2012-10-17", "\"2012-10-17\""},
        {"2012-10-17T10:00:00Z", "\"2012-10-17T10:00:00Z\""},
        {"1.2.3", "\"1.2.3\""},
        {"=", "\"=\""},
        {"'yes'", "\"yes\""},
        {"\"12\"", "\"12\""},
        {"'~'", "\"~\""},
    };
    for (const Case& one : cases) {
        const Read read(std::string("- ") + one.text);
        CHECK_MESSAGE(read.value() == "[" + std::string(one.value) + "]", one.text);
    }
}

TEST_CASE("keys are text as written") {
    const Case cases[] = {
        {"yes: 1", "{yes: 1}"}, {"010: 1", "{010: 1}"},      {"1.50: 1", "{1.50: 1}"},
        {"'': 1", "{: 1}"},     {"\"a b\" : 1", "{a b: 1}"}, {"? long key\n: 1", "{long key: 1}"},
        {"'<<': 1", "{<<: 1}"}, {"? a", "{a: null}"},
    };
    check_values(cases);
}

TEST_CASE("short tags become long forms on scalars, lists and mappings") {
    const Case cases[] = {
        {"!Ref A", "!{Ref: \"A\"}"},
        {"!Condition A", "!{Condition: \"A\"}"},
        {"!Sub '${A}'", "!{Fn::Sub: \"${A}\"}"},
        {"!Sub 12", "!{Fn::Sub: \"12\"}"},
        {"!Sub [a, {b: 1}]", "!{Fn::Sub: [\"a\", {b: 1}]}"},
        {"!GetAtt a.b", "!{Fn::GetAtt: [\"a\", \"b\"]}"},
        {"!GetAtt a.b.c", "!{Fn::GetAtt: [\"a\", \"b.c\"]}"},
        {"!GetAtt a", "!{Fn::GetAtt: [\"a\"]}"},
        {"!GetAtt [a, b]", "!{Fn::GetAtt: [\"a\", \"b\"]}"},
        {"Fn::GetAtt: a.b", "{Fn::GetAtt: \"a.b\"}"},
        {"!Transform {Name: x}", "!{Fn::Transform: {Name: \"x\"}}"},
        {"!If [A, !Ref B, !If [C, d, !GetAZs '']]",
         "!{Fn::If: [\"A\", !{Ref: \"B\"}, !{Fn::If: [\"C\", \"d\", !{Fn::GetAZs: \"\"}]}]}"},
        {"Fn::Base64: !Sub |\n  a\n  b\n", "{Fn::Base64: !{Fn::Sub: |\"a\\nb\\n\"}}"},
        {"!Base64\n  Fn::Sub: a", "!{Fn::Base64: {Fn::Sub: \"a\"}}"},
        {"A: !Ref\nB: !Ref ''\nC: !Ref\n'd': 1", "{A: !{Ref: \"\"}, B: !{Ref: \"\"}, C: !{Ref: \"\"}, d: 1}"},
        {"!Equals\n- a\n- b\n", "!{Fn::Equals: [\"a\", \"b\"]}"},
        {"&anchor !Ref A", "!{Ref: \"A\"}"},
    };
    check_values(cases);
}

TEST_CASE("YAML's own tags") {
    const Case cases[] = {
        {"!!str 12", "\"12\""},     {"! 12", "\"12\""},       {"!!int '12'", "12"},
        {"!!float 12", "12f"},      {"!!bool yes", "true"},   {"[!!null '']", "[null]"},
        {"!!map {a: 1}", "{a: 1}"}, {"!!seq [a]", "[\"a\"]"}, {"!!str a: 1", "{a: 1}"},
    };
    check_values(cases);
}

TEST_CASE("scalars over several lines") {
    const Case cases[] = {
        {"a: |\n\n  x\n   y\n\nb: 1", "{a: |\"\\nx\\n y\\n\", b: 1}"},
        {"a: |2\n    x\n", "{a: |\"  x\\n\"}"},
        {"a: |-\n  x\n\nb: |+\n  y\n\n", "{a: |\"x\", b: |\"y\\n\\n\"}"},
        {"a: >\n  x\n  y\n\n    z\n", "{a: |\"x y\\n\\n  z\\n\"}"},
        {"a: |\n# no text\nb: 1", "{a: |\"\", b: 1}"},
        {"a: x\n  y\n\n  z", "{a: \"x y\\nz\"}"},
        {"a: \"x\n  y\\\n  z\"", "{a: \"x yz\"}"},
        {"a: |\r\n  x\r\n  y\r\nb: p\r\n  q\r\n", "{a: |\"x\\ny\\n\", b: \"p q\"}"},
    };
    check_values(cases);
}

TEST_CASE("the end of folded scalars") {
    const Case cases[] = {
        {"a: >-\n  x\n  ", "{a: |\"x\"}"},
        {"a: >\n  x\n  ", "{a: |\"x\\n\"}"},
        {"a: >\n  x  \n  y  \n\nb: 1", "{a: |\"x   y  \\n\", b: 1}"},
        {"a: >+\n  x\n\n  \nb: 1", "{a: |\"x\\n\\n\\n\", b: 1}"},
        {"a: >\n  x", "{a: |\"x\"}"},
        {"a: >+\r\n  x\r\n\r\nb: 1", "{a: |\"x\\n\\n\", b: 1}"},
        {"a: >+\n\n\nb: 1", "{a: |\"\\n\\n\", b: 1}"},
    };
    check_values(cases);
}

TEST_CASE("line breaks before a closing quote fold like any others") {
    const Case cases[] = {
        {"'\n'", "\" \""},
        {"'\n\n'", "\"\\n\""},
        {"'\n\n  \n  '", "\"\\n\\n\""},
        {"'x\n'", "\"x \""},
        {"'x\n\n'", "\"x\\n\""},
        {"'x\n\n\n'", "\"x\\n\\n\""},
        {"\"x\n\n\n\n\"", "\"x\\n\\n\\n\""},
        {"\"\n\n\n\"", "\"\\n\\n\""},
        {"' '", "\" \""},
        {"''", "\"\""},
    };
    check_values(cases);
}

TEST_CASE("escapes in double quotes") {
    const Case cases[] = {
        {R"("\\ \" \/ \t \x41 \u00e9 \U0001F600")", "\"\\\\ \\\" / \\t A \xC3\xA9 \xF0\x9F\x98\x80\""},
        {R"("\_|\N|\L")", "\"\xC2\xA0|\xC2\x85|\xE2\x80\xA8\""},
        {R"("\0")", "\"\\u0000\""},
    };
    check_values(cases);
}

TEST_CASE("a tag where the text below it begins is no obstacle") {
    const Case cases[] = {
        {"- !Sub |\n  a\n  b\n- c", "[!{Fn::Sub: |\"a\\nb\\n\"}, \"c\"]"},
        {"- !Sub >-\n  a\n  b", "[!{Fn::Sub: |\"a b\"}]"},
        {"- !Sub a\n  b\n- c", "[!{Fn::Sub: \"a b\"}, \"c\"]"},
        {"- - !Sub |\n    a\n", "[[!{Fn::Sub: |\"a\\n\"}]]"},
        {"K:\n  !Sub |\n  a\nL: 1", "{K: !{Fn::Sub: |\"a\\n\"}, L: 1}"},
        {"- &x |\n  a\n- b", "[|\"a\\n\", \"b\"]"},
        {"-  !Sub |\n  a\n", "[!{Fn::Sub: |\"a\\n\"}]"},
        {"T: |\n  - !Sub |\n    a\n", "{T: |\"- !Sub |\\n  a\\n\"}"},
        {"T: |\n  !Sub a\n  b\nU:\n  - !Sub |\n    c\n",
         "{T: |\"!Sub a\\nb\\n\", U: [!{Fn::Sub: |\"c\\n\"}]}"},
        {"T: x\n  - !Sub |\n  y", "{T: \"x - !Sub | y\"}"},
        {"- &x a: 1\n  b: 2", "[{a: 1, b: 2}]"},
        {"- !!str a: 1\n  b: 2", "[{a: 1, b: 2}]"},
    };
    check_values(cases);
}

TEST_CASE("nothing where a value could be is null") {
    const Case cases[] = {
        {"a:\nb:", "{a: null, b: null}"},
        {"a: # why\nnull2: 1", "{a: null, null2: 1}"},
        {"-\n- a\n-", "[null, \"a\", null]"},
        {"{a: , b, \"c\": }", "{a: null, b: null, c: null}"},
        {"[a: ]", "[{a: null}]"},
        {"[~, a,]", "[null, \"a\"]"},
    };
    check_values(cases);
}

TEST_CASE("aliases and merge keys are read on") {
    const Read read(
        "base: &b {x: 1, y: 2}\nall:\n  <<: *b\n  y: 3\nlist: [*b, &c z, *c]\nboth:\n  y: 0\n  <<: [*b, {y: "
        "4, w: 5}]\n");
    CHECK(read.value() ==
          "{base: {x: 1, y: 2}, all: {x: 1, y: 3}, list: [{x: 1, y: 2}, \"z\", \"z\"], both: {y: 0, x: 1, w: "
          "5}}");
    CHECK(read.errors() ==
          "3:3 CloudFormation does not support merge keys (<<); write the keys out\n"
          "3:7 CloudFormation does not allow YAML aliases; write the value of *b out\n"
          "5:8 CloudFormation does not allow YAML aliases; write the value of *b out\n"
          "5:18 CloudFormation does not allow YAML aliases; write the value of *c out\n"
          "8:3 CloudFormation does not support merge keys (<<); write the keys out\n"
          "8:8 CloudFormation does not allow YAML aliases; write the value of *b out\n");
    const Node& all = *read.document.root->get("all");
    CHECK(all.members[0].origin->reason == "<<");
    CHECK(all.members[1].origin == nullptr);
    CHECK(read.document.root->get("list")->items[0]->origin->reason == "*b");
    CHECK(read.document.root->get("base")->origin == nullptr);
}

TEST_CASE("what a merge key cannot merge stays") {
    const Read read("<<: 1\na: 2\n");
    CHECK(read.value() == "{<<: 1, a: 2}");
    CHECK(read.document.errors.at(0).kind == SyntaxError::Kind::merge_key);
}

TEST_CASE("of equal keys the last counts, and both are named") {
    const Read read("a: 1\nb: 2\na: 3\nc: {x: 1, x: 2}\na: 4\n");
    CHECK(read.value() == "{b: 2, c: {x: 2}, a: 4}");
    CHECK(read.errors() ==
          "3:1 the key a is given more than once; only the last value counts\n"
          "4:11 the key x is given more than once; only the last value counts\n"
          "5:1 the key a is given more than once; only the last value counts\n");
    for (const SyntaxError& error : read.document.errors)
        CHECK(error.kind == SyntaxError::Kind::duplicate_key);
    CHECK(test::place(read.source(), read.document.errors[2].first) == "1:1-1:2");
    CHECK(read.document.root->duplicate);
    CHECK(read.document.root->get("c")->duplicate);
    CHECK_FALSE(Read("a: 1").document.root->duplicate);
}

TEST_CASE("unknown tags are read as the functions they would be") {
    const Read read("A: !GetAttt b\nB: !Equals: [a]\nC: !!binary eA==\nD: !Fn::Sub x\nE: !Length [a]\n");
    CHECK(read.value() ==
          "{A: !{Fn::GetAttt: \"b\"}, B: !{Fn::Equals: [\"a\"]}, C: \"eA==\", D: !{Fn::Sub: \"x\"}, "
          "E: !{Fn::Length: [\"a\"]}}");
    CHECK(read.errors() ==
          "1:4 !GetAttt is not a tag that CloudFormation knows; did you mean !GetAtt?\n"
          "2:4 !Equals: is not a tag that CloudFormation knows; write !Equals and a space\n"
          "3:4 CloudFormation does not support the YAML tag !!binary; write the value without it\n"
          "4:4 !Fn::Sub is not a tag that CloudFormation knows; write !Sub and a space\n"
          "5:4 !Length is not a tag that CloudFormation knows: Fn::Length has no short form; write it in "
          "full, as a key\n");
    for (const SyntaxError& error : read.document.errors) CHECK(error.kind == SyntaxError::Kind::unknown_tag);
}

TEST_CASE("text of a scalar is a view of the file where it can be") {
    const Read read("a: plain\nb: 'quoted'\nc: 'it''s'\n");
    const std::string_view file = read.source().text();
    const auto in_file = [&file](const Node* node) {
        return node->text.data() >= file.data() && node->text.data() < file.data() + file.size();
    };
    CHECK(in_file(read.document.root->get("a")));
    CHECK(in_file(read.document.root->get("b")));
    CHECK_FALSE(in_file(read.document.root->get("c")));
}
