#include <doctest/doctest.h>

#include "stackfit/engine_scoring.h"
#include "unit/engine/fixture.h"

using namespace stackfit;
using stackfit::testing::check_file;
using stackfit::testing::CompiledChecks;

namespace {

const CompiledChecks& checks() {
    static const CompiledChecks set(
        {check_file("weighed", "", "family: scalability\nweight: 1\naliases: [BOTH]\n"),
         check_file("heavy", "", "family: resilience\nweight: 4\naliases: [BOTH]\n"),
         check_file("reports", "", "family: hygiene\nweight: 0\n"),
         check_file("decides", "", "family: validity\nweight: 0\n")});
    return set;
}

Result<ScoringSettings> read(const std::string& text, Sources& sources) {
    return read_scoring_settings({{sources.add(".stackfit.yaml", text)}, {}}, checks().set, sources);
}

std::string error_of(const std::string& text) {
    Sources sources;
    const auto result = read(text, sources);
    if (result) return "";
    const auto position = sources[result.error().span.file].position(result.error().span.begin);
    return std::to_string(position.line) + ":" + std::to_string(position.column) + ": " +
           result.error().message;
}

}  // namespace

TEST_CASE("scoring settings: every key") {
    Sources sources;
    const auto result = read(
        "weights:\n  families: {deployment: 50, access: 0.5}\n  checks: {heavy: 7, weighed: 0}\n"
        "forgive-suppressed: true\nscoring-model: 0+12345678\n",
        sources);
    REQUIRE(result.ok());
    CHECK(result->families == std::map<Family, double>{{Family::deployment, 50}, {Family::access, 0.5}});
    CHECK(result->checks.at("heavy") == 7);
    CHECK(result->checks.at("weighed") == 0);
    CHECK(result->forgive_suppressed);
    CHECK(result->model == "0+12345678");
}

TEST_CASE("scoring settings: an alias weighs all its checks") {
    Sources sources;
    const auto result = read("weights: {checks: {BOTH: 3}}", sources);
    REQUIRE(result.ok());
    CHECK(result->checks.at("heavy") == 3);
    CHECK(result->checks.at("weighed") == 3);
}

TEST_CASE("scoring settings: without a file nothing is set") {
    Sources sources;
    const auto result = read_scoring_settings({}, checks().set, sources);
    REQUIRE(result.ok());
    CHECK(result->families.empty());
    CHECK_FALSE(result->forgive_suppressed);
}

TEST_CASE("scoring settings: a file is stronger than what it extends") {
    Sources sources;
    const FileId house = sources.add("house.yaml", "weights: {checks: {heavy: 1, weighed: 2}}\nforgive-suppressed: true\n");
    const FileId own = sources.add(".stackfit.yaml", "extends: house.yaml\nweights: {checks: {heavy: 9}}\n");
    const auto result = read_scoring_settings({{house, own}, {}}, checks().set, sources);
    REQUIRE(result.ok());
    CHECK(result->checks.at("heavy") == 9);
    CHECK(result->checks.at("weighed") == 2);
    CHECK(result->forgive_suppressed);
}

TEST_CASE("scoring settings: mistakes") {
    CHECK(error_of("weights: {familes: {}}") == "1:11: Unknown key \"familes\". Did you mean \"families\"?");
    CHECK(error_of("weights: []") == "1:10: \"weights\" must be a mapping.");
    CHECK(error_of("weights: {families: {deploiment: 5}}") ==
          "1:22: There is no family \"deploiment\". Did you mean \"deployment\"?");
    CHECK(error_of("weights: {families: {hygiene: 5}}") ==
          "1:22: The weight of family hygiene is \"complexity-weight\", in percent.");
    CHECK(error_of("weights: {families: {validity: 5}}") ==
          "1:22: Family validity has no weight: it decides whether a template is deployable.");
    CHECK(error_of("weights: {families: {access: -1}}") == "1:30: A weight is a number from 0 to 1000.");
    CHECK(error_of("weights: {families: {access: 1000.5}}") == "1:30: A weight is a number from 0 to 1000.");
    CHECK(error_of("weights: {families: {access: much}}") == "1:30: A weight must be a number.");
    CHECK(error_of("weights: {checks: {haevy: 1}}") ==
          "1:20: There is no check \"haevy\". Did you mean \"heavy\"?");
    CHECK(error_of("weights: {checks: {reports: 1}}") ==
          "1:20: reports cannot be weighed: it only reports, in every scoring model.");
    CHECK(error_of("weights: {checks: {decides: 1}}") ==
          "1:20: decides cannot be weighed: it decides whether a template is deployable.");
    CHECK(error_of("forgive-suppressed: maybe") == "1:21: \"forgive-suppressed\" must be true or false.");
    CHECK(error_of("scoring-model: [0]") == "1:16: \"scoring-model\" must be a text.");
}
