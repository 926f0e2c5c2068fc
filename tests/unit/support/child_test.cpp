#include "stackfit/support/child.h"

#include <doctest/doctest.h>

#include "stackfit/support/printable.h"

using namespace stackfit;

namespace {

std::string outcome(const Result<std::string>& text) {
    return text ? *text : "error: " + text.error().message;
}

}  // namespace

TEST_CASE("a child answers one question after the other") {
    const auto child = RealLauncher().start({"cat"});
    REQUIRE(child);
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE((*child)->send("one two\nthree"));
        CHECK(outcome((*child)->line(100)) == "one two");
        CHECK(outcome((*child)->bytes(5)) == "three");
    }
}

TEST_CASE("a child that ends says why, if it said anything") {
    const RealLauncher launcher;
    const auto silent = launcher.start({"sh", "-c", "read line"});
    REQUIRE(silent);
    CHECK_FALSE((*silent)->send("x\n"));
    CHECK(outcome((*silent)->line(100)) == "error: sh: it ended before it answered");
    const auto loud = launcher.start({"sh", "-c", "read line; head -c 300000 /dev/zero >&2; echo half"});
    REQUIRE(loud);
    CHECK_FALSE((*loud)->send("x\n"));
    CHECK(outcome((*loud)->line(100)) == "half");
    CHECK_FALSE((*loud)->bytes(10));
    const auto sorry = launcher.start({"sh", "-c", "echo 'fatal: no' >&2; echo more >&2"});
    REQUIRE(sorry);
    CHECK(outcome((*sorry)->bytes(1)) == "error: sh: fatal: no");
}

TEST_CASE("writing to a child that is gone is an error, and no signal") {
    const auto child = RealLauncher().start({"true"});
    REQUIRE(child);
    CHECK_FALSE((*child)->line(10));  // it is gone by then
    CHECK((*child)->send(std::string(100'000, 'x')));
}

TEST_CASE("a line that is too long, and a program that is not there") {
    const auto child = RealLauncher().start({"cat"});
    REQUIRE(child);
    CHECK_FALSE((*child)->send(std::string(300, 'x')));
    CHECK(outcome((*child)->line(100)) == "error: cat: a line of its answer is too long");
    CHECK(RealLauncher().start({"stackfit-no-such-program"}).error().code == Error::Code::unreadable);
    CHECK(RealLauncher().run({"echo", "hello"}, "")->standard_output == "hello\n");
}

TEST_CASE("a child that still writes is not waited for") {
    const auto child = RealLauncher().start({"yes"});
    REQUIRE(child);
    CHECK(outcome((*child)->line(100)) == "y");
}

TEST_CASE("text of unknown origin becomes printable") {
    CHECK(printable("caf\xC3\xA9 \xF0\x9F\x8E\x89") == "caf\xC3\xA9 \xF0\x9F\x8E\x89");
    CHECK(printable("a\x1b[1mb\tc\nd\x7f"
                    "e\xC2\x85") == "a [1mb c d e ");
    const std::string no = "\xEF\xBF\xBD";
    CHECK(printable("\xff|\xC3|\xC0\x80|\xED\xA0\x80|\xEF\xBF\xBF|\xF5\x80\x80\x80") ==
          no + "|" + no + "|" + no + no + "|" + no + no + no + "|" + no + no + no + "|" + no + no + no + no);
    CHECK(valid_utf8("a\nb\xff") == "a\nb" + no);
    CHECK(valid_utf8("\xE2\x82") == no + no);
}
