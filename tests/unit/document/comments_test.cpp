#include <doctest/doctest.h>

#include "support/tree.h"

using namespace stackfit;
using test::Read;

namespace {

/// "line:column-line:column text", with a star where the comment has its line for itself.
std::string comments(const std::string& text) {
    const Read read(text);
    std::string out;
    for (const Comment& comment : find_comments(read.source(), read.document)) {
        out += test::place(read.source(), comment.span) + (comment.own_line ? " * " : " ") +
               std::string(comment.text) + "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("comments between scalars, alone or behind one") {
    CHECK(comments("# stackfit: first\n"
                   "A: # stackfit: behind a key\n"
                   "  - b #stackfit:tight  \r\n"
                   "  #\tstackfit: \n"
                   "  - {c: d, # stackfit: in a mapping\n"
                   "     e: f}\n"
                   "  # stackfit: last") ==
          "1:1-1:18 * first\n"
          "2:4-2:28 behind a key\n"
          "3:7-3:22 tight\n"
          "4:3-4:14 * \n"
          "5:12-5:36 in a mapping\n"
          "7:3-7:19 * last\n");
}

TEST_CASE("text that looks like a comment is none") {
    CHECK(comments("a: 'x # stackfit: no'\n"
                   "b: \"x # stackfit: no\"\n"
                   "c: x# stackfit: no\n"
                   "d: |\n"
                   "  # stackfit: no\n"
                   "  x\n"
                   "  # stackfit: no\n"
                   "e: 'x\n"
                   "  # stackfit: no'\n"
                   "'# stackfit: no': 1\n"
                   "f: !Sub '# stackfit: no'\n"
                   "g: stackfit:no\n")
              .empty());
    CHECK(comments("{\"a\": \" # stackfit: no\"}").empty());
}

TEST_CASE("comments around block scalars") {
    CHECK(comments("a: | # stackfit: header\n"
                   "  # stackfit: no\n"
                   "# stackfit: behind\n"
                   "b: |\n"
                   "  x\n"
                   " # stackfit: less indented\n"
                   "c: 1\n") ==
          "1:6-1:24 header\n"
          "3:1-3:19 * behind\n"
          "6:2-6:27 * less indented\n");
}

TEST_CASE("what a duplicate key or a merge key hides") {
    CHECK(comments("a:\n  x: |\n    # stackfit: no\nb: 1 # stackfit: yes\na: 2\n") == "4:6-4:21 yes\n");
    CHECK(comments("a: &a {x: ' # stackfit: no'}\nb:\n  <<: *a # stackfit: yes\n") == "3:10-3:25 yes\n");
}

TEST_CASE("a file that is not read has no comments") {
    CHECK(comments("a: 1 # stackfit: no\nb: [\n").empty());
}

TEST_CASE("comments of a file that could not be read as JSON") {
    CHECK(comments("{\n  # stackfit: yes\n  \"a\": 1,\n}\n") == "2:3-2:18 * yes\n");
}
