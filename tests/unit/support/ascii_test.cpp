#include "stackfit/support/ascii.h"

#include <doctest/doctest.h>

#include <string>

using namespace stackfit;

namespace {

/// All bytes of a kind, in their order.
template <class Kind>
std::string all(Kind kind) {
    std::string found;
    for (int byte = 0; byte < 256; ++byte)
        if (kind(static_cast<char>(byte))) found += static_cast<char>(byte);
    return found;
}

const std::string digits = "0123456789", upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", lower = "abcdefghijklmnopqrstuvwxyz";

}  // namespace

TEST_CASE("each kind of characters has those of ASCII, and no other byte") {
    CHECK(all(is_digit) == digits);
    CHECK(all(is_upper) == upper);
    CHECK(all(is_lower) == lower);
    CHECK(all(is_letter) == upper + lower);
    CHECK(all(is_letter_or_digit) == digits + upper + lower);
    CHECK(all([](char c) { return hexadecimal_digit(c) >= 0; }) == "0123456789ABCDEFabcdef");
}

TEST_CASE("digits in hexadecimal have their values in either case") {
    CHECK(hexadecimal_digit('0') == 0);
    CHECK(hexadecimal_digit('9') == 9);
    CHECK(hexadecimal_digit('a') == 10);
    CHECK(hexadecimal_digit('F') == 15);
    CHECK(hexadecimal_digit('g') == -1);
}

TEST_CASE("letters of ASCII change their case, other bytes stay") {
    const std::string raised = to_upper(lower), mixed = to_upper(std::string_view("ab-C9 \xC3\xA9"));
    CHECK(raised == upper);
    CHECK(mixed == "AB-C9 \xC3\xA9");
    CHECK(to_lower('Q') == 'q');
    CHECK(to_lower('q') == 'q');
    CHECK(to_lower('[') == '[');
    CHECK(to_upper('{') == '{');
}
