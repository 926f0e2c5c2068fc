#include "stackfit/support/text.h"

#include <doctest/doctest.h>

using namespace stackfit;

TEST_CASE("closest finds what was probably meant") {
    const std::string_view names[] = {"GetAtt", "GetAZs", "Sub", "ImportValue", "Runtime", "Runtimes"};
    struct Case {
        const char* word;
        const char* meant;
    };
    const Case cases[] = {
        {"GetAttt", "GetAtt"},            // one too many
        {"getatt", "GetAtt"},             // case is ignored
        {"GteAtt", "GetAtt"},             // two swapped count once
        {"ImportVlaues", "ImportValue"},  // a swap and one too many
        {"Runtime", "Runtime"},           // itself
        {"Runtimex", "Runtime"},          // the first of two as near
        {"Sbu", "Sub"},                   // a third of three letters is one edit
        {"Su", ""},                       // and of two letters none
        {"", ""},
        {"Completely", ""},
    };
    for (const Case& one : cases) CHECK_MESSAGE(closest(one.word, names) == one.meant, one.word);
    CHECK(closest("x", {}).empty());
}

TEST_CASE("sha1 agrees with FIPS 180's examples, around each block's border too") {
    CHECK(sha1_hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(sha1_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    CHECK(sha1_hex(std::string(1000000, 'a')) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    CHECK(sha1_hex(std::string(55, 'x')) == "cef734ba81a024479e09eb5a75b6ddae62e6abf1");
    CHECK(sha1_hex(std::string(56, 'x')) == "901305367c259952f4e7af8323f480d59f81335b");
    CHECK(sha1_hex(std::string(64, 'x')) == "bb2fa3ee7afb9f54c6dfb5d021f14b1ffe40c163");
}

TEST_CASE("JSON strings escape what they must and nothing else") {
    std::string out = "x";
    append_json_string(out, std::string_view("a\"\\/\n\t\r\b\f\x01\0\x7F\xC3\xA9", 14));
    CHECK(out == "x\"a\\\"\\\\/\\n\\t\\r\\b\\f\\u0001\\u0000\x7F\xC3\xA9\"");
}

TEST_CASE("small tools") {
    CHECK(to_lower("AbC-\xC3\x89") == "abc-\xC3\x89");
    CHECK(trim(" \t a b\r\n") == "a b");
    CHECK(trim(" \n").empty());
    CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
    CHECK(split("", ',') == std::vector<std::string_view>{""});
    CHECK(join(std::vector<std::string>{"a", "b", "c"}, ", ") == "a, b, c");
    CHECK(join({}, ", ").empty());
}

TEST_CASE("globs") {
    struct Case {
        const char* pattern;
        const char* text;
        bool matches;
    };
    const Case cases[] = {
        {"a.yaml", "a.yaml", true},
        {"a.yaml", "aXyaml", false},
        {"*.yaml", "a.yaml", true},
        {"*.yaml", "b/a.yaml", false},
        {"**.yaml", "b/a.yaml", true},
        {"**/a.yaml", "a.yaml", true},
        {"**/a.yaml", "x/y/a.yaml", true},
        {"**/a.yaml", "xa.yaml", false},
        {"x/**/y", "x/y", true},
        {"x/**/y", "x/a/b/y", true},
        {"x/**", "x/a/b", true},
        {"x/**", "x", false},
        {"x/*/y", "x/a/y", true},
        {"x/*/y", "x/a/b/y", false},
        {"?.y", "a.y", true},
        {"?.y", "/.y", false},
        {"", "", true},
        {"", "a", false},
        {"*", "", true},
        {"*a*b*", "xxaxxbxx", true},
        {"*a*b*", "xxbxxaxx", false},
        {"*aa", "aaa", true},
        {"*aab*", "aaab", true},
        {"a?aba", "aaababa", false},
        {"a*?aba", "aaababa", true},
        {"a", "ab", false},
        {"ab*", "a", false},
    };
    for (const Case& one : cases)
        CHECK_MESSAGE(matches_glob(one.pattern, one.text) == one.matches, one.pattern << " " << one.text);
}

TEST_CASE("a glob full of stars is no work") {
    std::string pattern;
    for (int i = 0; i < 60; ++i) pattern += "*a";
    CHECK_FALSE(matches_glob(pattern + "b", std::string(2000, 'a')));
}
