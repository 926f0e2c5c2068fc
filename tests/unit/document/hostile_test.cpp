// Files that are wrong, or look wrong, one mistake each: what is said, where, and whether there is a tree
// nevertheless.
#include <doctest/doctest.h>

#include "support/source_dir.h"
#include "support/tree.h"

using namespace stackfit;
using test::Read;

namespace {

struct Case {
    const char* file;
    bool tree;
    const char* errors;
};

// clang-format off
constexpr Case cases[] = {
    {"alias-as-key.yaml", false,
     "2:1 a key cannot be an alias\n"},
    {"alias-cycle.yaml", true,
     "1:11 the alias *x stands inside its own anchor\n"},
    {"alias-unknown.yaml", false,
     "1:4 the alias *nobody has no anchor &nobody before it; a value that begins with * must be in quotes\n"},
    {"alias.yaml", true,
     "2:4 CloudFormation does not allow YAML aliases; write the value of *limit out\n"},
    {"bad-escape.yaml", false,
     "1:13 a double-quoted string knows no such escape; write \\\\ for a backslash, or use single quotes\n"},
    {"bad-indentation-in-list.yaml", false,
     "4:2 this list item does not line up with the items above; check its indentation\n"},
    {"bad-indentation.yaml", false,
     "4:4 this line does not line up with the keys above; check its indentation\n"},
    {"block-scalar-dedented.yaml", false,
     "3:1 a colon is missing after this key, or the line is not indented enough\n"},
    {"block-scalar-header.yaml", false,
     "1:9 the text of a block scalar begins on the line after its | or >\n"},
    {"bracket-never-opened.yaml", false,
     "2:4 this bracket was never opened\n"},
    {"byte-order-mark.yaml", true,
     "3:3 the key A is given more than once; only the last value counts\n"},
    {"carriage-returns-only.yaml", false,
     "1:5 a line ends with a carriage return only; save the file with line feeds\n"},
    {"colon-in-value.yaml", false,
     "1:19 a value that holds a colon and a space must be in quotes, and a key must begin its line\n"},
    {"comments.json", true, ""},
    {"control-character.yaml", false,
     "2:8 the character U+0007 is not allowed in YAML; remove it, or escape it in a double-quoted string\n"},
    {"directive-yaml-3.yaml", false,
     "1:1 the %YAML directive asks for a version other than 1\n"},
    {"document-end-then-text.yaml", false,
     "3:1 the document has ended before this; check the brackets and the indentation above\n"},
    {"duplicate-keys.json", true,
     "2:33 the key A is given more than once; only the last value counts\n"},
    {"duplicate-keys.yaml", true,
     "6:3 the key A is given more than once; only the last value counts\n"
     "8:3 the key A is given more than once; only the last value counts\n"},
    {"empty.yaml", false,
     "1:1 the file is empty\n"},
    {"endless-documents-comma.yaml", false,
     "1:1 a value cannot begin with this\n"},
    {"endless-documents.yaml", false,
     "1:8 the JSON value has ended before this; check the brackets above\n"},
    {"half-surrogate.json", false,
     "1:8 an escape \\uD800 to \\uDFFF needs its other half\n"},
    {"item-on-key-line.yaml", false,
     "1:7 a list item cannot begin here; put the `-` on a line of its own\n"},
    {"item-on-tag-line.yaml", false,
     "2:8 a list item cannot begin here; put the `-` on a line of its own\n"},
    {"latin1.yaml", false,
     "5:23 the byte 0xE9 is not UTF-8; save the file as UTF-8\n"},
    {"line-breaks-only.yaml", true, ""},
    {"list-as-key.yaml", false,
     "1:3 a key must be a word, not a list or a mapping\n"},
    {"lone-surrogate.json", false,
     "1:15 an escape \\uD800 to \\uDFFF needs its other half\n"},
    {"mapping-as-key.yaml", false,
     "2:5 a key must be a word, not a list or a mapping\n"},
    {"merge-key.yaml", true,
     "3:3 CloudFormation does not support merge keys (<<); write the keys out\n"
     "3:7 CloudFormation does not allow YAML aliases; write the value of *base out\n"},
    {"missing-colon.yaml", false,
     "4:5 a colon is missing after this key, or the line is not indented enough\n"},
    {"missing-comma.json", false,
     "3:3 a comma or } is missing before this\n"},
    {"nul-byte.yaml", false,
     "2:7 the file holds a NUL byte; it is not a text file\n"},
    {"null-key.yaml", false,
     "2:1 a key is missing here, or is null; put it in quotes when it is a word\n"},
    {"null-word-key.yaml", false,
     "1:1 a key is missing here, or is null; put it in quotes when it is a word\n"},
    {"number-too-big.json", false,
     "1:7 the number is too large\n"},
    {"only-comments.yaml", false,
     "1:1 the file holds no value\n"},
    {"only-null.yaml", false,
     "1:1 the file holds no value\n"},
    {"overlong-utf8.yaml", false,
     "2:5 the byte 0xC0 is not UTF-8; save the file as UTF-8\n"},
    {"single-quotes.json", true, ""},
    {"tab-indentation.yaml", false,
     "3:1 a tab is used for indentation, which YAML does not allow; use spaces\n"},
    {"tag-at-body-column.yaml", true, ""},
    {"tag-on-key.yaml", false,
     "1:1 a key cannot have a tag\n"},
    {"template-engine-value.yaml", false,
     "1:8 this line holds a template engine's {{ }} or {% %}; render the file first, or put the value in quotes\n"},
    {"template-engine.yaml", false,
     "2:4 this line holds a template engine's {{ }} or {% %}; render the file first, or put the value in quotes\n"},
    {"text-after-quoted.yaml", false,
     "1:11 this text cannot follow the value before it; put the whole value in quotes\n"},
    {"text-after-value.json", false,
     "2:1 the JSON value has ended before this; check the brackets above\n"},
    {"trailing-comma.json", true, ""},
    {"two-documents.yaml", false,
     "4:1 a second document begins here; CloudFormation reads one document a file\n"},
    {"two-tags.yaml", false,
     "1:16 a value can have one tag only; write the inner function in its long form, as Fn::Sub: or Ref:\n"},
    {"unclosed-brace.yaml", false,
     "1:12 the { that begins here is never closed\n"},
    {"unclosed-bracket.yaml", false,
     "3:4 a comma or ] is missing before this\n"},
    {"unclosed-string.json", false,
     "2:10 a string is not closed before the end of its line; a line break is written \\n\n"},
    {"unclosed.json", false,
     "1:7 the [ that begins here is never closed\n"},
    {"unknown-tag.yaml", true,
     "1:4 !GetAttt is not a tag that CloudFormation knows; did you mean !GetAtt?\n"
     "2:4 !Equals: is not a tag that CloudFormation knows; write !Equals and a space\n"
     "3:4 !Rain::Embed is not a tag that CloudFormation knows\n"
     "4:4 CloudFormation does not support the YAML tag !!binary; write the value without it\n"
     "5:4 !Fn::Sub is not a tag that CloudFormation knows; write !Sub and a space\n"
     "6:4 !sub is not a tag that CloudFormation knows; did you mean !Sub?\n"},
    {"unquoted-word.json", false,
     "2:8 a value is expected here; words need double quotes in JSON\n"},
    {"unterminated-double-quote.yaml", false,
     "5:25 the string that begins here has no closing quote\n"},
    {"unterminated-single-quote.yaml", false,
     "2:7 the string that begins here has no closing quote\n"},
    {"utf16.yaml", false,
     "1:1 the file is UTF-16 or UTF-32; save it as UTF-8\n"},
    {"value-with-at.yaml", false,
     "1:11 a value cannot begin with @ in YAML; put it in quotes\n"},
    {"value-with-backtick.yaml", false,
     "1:7 a value cannot begin with ` in YAML; put it in quotes\n"},
    {"value-with-percent.yaml", false,
     "1:9 a value cannot begin with % in YAML; put it in quotes\n"},
    {"value-with-star-word.yaml", false,
     "1:9 the alias *.example.com has no anchor &.example.com before it; a value that begins with * must be in quotes\n"},
    {"value-with-star.yaml", false,
     "3:15 a value cannot begin with * in YAML; put it in quotes\n"},
    {"windows-line-ends.yaml", false,
     "4:4 the alias *x has no anchor &x before it; a value that begins with * must be in quotes\n"},
};
// clang-format on

std::string fixture(const std::string& name) {
    const auto text =
        RealFileSystem().read(stackfit::testing::in_source("fixtures/hostile/") + name, 1 << 20);
    REQUIRE_MESSAGE(text.ok(), name);
    return *text;
}

}  // namespace

