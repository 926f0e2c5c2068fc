// Every limit has its error, and what is just below it is read.
#include <doctest/doctest.h>

#include "support/tree.h"

using namespace stackfit;
using test::Read;

namespace {

std::string repeat(const char* text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
}

/// `levels` lists, each in the block style of the other's item.
std::string block_lists(int levels) { return repeat("- ", levels) + "x\n"; }
std::string flow_lists(int levels) { return repeat("[", levels) + "1" + repeat("]", levels); }

}  // namespace

TEST_CASE("depth") {
    DocumentLimits limits;
    limits.depth = 10;
    CHECK(Read(block_lists(10), limits).errors().empty());
    CHECK(Read(block_lists(11), limits).errors() == "1:21 values are nested more than 10 deep\n");
    CHECK(Read(flow_lists(10), limits).errors().empty());
    CHECK(Read(flow_lists(11), limits).errors() == "1:11 values are nested more than 10 deep\n");
    CHECK(Read("a: " + flow_lists(10), limits).errors() == "1:13 values are nested more than 10 deep\n");
    CHECK(Read(block_lists(3000)).errors() == "1:257 values are nested more than 128 deep\n");
    CHECK(Read(flow_lists(1'000'000)).errors() == "1:129 values are nested more than 128 deep\n");
}

TEST_CASE("an alias cannot nest deeper than what is written may") {
    DocumentLimits limits;
    limits.depth = 3;
    CHECK(Read("a: &x [[1]]\nb: *x\n", limits).errors() ==
          "2:4 CloudFormation does not allow YAML aliases; write the value of *x out\n");
    CHECK(Read("a: &x [[1]]\nb: [*x]\n", limits).errors() ==
          "2:5 the alias *x would make the file too large\n");
}

TEST_CASE("number of values") {
    DocumentLimits limits;
    limits.nodes = 5;
    CHECK(Read("[1, 2, 3, 4]", limits).errors().empty());
    CHECK(Read("[1, 2, 3, 4, 5]", limits).errors() == "1:1 the file has more than 5 values\n");
    CHECK(Read("- 1\n- !GetAtt a.b\n", limits).errors() == "2:3 the file has more than 5 values\n");
}

TEST_CASE("open brackets, before yaml-cpp has to queue them") {
    DocumentLimits limits;
    limits.flow_brackets = 3;
    CHECK(Read("a: [[[]], []]\nb: '[[['\n", limits).errors().empty());
    CHECK(Read("a: [[[[", limits).errors() == "1:7 more than 3 brackets are open here\n");
    CHECK(Read("a: " + repeat("{a: [", 101)).errors() == "1:504 more than 200 brackets are open here\n");
    CHECK(Read("{\"a\": \"[[[[[[\"}", limits).errors().empty());  // JSON is not YAML
}

TEST_CASE("size of the file") {
    DocumentLimits limits;
    limits.bytes = 10;
    CHECK(Read("a: 3456789", limits).errors().empty());
    CHECK(Read("a: 34567890", limits).errors() == "1:1 the file is larger than 10 bytes\n");
}

TEST_CASE("a mapping of very many keys, each twice, is read in a moment") {
    std::string text;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 20'000; ++i)
            text += "k" + std::to_string(i) + ": " + std::to_string(round) + "\n";
    }
    const Read read(text);
    CHECK(read.document.errors.size() == 20'000);
    CHECK(read.document.root->members.size() == 20'000);
    CHECK(read.document.root->members[19'999].value->text == "1");
}
