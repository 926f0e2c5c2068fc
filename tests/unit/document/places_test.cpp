// Where things are: every key and value of a text, with begin and end.
#include <doctest/doctest.h>

#include "support/tree.h"

using namespace stackfit;
using test::Read;

TEST_CASE("block style") {
    const Read read(
        "Resources:\n"
        "  Queue: # a comment\n"
        "    Type: AWS::SQS::Queue\n"
        "    Tags:\n"
        "    - Key: a\n"
        "      Value: \"b c\"\n"
        "    -   - 1\n"
        "        - 'it''s'   # more\n"
        "\n"
        "# end\n");
    CHECK(read.places() ==
          "1:1-8:18 {}\n"
          "  1:1-1:10 Resources:\n"
          "    2:3-8:18 {}\n"
          "      2:3-2:8 Queue:\n"
          "        3:5-8:18 {}\n"
          "          3:5-3:9 Type:\n"
          "            3:11-3:26 \"AWS::SQS::Queue\"\n"
          "          4:5-4:9 Tags:\n"
          "            5:5-8:18 []\n"
          "              5:7-6:19 {}\n"
          "                5:7-5:10 Key:\n"
          "                  5:12-5:13 \"a\"\n"
          "                6:7-6:12 Value:\n"
          "                  6:14-6:19 \"b c\"\n"
          "              7:9-8:18 []\n"
          "                7:11-7:12 1\n"
          "                8:11-8:18 \"it's\"\n");
}

TEST_CASE("flow style") {
    const Read read(
        "{a: [1, {b: c},\n"
        "     [ ] , # ]\n"
        "     {}, d: e, f ,\n"
        " ], \"g\":'h', i }\n");
    CHECK(read.document.syntax == Syntax::yaml);
    CHECK(read.places() ==
          "1:1-4:17 {}\n"
          "  1:2-1:3 a:\n"
          "    1:5-4:3 []\n"
          "      1:6-1:7 1\n"
          "      1:9-1:15 {}\n"
          "        1:10-1:11 b:\n"
          "          1:13-1:14 \"c\"\n"
          "      2:6-2:9 []\n"
          "      3:6-3:8 {}\n"
          "      3:10-3:14 {}\n"
          "        3:10-3:11 d:\n"
          "          3:13-3:14 \"e\"\n"
          "      3:16-3:17 \"f\"\n"
          "  4:5-4:8 g:\n"
          "    4:9-4:12 \"h\"\n"
          "  4:14-4:15 i:\n"
          "    4:15-4:15 null\n");
}

TEST_CASE("short tags: the function covers its tag, its argument does not") {
    const Read read(
        "a: !Ref B\n"
        "b: !GetAtt C.D.E\n"
        "c: !GetAtt 'C.D'\n"
        "d: !If [X, !Sub 'y', !Ref Z]\n"
        "e:\n"
        "  !Select\n"
        "  - 1\n"
        "  - !GetAZs\n"
        "f: &f !Ref G\n");
    CHECK(read.places() ==
          "1:1-9:13 {}\n"
          "  1:1-1:2 a:\n"
          "    1:4-1:10 !{}\n"
          "      1:4-1:8 Ref:\n"
          "        1:9-1:10 \"B\"\n"
          "  2:1-2:2 b:\n"
          "    2:4-2:17 !{}\n"
          "      2:4-2:11 Fn::GetAtt:\n"
          "        2:12-2:17 []\n"
          "          2:12-2:13 \"C\"\n"
          "          2:14-2:17 \"D.E\"\n"
          "  3:1-3:2 c:\n"
          "    3:4-3:17 !{}\n"
          "      3:4-3:11 Fn::GetAtt:\n"
          "        3:12-3:17 []\n"
          "          3:13-3:14 \"C\"\n"
          "          3:15-3:16 \"D\"\n"
          "  4:1-4:2 d:\n"
          "    4:4-4:29 !{}\n"
          "      4:4-4:7 Fn::If:\n"
          "        4:8-4:29 []\n"
          "          4:9-4:10 \"X\"\n"
          "          4:12-4:20 !{}\n"
          "            4:12-4:16 Fn::Sub:\n"
          "              4:17-4:20 \"y\"\n"
          "          4:22-4:28 !{}\n"
          "            4:22-4:26 Ref:\n"
          "              4:27-4:28 \"Z\"\n"
          "  5:1-5:2 e:\n"
          "    6:3-8:12 !{}\n"
          "      6:3-6:10 Fn::Select:\n"
          "        7:3-8:12 []\n"
          "          7:5-7:6 1\n"
          "          8:5-8:12 !{}\n"
          "            8:5-8:12 Fn::GetAZs:\n"
          "              8:12-8:12 \"\"\n"
          "  9:1-9:2 f:\n"
          "    9:7-9:13 !{}\n"
          "      9:7-9:11 Ref:\n"
          "        9:12-9:13 \"G\"\n");
}