TEST_CASE("each mistake is named at its place") {
    for (const Case& one : cases) {
        const Read read(fixture(one.file));
        CHECK_MESSAGE(read.errors() == one.errors, one.file);
        CHECK_MESSAGE((read.document.root != nullptr) == one.tree, one.file);
    }
}

TEST_CASE("what looks wrong and is right has its value") {
    CHECK(Read(fixture("comments.json")).value() == "{A: 1}");
    CHECK(Read(fixture("trailing-comma.json")).value() == "{A: [1, 2]}");
    CHECK(Read(fixture("single-quotes.json")).value() == "{A: \"b\"}");
    CHECK(Read(fixture("line-breaks-only.yaml")).value() == R"({A: ["\n", " ", "x\n\n", "\n\n"]})");
    CHECK(Read(fixture("tag-at-body-column.yaml")).value() ==
          "{Items: [!{Fn::Sub: |\"one\\ntwo\\n\"}, !{Fn::Sub: \"plain goes on\"}, [!{Fn::Sub: |\"three\"}], "
          "{Nested: !{Fn::Sub: |\"four\\n\"}}], Text: |\"- !Sub |\\n  this is text\\n\"}");
}

TEST_CASE("documents without a value, and more than one") {
    const char* const nothing = "1:1 the file holds no value\n";
    const char* const second =
        "2:1 a second document begins here; CloudFormation reads one document a file\n";
    CHECK(Read("---\n").errors() == nothing);
    CHECK(Read("%YAML 1.1\n").errors() == nothing);
    CHECK(Read("%YAML 1.1\n---\n# c\n").errors() == nothing);
    CHECK(Read("--- ~\n...\n# c").errors() == nothing);
    CHECK(Read("---\n---\na: 1\n").errors() == second);
    CHECK(Read("a: 1\n---\n").errors() == second);
    CHECK(Read("a: 1\n%YAML 1.1\n---\n").errors() == second);
    CHECK(Read("--- a\n...\n# c").errors().empty());
    CHECK(Read(" \r\n\t\n").errors() == "1:1 the file is empty\n");
}

TEST_CASE("a bomb of aliases goes off as nulls") {
    const Read read(fixture("alias-bomb.yaml"));
    REQUIRE(read.document.root != nullptr);
    const std::string errors = read.errors();
    CHECK(errors.find("2:8 CloudFormation does not allow YAML aliases; write the value of *a out\n") == 0);
    CHECK(errors.find("the alias *e would make the file too large\n") != std::string::npos);
    CHECK(read.value().size() < 4'000'000);
}
