#include "report/markdown.h"

#include <doctest/doctest.h>

using namespace stackfit;

TEST_CASE("what would be markup is escaped") {
    CHECK(markdown_text("a|b") == "a\\|b");
    CHECK(markdown_text("<img src=x>") == "\\<img src=x\\>");
    CHECK(markdown_text("[x](y)") == "\\[x\\](y)");
    CHECK(markdown_text("a_b*c`d") == "a\\_b\\*c\\`d");
    CHECK(markdown_text("\\|") == "\\\\\\|");
    CHECK(markdown_text("two\nlines\r\n") == "two lines  ");
    CHECK(markdown_text("eu-west-1 (a.yaml)") == "eu-west-1 (a.yaml)");
    CHECK(markdown_text("- item") == "\\- item");
    CHECK(markdown_text("# head") == "\\# head");
    CHECK(markdown_text("").empty());
}

TEST_CASE("nobody is mentioned and nothing is linked") {
    CHECK(markdown_text("@team") == "\\@<!-- -->team");
    CHECK(markdown_text("see https://example.com") == "see https:<!-- -->//example.com");
}

TEST_CASE("code holds its backticks") {
    CHECK(markdown_code("id") == "`id`");
    CHECK(markdown_code("a`b") == "``a`b``");
    CHECK(markdown_code("`a``") == "``` `a`` ```");
    CHECK(markdown_code("a|b") == "`a|b`");
    CHECK(markdown_code("two\nlines") == "`two lines`");
    CHECK(markdown_code("").empty());
}

TEST_CASE("a table has a rule below its head") {
    MarkdownTable table({{"check"}, {"points", true}});
    table.row({"`a`", "1.5"});
    table.row({"", ""});
    table.row({"`b|c`", "\\|"});
    CHECK(table.text() == "| check | points |\n| --- | --: |\n| `a` | 1.5 |\n|  |  |\n| `b\\|c` | \\| |\n");
}
