#include <doctest/doctest.h>

#include "stackfit/template_parameters.h"
#include "stackfit/template_regions.h"
#include "stackfit/template_rules.h"
#include "support/parsed_template.h"

using namespace stackfit;
using stackfit::testing::ParsedTemplate;

namespace {

/// The constraints that the value breaks, of a parameter declared as `declaration`.
std::string broken(const std::string& declaration, std::string_view value) {
    const ParsedTemplate parsed("Parameters: {P: {" + declaration + "}}");
    std::string names;
    for (const Breach& breach : breaches(*parsed.templ.parameter("P"), value)) names += (names.empty() ? "" : " ") + std::string(breach.constraint);
    return names;
}

}  // namespace

TEST_CASE("constraints of parameters") {
    struct {
        const char *declaration, *value, *broken;
    } const rows[] = {
        {"Type: String", "x", ""},
        {"Type: String, AllowedValues: [a, b]", "b", ""},
        {"Type: String, AllowedValues: [a, b]", "c", "AllowedValues"},
        {"Type: String, AllowedValues: [true]", "true", ""},
        {"Type: String, AllowedPattern: '[a-z]+'", "ab", ""},
        {"Type: String, AllowedPattern: '[a-z]+'", "abC", "AllowedPattern"},
        {"Type: String, AllowedPattern: '('", "x", ""},
        {"Type: String, MinLength: 2, MaxLength: 3", "\xC3\xA9", "MinLength"},
        {"Type: String, MinLength: 2, MaxLength: 3", "abcd", "MaxLength"},
        {"Type: Number, MinValue: 1, MaxValue: 3", "0", "MinValue"},
        {"Type: Number, MinValue: 1, MaxValue: 3", "3.5", "MaxValue"},
        {"Type: Number, MinValue: 1", "one", "Type"},
        {"Type: Number", "+1", ""},
        {"Type: List<Number>, MinValue: 2", "1", "MinValue"},
        {"Type: String, MinLength: many", "", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.declaration);
        CHECK(broken(row.declaration, row.value) == row.broken);
    }
}

TEST_CASE("patterns that list their alternatives") {
    using Texts = std::vector<std::string_view>;
    CHECK(literals_of_pattern("^(dev|prod)$") == Texts{"dev", "prod"});
    CHECK(literals_of_pattern("(?:dev|prod)") == Texts{"dev", "prod"});
    CHECK(literals_of_pattern("dev|prod-1") == Texts{"dev", "prod-1"});
    CHECK(literals_of_pattern("true") == Texts{"true"});
    for (const char* open : {"", "^$", "[a-z]+", "dev.*|prod", "(dev|prod)?", "(a)(b)", "^$|prod", "a\\.b", "(dev|(test|prod))"}) {
        CAPTURE(open);
        CHECK(literals_of_pattern(open).empty());
    }
}

TEST_CASE("partitions and what follows from them") {
    CHECK(partition_of("eu-west-1") == "aws");
    CHECK(partition_of("cn-north-1") == "aws-cn");
    CHECK(partition_of("us-gov-east-1") == "aws-us-gov");
    CHECK(url_suffix_of("aws") == "amazonaws.com");
    CHECK(url_suffix_of("aws-cn") == "amazonaws.com.cn");
    CHECK(url_suffix_of("aws-iso") == "c2s.ic.gov");
}

TEST_CASE("rules that nothing satisfies") {
    struct {
        const char *text, *rule;
    } const rows[] = {
        {"Parameters: {A: {Type: String, Default: x}}\nRules: {R: {Assertions: [{Assert: !Equals [!Ref A, y]}]}}", ""},
        {"Parameters: {A: {Type: String, AllowedValues: [x]}}\nRules: {R: {Assertions: [{Assert: !Equals [!Ref A, y]}]}}", "R"},
        {"Parameters: {A: {Type: String, AllowedValues: [x, y]}}\nRules: {R: {Assertions: [{Assert: !Equals [!Ref A, y]}]}, S: {Assertions: [{Assert: !Equals "
         "[!Ref A, x]}]}}",
         "R"},
        {"Parameters: {A: {Type: String, Default: x}}\nRules: {R: {RuleCondition: !Equals [!Ref A, z], Assertions: [{Assert: !Equals [!Ref A, y]}]}}", ""},
        {"Rules: {R: {Assertions: [{Assert: !Equals [a, b]}]}}", "R"},
        {"Rules: {R: {Assertions: none}, S: x, T: {Assertions: [x, {Assert: {Ref: A}}, {AssertDescription: x}]}}", ""},
        {"Resources: {}", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const ParsedTemplate parsed(row.text);
        const auto broken = rule_that_nothing_satisfies(parsed.templ);
        CHECK((broken ? broken->rule->key : "") == row.rule);
    }
}