TEST_CASE("scalars over several lines end with their last text") {
    const Read read(
        "a: |\n"
        "  x\n"
        "\n"
        "    y  \n"
        "\n"
        "# comment\n"
        "b: >2-\n"
        "    z\n"
        "  w\n"
        "c: plain\n"
        "  goes\n"
        "\n"
        "  on # comment\n"
        "d: \"one\n"
        "  two\" \n"
        "e: |+\n"
        "\n"
        "f: !Sub |\n"
        "  t\n");
    CHECK(read.places() ==
          "1:1-19:4 {}\n"
          "  1:1-1:2 a:\n"
          "    1:4-4:6 |\"x\\n\\n  y  \\n\"\n"
          "  7:1-7:2 b:\n"
          "    7:4-9:4 |\"  z\\nw\"\n"
          "  10:1-10:2 c:\n"
          "    10:4-13:5 \"plain goes\\non\"\n"
          "  14:1-14:2 d:\n"
          "    14:4-15:7 \"one two\"\n"
          "  16:1-16:2 e:\n"
          "    16:4-16:6 |\"\\n\"\n"
          "  18:1-18:2 f:\n"
          "    18:4-19:4 !{}\n"
          "      18:4-18:8 Fn::Sub:\n"
          "        18:9-19:4 |\"t\\n\"\n");
}

TEST_CASE("block scalars of white space, and those that begin with it") {
    const Read read("a: >-\n \t  \n# c\nb: |\n \t\n  x\n y\nc: |\n\n   \nd: 1\n");
    CHECK(read.places() ==
          "1:1-11:5 {}\n"
          "  1:1-1:2 a:\n"
          "    1:4-1:6 |\"\\t  \"\n"
          "  4:1-4:2 b:\n"
          "    4:4-7:3 |\"\\t\\n x\\ny\\n\"\n"
          "  8:1-8:2 c:\n"
          "    8:4-8:5 |\"\"\n"
          "  11:1-11:2 d:\n"
          "    11:4-11:5 1\n");
}

TEST_CASE("a tag that yaml-cpp may not see has its place") {
    const Read read("- !Sub |\n  a\n  b\n- c\n");
    CHECK(read.places() ==
          "1:1-4:4 []\n"
          "  1:3-3:4 !{}\n"
          "    1:3-1:7 Fn::Sub:\n"
          "      1:8-3:4 |\"a\\nb\\n\"\n"
          "  4:3-4:4 \"c\"\n");
}

TEST_CASE("null is where it is written, or behind what it belongs to") {
    const Read read("a:\nb: ~\nc: # x\n\n\nd:\n  - null\n  -\n  - # y\n  - e\nf: {g: , h}\n? i\n");
    CHECK(read.places() ==
          "1:1-12:4 {}\n"
          "  1:1-1:2 a:\n"
          "    1:3-1:3 null\n"
          "  2:1-2:2 b:\n"
          "    2:4-2:5 null\n"
          "  3:1-3:2 c:\n"
          "    3:3-3:3 null\n"
          "  6:1-6:2 d:\n"
          "    7:3-10:6 []\n"
          "      7:5-7:9 null\n"
          "      8:4-8:4 null\n"
          "      9:4-9:4 null\n"
          "      10:5-10:6 \"e\"\n"
          "  11:1-11:2 f:\n"
          "    11:4-11:12 {}\n"
          "      11:5-11:6 g:\n"
          "        11:7-11:7 null\n"
          "      11:10-11:11 h:\n"
          "        11:11-11:11 null\n"
          "  12:3-12:4 i:\n"
          "    12:4-12:4 null\n");
}

