#include <doctest/doctest.h>

#include <string>

#include "stackfit/deployment_math.h"

using namespace stackfit;

namespace {

/// With errors = 3, calls = 20, none without a point.
std::optional<double> math(const std::string& expression) {
    return evaluate_math(expression, [](std::string_view id) -> std::optional<double> {
        if (id == "errors" || id == "m1") return 3;
        if (id == "calls") return 20;
        if (id == "zero") return 0;
        return std::nullopt;
    });
}

}  // namespace

TEST_CASE("arithmetic by precedence") {
    CHECK(math("errors / calls * 100") == 15);
    CHECK(math("1 + 2 * 3 ^ 2") == 19);
    CHECK(math("-(errors - 5) * 2.5") == 5);
    CHECK(math("100-100*(errors/MAX([errors, calls]))") == 85);
}

TEST_CASE("comparisons and logic give 0 and 1") {
    CHECK(math("errors > 2 AND calls >= 20") == 1);
    CHECK(math("errors == 3 && calls < 20 || zero") == 0);
    CHECK(math("(errors != 3) OR zero") == 0);
}

TEST_CASE("functions") {
    CHECK(math("IF(calls > 10, errors / calls, 0)") == 0.15);
    CHECK(math("IF(calls > 100, errors / calls, 0)") == 0);
    CHECK_FALSE(math("IF(calls > 100, errors)"));
    CHECK(math("FILL(none, 0)") == 0);
    CHECK(math("FILL(errors, 0)") == 3);
    CHECK(math("SUM([errors, calls, none])") == 23);
    CHECK(math("AVG([errors, calls])") == 11.5);
    CHECK(math("CEIL(errors / 2) + FLOOR(errors / 2) + ABS(0 - errors) + MIN([errors, calls])") == 9);
}

TEST_CASE("no point, and what needs more than one") {
    CHECK_FALSE(math("errors / zero"));
    CHECK_FALSE(math("errors + none"));
    CHECK_FALSE(math("RATE(errors)"));
    CHECK_FALSE(math("ANOMALY_DETECTION_BAND(errors, 2)"));
    CHECK(MathExpression::read("1 + RATE(errors) + SEARCH(errors)")->not_computed() == "RATE");
    CHECK(MathExpression::read("IF(errors, calls)")->not_computed().empty());
    CHECK_FALSE(math("SEARCH('{AWS/Lambda,FunctionName} Errors', 'Sum')"));
}

TEST_CASE("what cannot be read has no value") {
    for (const char* text :
         {"", "errors +", "(errors", "errors errors", "IF(calls", "[errors]", "$", "1 AND", "ANDY", "1e999"})
        CHECK_FALSE(math(text));
    std::string deep = "errors";
    for (int i = 0; i < 1000; ++i) deep = "(" + deep + ")";
    CHECK_FALSE(math(deep));
    std::string arrays = "errors";
    for (int i = 0; i < 1000; ++i) arrays = "SUM([" + arrays + "])";
    CHECK_FALSE(math(arrays));
}
