#include <doctest/doctest.h>

#include <deque>

#include "stackfit/checks.h"
#include "stackfit/fitness_what_if.h"

using namespace stackfit;

namespace {

/// A template judged by the catalogue.
struct Judged {
    CheckSet checks = catalogue();
    Project project;
    Verdict verdict;

    explicit Judged(const std::string& text) {
        const Unit& unit = project.add_text("template.yaml", text, {});
        verdict = judge(project, unit, checks, {}, {Date{2026, 11, 21}});
    }

    [[nodiscard]] std::optional<WhatIf> suppose(
        const std::vector<std::pair<std::string, std::string>>& suppositions) const {
        std::vector<Supposition> list;
        for (const auto& [check, resource] : suppositions) list.push_back({checks.by_id(check), resource});
        return what_if({&verdict}, list, ScoringModel::standard());
    }
    [[nodiscard]] double fitness() const { return score({&verdict}, ScoringModel::standard())->value; }
};

std::vector<std::string> names(const std::vector<const Outcome*>& outcomes) {
    std::vector<std::string> result;
    for (const Outcome* outcome : outcomes)
        result.push_back(std::string(outcome->check->id) + " " +
                         std::string(outcome->subject == nullptr ? "" : outcome->subject->id));
    return result;
}

bool has(const std::vector<const Outcome*>& outcomes, const std::string& name) {
    const auto all = names(outcomes);
    return std::find(all.begin(), all.end(), name) != all.end();
}

constexpr const char* two_functions = R"(
Resources:
  One: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Handler: a.b, Role: !ImportValue r, Code: {ZipFile: "x"}}}
  Two: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Handler: a.b, Role: !ImportValue r, Code: {ZipFile: "x"}}}
)";

}  // namespace

TEST_CASE("what if: what needs the mended check is judged then") {
    const Judged judged(two_functions);
    const auto result = judged.suppose({{"function-has-alias", ""}});
    REQUIRE(result);
    CHECK(names(result->mended) ==
          std::vector<std::string>{"function-has-alias One", "function-has-alias Two"});
    CHECK(result->required.empty());
    CHECK(has(result->opened, "deployment-has-alarms One"));
    CHECK(has(result->opened, "alarm-can-fire Two"));  // it needs what needs an alias
    CHECK(result->least.value > judged.fitness());
    CHECK(result->most.value > result->least.value);
}

TEST_CASE("what if: of one resource") {
    const Judged judged(two_functions);
    const auto result = judged.suppose({{"function-has-alias", "One"}});
    REQUIRE(result);
    CHECK(names(result->mended) == std::vector<std::string>{"function-has-alias One"});
    CHECK_FALSE(has(result->opened, "deployment-has-alarms Two"));
    CHECK(result->most.value < judged.suppose({{"function-has-alias", ""}})->most.value);
}

TEST_CASE("what if: what a check needs is mended with it") {
    const Judged judged(two_functions);
    const auto result = judged.suppose({{"alarm-can-fire", "One"}});
    REQUIRE(result);
    CHECK(has(result->required, "function-has-alias One"));
    CHECK(has(result->required, "deployment-has-alarms One"));
    CHECK(has(result->opened, "alarm-reacts-to-errors One"));
    CHECK_FALSE(has(result->opened, "alarm-can-fire One"));
}

TEST_CASE("what if: what is good already changes nothing, nor does what is not there") {
    const Judged judged(
        "Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST}}}");
    const double before = judged.fitness();
    for (const auto* resource : {"", "Elsewhere"}) {
        const auto result = judged.suppose({{"dynamodb-autoscaling-enabled", resource}});
        REQUIRE(result);
        CHECK(result->mended.empty());
        CHECK(result->least.value == doctest::Approx(before));
        CHECK(result->most.value == doctest::Approx(before));
    }
}

TEST_CASE("what if: everything mended is 100") {
    const Judged judged(two_functions);
    std::vector<std::pair<std::string, std::string>> all;
    for (const Outcome& outcome : judged.verdict.outcomes) all.emplace_back(outcome.check->id, "");
    const auto result = judged.suppose(all);
    REQUIRE(result);
    CHECK(result->least.value == doctest::Approx(100));
    CHECK(result->least.low.value == doctest::Approx(100));
}

TEST_CASE("what if: nothing to judge stays n/a") {
    const Judged judged("Resources: {T: {Type: AWS::SNS::Topic}}");
    Verdict empty;
    empty.unit = judged.verdict.unit;
    CHECK_FALSE(what_if({&empty}, {}, ScoringModel::standard()));
}
