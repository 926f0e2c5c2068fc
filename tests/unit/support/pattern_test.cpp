#include "stackfit/support/pattern.h"

#include <doctest/doctest.h>

#include <string>

using namespace stackfit;

TEST_CASE("a pattern is searched for, or matches the whole") {
    CHECK(search_pattern("[a-z]+", "9live9") == Match::yes);
    CHECK(match_pattern("[a-z]+", "9live9") == Match::no);
    CHECK(match_pattern("[a-z]+", "live") == Match::yes);
    CHECK(match_pattern("a|ab", "ab") == Match::yes);
    CHECK(search_pattern("^a$", "a\n") == Match::no);
    CHECK(search_pattern("", "") == Match::yes);
}

TEST_CASE("look-around, classes of letters and code points as AWS's schemas use them") {
    const char* alias = "^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$";
    CHECK(search_pattern(alias, "live-1") == Match::yes);
    CHECK(search_pattern(alias, "123") == Match::no);
    CHECK(search_pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", "Umläute 12") == Match::yes);
    CHECK(search_pattern("^.{2}$", "äö") == Match::yes);
}

TEST_CASE("what cannot be compiled or takes too long is unknown") {
    CHECK(search_pattern("(", "x") == Match::unknown);
    CHECK(search_pattern("^(a+)+$", std::string(64, 'a') + "b") == Match::unknown);
    CHECK(search_pattern("a", "\xff") == Match::unknown);
}
