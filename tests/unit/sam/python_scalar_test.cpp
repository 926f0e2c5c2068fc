// Scalars read as Python's str(), int(), float() and pydantic's booleans read them.
#include "sam/python_scalar.h"

#include <doctest/doctest.h>

using namespace stackfit;

namespace {

Node scalar(Kind kind, std::string_view text) {
    Node node;
    node.kind = kind;
    node.text = text;
    return node;
}

std::string or_none(const std::optional<std::string>& value) { return value.value_or("none"); }

std::string integer(Kind kind, std::string_view text) {
    return or_none(sam::as_python_integer(scalar(kind, text)));
}
std::string number(Kind kind, std::string_view text) {
    return or_none(sam::as_python_number(scalar(kind, text)));
}
std::string text(Kind kind, std::string_view text) {
    return or_none(sam::as_python_text(scalar(kind, text)));
}
std::string boolean(Kind kind, std::string_view text) {
    const auto value = sam::as_python_boolean(scalar(kind, text));
    return !value ? "none" : *value ? "true" : "false";
}

}  // namespace

TEST_CASE("integers: digits, a sign, blanks around them, underscores between them") {
    for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
             {"12", "12"},
             {" +0_7\n", "7"},
             {"-007", "-7"},
             {"-0", "0"},
             {"00", "0"},
             {"123456789012345678901234567890", "123456789012345678901234567890"},
             {"", "none"},
             {" ", "none"},
             {"+", "none"},
             {"_1", "none"},
             {"1_", "none"},
             {"1__0", "none"},
             {"1.0", "none"},
             {"0x1", "none"},
             {"1 2", "none"}}) {
        CAPTURE(from);
        CHECK(integer(Kind::string, from) == to);
    }
    CHECK(integer(Kind::integer, "7") == "7");
    CHECK(integer(Kind::boolean, "true") == "1");
    CHECK(integer(Kind::boolean, "false") == "0");
    CHECK(integer(Kind::floating, "2.9") == "2");
    CHECK(integer(Kind::floating, "-0.5") == "0");
    CHECK(integer(Kind::floating, "1.0e+20") == "100000000000000000000");
    CHECK(integer(Kind::floating, ".inf") == "none");
    CHECK(integer(Kind::null, "") == "none");
}

TEST_CASE("numbers: any decimal notation, in the shortest form; what JSON cannot say is none") {
    for (const auto& [from, to] :
         std::initializer_list<std::pair<const char*, const char*>>{{"70", "70.0"},
                                                                    {" 7_0 ", "70.0"},
                                                                    {".5", "0.5"},
                                                                    {"5.", "5.0"},
                                                                    {"1e3", "1000.0"},
                                                                    {"-1.5E-7", "-1.5e-07"},
                                                                    {"", "none"},
                                                                    {".", "none"},
                                                                    {"e3", "none"},
                                                                    {"1e", "none"},
                                                                    {"1e+", "none"},
                                                                    {"nan", "none"},
                                                                    {"inf", "none"},
                                                                    {"1e400", "none"},
                                                                    {"1:30", "none"}}) {
        CAPTURE(from);
        CHECK(number(Kind::string, from) == to);
    }
    CHECK(number(Kind::integer, "75") == "75.0");
    CHECK(number(Kind::floating, "2.50") == "2.5");
    CHECK(number(Kind::floating, ".nan") == "none");
    CHECK(number(Kind::boolean, "true") == "1.0");
}

TEST_CASE("texts: of numbers and booleans as Python prints them") {
    CHECK(text(Kind::string, "x") == "x");
    CHECK(text(Kind::integer, "5") == "5");
    CHECK(text(Kind::floating, "1.50") == "1.5");
    CHECK(text(Kind::boolean, "true") == "True");
    CHECK(text(Kind::null, "") == "none");
    CHECK(text(Kind::sequence, "") == "none");
}

TEST_CASE("booleans: many words, one and zero") {
    for (const char* word : {"1", "on", "T", "true", "Y", "YES"})
        CHECK(boolean(Kind::string, word) == "true");
    for (const char* word : {"0", "off", "f", "False", "n", "no"})
        CHECK(boolean(Kind::string, word) == "false");
    CHECK(boolean(Kind::string, "") == "none");
    CHECK(boolean(Kind::string, "yes ") == "none");
    CHECK(boolean(Kind::integer, "1") == "true");
    CHECK(boolean(Kind::integer, "2") == "none");
    CHECK(boolean(Kind::floating, "0.0") == "false");
    CHECK(boolean(Kind::floating, "1.5") == "none");
    CHECK(boolean(Kind::floating, ".inf") == "none");
    CHECK(boolean(Kind::sequence, "") == "none");
}
