#include <doctest/doctest.h>

#include "stackfit/change.h"

using namespace stackfit;

namespace {

struct Fact {
    std::size_t check;
    const char* resource;
    double value;
};

/// One revision made of (check, resource, value); a value under 0.5 gets a finding of its own.
struct Side {
    std::deque<Resource> resources;
    Unit unit;
    Verdict verdict;
    Revision revision;

    Side(const std::deque<CheckInfo>& checks, const std::vector<Fact>& facts) {
        verdict.unit = &unit;
        for (const Fact& fact : facts) {
            Resource& resource = resources.emplace_back();
            resource.id = fact.resource;
            Outcome& outcome = verdict.outcomes.emplace_back();
            outcome.check = &checks[fact.check];
            outcome.unit = &unit;
            outcome.subject = &resource;
            outcome.cases.push_back({{}, true, Judgement::pass(fact.value)});
            if (fact.value >= 0.5) continue;
            Finding finding;
            finding.check = outcome.check;
            finding.severity = outcome.check->severity;
            finding.unit = &unit;
            finding.resources = {resource.id};
            finding.outcomes = {&outcome};
            verdict.findings.push_back(std::move(finding));
        }
        revision = {"side", nullptr, {&verdict}, score({&verdict}, ScoringModel::standard())};
    }
    Side(const Side&) = delete;
};

std::deque<CheckInfo> three_checks() {
    std::deque<CheckInfo> checks(3);
    const char* ids[] = {"alias", "encryption", "versioning"};
    const Family families[] = {Family::deployment, Family::encryption, Family::resilience};
    for (std::size_t i = 0; i < 3; ++i) checks[i].id = ids[i], checks[i].family = families[i], checks[i].weight = 2;
    checks[1].severity = Severity::error;
    return checks;
}

const std::deque<CheckInfo> checks = three_checks();
constexpr std::size_t alias = 0, encryption = 1, versioning = 2;

}  // namespace

TEST_CASE("nothing changed: zero, and the gate holds") {
    const std::vector<Fact> facts = {{alias, "F", 0}, {encryption, "B", 1}};
    const Side before(checks, facts), after(checks, facts);
    const Comparison comparison = compare(before.revision, after.revision);
    CHECK(comparison.like_for_like == 0);
    CHECK(comparison.mix == 0);
    CHECK(comparison.new_findings.empty());
    CHECK(comparison.fixed_findings.empty());
    CHECK(comparison.unchanged_findings.size() == 1);
    CHECK(broken_gates(comparison, {}).empty());
}

TEST_CASE("what both revisions have got worse breaks the gate, also beside good new resources") {
    const Side before(checks, {{alias, "F", 1}, {encryption, "B", 1}});
    const Side after(checks, {{alias, "F", 0}, {encryption, "B", 1}, {encryption, "N1", 1}, {encryption, "N2", 1}, {versioning, "N1", 1}});
    const Comparison comparison = compare(before.revision, after.revision);
    CHECK(comparison.like_for_like < 0);
    CHECK(comparison.like_for_like + comparison.mix == doctest::Approx(*comparison.new_value - *comparison.old_value));
    REQUIRE(comparison.changes.size() == 1);
    CHECK(comparison.changes[0].resource == "F");
    CHECK(comparison.changes[0].points == doctest::Approx(comparison.like_for_like));
    CHECK(comparison.changes[0].finding != nullptr);
    CHECK(broken_gates(comparison, {}).size() == 1);
    CHECK(broken_gates(comparison, {100, std::nullopt}).empty());
}

TEST_CASE("deleting a passing resource is mix and does not break the gate") {
    const Side before(checks, {{alias, "F", 0.6}, {encryption, "B", 1}, {encryption, "C", 0.5}});
    const Side after(checks, {{alias, "F", 0.6}, {encryption, "C", 0.5}});
    const Comparison comparison = compare(before.revision, after.revision);
    CHECK(comparison.like_for_like == 0);
    CHECK(comparison.mix < 0);
    CHECK(broken_gates(comparison, {}).empty());
}

TEST_CASE("a new finding at the level breaks the gate; a fixed one is told") {
    const Side before(checks, {{alias, "F", 0}});
    const Side after(checks, {{alias, "F", 1}, {encryption, "New", 0}});
    const Comparison comparison = compare(before.revision, after.revision);
    REQUIRE(comparison.new_findings.size() == 1);
    CHECK(comparison.new_findings[0]->check->id == "encryption");
    CHECK(comparison.fixed_findings.size() == 1);
    CHECK(broken_gates(comparison, {}) == std::vector<std::string>{"1 new finding of severity error or above"});
    CHECK(broken_gates(comparison, {0, std::nullopt}).empty());
}

TEST_CASE("a change that can no longer be deployed breaks the gate; one that never could does not") {
    Side good(checks, {{alias, "F", 1}}), bad(checks, {{alias, "F", 1}});
    bad.verdict.deployable = Verdict::Deployable::no;
    CHECK(broken_gates(compare(good.revision, bad.revision), {}) == std::vector<std::string>{"the template could be deployed before and cannot be deployed now"});
    const Comparison still_bad = compare(bad.revision, bad.revision);
    CHECK(still_bad.was_undeployable);
    CHECK(broken_gates(still_bad, {}).empty());
}

TEST_CASE("n/a on a side passes") {
    const Side nothing(checks, {}), something(checks, {{alias, "F", 1}});
    const Comparison comparison = compare(nothing.revision, something.revision);
    CHECK_FALSE(comparison.old_value);
    CHECK(broken_gates(comparison, {}).empty());
}

TEST_CASE("an improvement can be required") {
    const Side before(checks, {{alias, "F", 0}, {encryption, "B", 1}}), after(checks, {{alias, "F", 1}, {encryption, "B", 1}});
    ComparisonGate gate;
    gate.required_improvement = 0;
    CHECK(broken_gates(compare(before.revision, after.revision), gate).empty());
    CHECK(broken_gates(compare(before.revision, before.revision), gate) == std::vector<std::string>{"what both revisions have gained 0.00 points (required: 0.01)"});
    gate.required_improvement = 99;
    CHECK(broken_gates(compare(before.revision, after.revision), gate).size() == 1);
    const Side nothing(checks, {});
    CHECK(broken_gates(compare(nothing.revision, nothing.revision), gate).empty());
}

TEST_CASE("hazards gate when they are asked to") {
    static constexpr HazardKind kind{"name-still-taken", Severity::error, ""};
    Comparison comparison;
    comparison.hazards.resize(1);
    comparison.hazards[0].kind = &kind;
    comparison.hazards[0].severity = Severity::warning;
    ComparisonGate gate;
    CHECK(broken_gates(comparison, gate).empty());
    gate.fail_on_hazard = Severity::error;
    CHECK(broken_gates(comparison, gate).empty());
    gate.fail_on_hazard = Severity::warning;
    CHECK(broken_gates(comparison, gate) == std::vector<std::string>{"1 hazard of severity warning or above"});
}
