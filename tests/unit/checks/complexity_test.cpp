// Complexity by numbers: what each mistake of hygiene takes from the fitness (docs/scoring.md).
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "stackfit/checks.h"
#include "stackfit/fitness.h"

namespace stackfit {
namespace {

struct Scored {
    double complexity = 0, value = 0;
    std::set<std::string> failed;  ///< checks of hygiene that count
};

Scored score_of(const std::string& text) {
    Project project;
    const Unit& unit = project.add_text("template.yaml", text, {});
    const CheckSet checks = catalogue();
    const Verdict verdict = judge(project, unit, checks, {}, {Date{2026, 11, 21}});
    const auto fitness = score({&verdict}, ScoringModel::standard());
    REQUIRE(fitness);
    Scored scored{fitness->complexity, fitness->value, {}};
    for (const Loss& loss : fitness->losses)
        if (loss.outcome->check->family == Family::hygiene && loss.points > 0)
            scored.failed.emplace(loss.outcome->check->id);
    return scored;
}

double weight_of(const std::set<std::string>& ids) {
    double sum = 0;
    const CheckSet checks = catalogue();
    for (const CheckInfo& check : checks.checks())
        if (check.family == Family::hygiene && (ids.empty() || ids.contains(std::string(check.id))))
            sum += check.weight;
    return sum;
}

/// Nothing but hygiene judges a handle.
constexpr const char* plain = "Resources: {Orders: {Type: AWS::CloudFormation::WaitConditionHandle}}\n";

void check_loss(const std::string& text, const std::set<std::string>& failed) {
    const Scored scored = score_of(text);
    CHECK(scored.failed == failed);
    CHECK(scored.complexity == doctest::Approx(weight_of(failed) / weight_of({})));
    CHECK(scored.value == doctest::Approx(100 * (1 - scored.complexity)));
}

}  // namespace

TEST_CASE("complexity: a template without a mistake has none") {
    const Scored scored = score_of(plain);
    CHECK(scored.failed.empty());
    CHECK(scored.complexity == 0);
    CHECK(scored.value == 100);
}

TEST_CASE("complexity: each mistake loses the share of its check's weight") {
    check_loss(std::string(plain) + "Parameters: {Stage: {Type: String}}\n", {"parameter-is-used"});
    check_loss(std::string(plain) + "Mappings: {M: {a: {b: c}}}\n", {"mapping-is-used"});
    check_loss(
        "Resources: {Orders: {Type: AWS::CloudFormation::WaitConditionHandle, Metadata: {a: !Sub x}}}\n",
        {"function-is-needed"});
    check_loss(std::string(plain) + "Outputs: {O: {Value: !ImportValue a}}\n", {"output-is-not-an-import"});
    check_loss(std::string(plain) + "Conditions: {C: !Equals [a, b]}\n",
               {"condition-is-used", "condition-varies"});
}

TEST_CASE("complexity: a mistake counts once, however often it is made") {
    const std::string two = "Parameters: {A: {Type: String}, B: {Type: String}}\n";
    check_loss(plain + two, {"parameter-is-used"});
}

}  // namespace stackfit