TEST_CASE("columns count code points, after a byte order mark too") {
    const Read read("\xEF\xBB\xBF\xC3\xA9: \xE8\xAA\x9E\xE8\xAA\x9E # x\n\xC3\xBC: !Ref \xF0\x9F\x98\x80\n");
    CHECK(read.places() ==
          "1:1-2:10 {}\n"
          "  1:1-1:2 \xC3\xA9:\n"
          "    1:4-1:6 \"\xE8\xAA\x9E\xE8\xAA\x9E\"\n"
          "  2:1-2:2 \xC3\xBC:\n"
          "    2:4-2:10 !{}\n"
          "      2:4-2:8 Ref:\n"
          "        2:9-2:10 \"\xF0\x9F\x98\x80\"\n");
}

TEST_CASE("Windows line ends") {
    const Read read("a: |\r\n  x\r\nb: y\r\nc:\r\n- z\r\n");
    CHECK(read.places() ==
          "1:1-5:4 {}\n"
          "  1:1-1:2 a:\n"
          "    1:4-2:4 |\"x\\n\"\n"
          "  3:1-3:2 b:\n"
          "    3:4-3:5 \"y\"\n"
          "  4:1-4:2 c:\n"
          "    5:1-5:4 []\n"
          "      5:3-5:4 \"z\"\n");
}

TEST_CASE("anchors and aliases") {
    const Read read("a: &x [1]\nb: *x\nc: &y\n  d: *y\n");
    CHECK(read.places() ==
          "1:1-4:8 {}\n"
          "  1:1-1:2 a:\n"
          "    1:7-1:10 []\n"
          "      1:8-1:9 1\n"
          "  2:1-2:2 b:\n"
          "    2:4-2:6 []\n"
          "      1:8-1:9 1\n"
          "  3:1-3:2 c:\n"
          "    4:3-4:8 {}\n"
          "      4:3-4:4 d:\n"
          "        4:6-4:8 null\n");
    CHECK(read.errors() ==
          "2:4 CloudFormation does not allow YAML aliases; write the value of *x out\n"
          "4:6 the alias *y stands inside its own anchor\n");
}

// RapidJSON says where it is, not where things are; these facts about what it says are what the JSON reader
// rests on.
TEST_CASE("JSON") {
    const Read read(
        "\xEF\xBB\xBF \n"
        "{\"a\\\"b\" : [ true,false ,null, -1.5e3,12 ],\n"
        "  \"c\": {}, \"d\": [ ],\n"
        "  \"e\": {\"f\": \"g\\n\\\\\", \"\": \"\xC3\xA9\"}\n"
        "}\n");
    CHECK(read.document.syntax == Syntax::json);
    CHECK(read.places() ==
          "2:1-5:2 {}\n"
          "  2:2-2:8 a\"b:\n"
          "    2:11-2:42 []\n"
          "      2:13-2:17 true\n"
          "      2:18-2:23 false\n"
          "      2:25-2:29 null\n"
          "      2:31-2:37 -1.5e3f\n"
          "      2:38-2:40 12\n"
          "  3:3-3:6 c:\n"
          "    3:8-3:10 {}\n"
          "  3:12-3:15 d:\n"
          "    3:17-3:20 []\n"
          "  4:3-4:6 e:\n"
          "    4:8-4:31 {}\n"
          "      4:9-4:12 f:\n"
          "        4:14-4:21 \"g\\n\\\\\"\n"
          "      4:23-4:25 :\n"
          "        4:27-4:30 \"\xC3\xA9\"\n");
}
