#include <doctest/doctest.h>

#include "stackfit/history.h"

using namespace stackfit;

namespace {

/// A scored revision with one check in each family that is given: value and cost.
HistoryEntry scored(double fitness, const std::map<std::string_view, CheckStanding>& checks) {
    auto standing = std::make_shared<RevisionStanding>();
    standing->fitness = fitness;
    for (const auto& [id, check] : checks) standing->families[check.family] = 100 * check.value;
    standing->checks = checks;
    HistoryEntry entry;
    entry.standing = standing;
    return entry;
}

HistoryEntry deleted() {
    HistoryEntry entry;
    entry.state = HistoryEntry::State::deleted;
    return entry;
}

const CheckStanding good{Family::access, 1, 0, 2}, bad{Family::access, 0.25, 15, 2};
const CheckStanding table{Family::encryption, 0.5, 30, 1}, lighter_table{Family::encryption, 0.5, 10, 1};

}  // namespace

TEST_CASE("the first revision has no change") {
    std::vector<HistoryEntry> entries = {scored(70, {{"table", table}})};
    explain_changes(entries);
    CHECK_FALSE(entries[0].change);
    CHECK(entries[0].jumps.empty());
}

TEST_CASE("a change is the sum of what the checks did and of the new weights") {
    std::vector<HistoryEntry> entries = {scored(55, {{"policy", bad}, {"table", table}}),
                                         scored(90, {{"policy", good}, {"table", lighter_table}})};
    explain_changes(entries);
    const HistoryEntry& entry = entries[1];
    CHECK(*entry.change == doctest::Approx(35));
    REQUIRE(entry.causes.size() == 1);
    CHECK(entry.causes[0].check == "policy");
    CHECK((*entry.causes[0].from == 0.25 && *entry.causes[0].to == 1));
    CHECK(entry.causes[0].points == doctest::Approx(15));
    CHECK(entry.other == doctest::Approx(20));
    REQUIRE(entry.jumps.size() == 1);
    CHECK((entry.jumps[0].family == Family::access && entry.jumps[0].kind() == FamilyJump::Kind::rose));
}

TEST_CASE("a family jumps from five points on, and where it begins or ceases to apply") {
    const auto with = [](double value) {
        return scored(50, {{"policy", CheckStanding{Family::access, value, 50, 1}}});
    };
    std::vector<HistoryEntry> entries = {with(0.5), with(0.54), with(0.49), scored(100, {}), with(0.5)};
    explain_changes(entries);
    CHECK(entries[1].jumps.empty());
    CHECK(entries[2].jumps.at(0).kind() == FamilyJump::Kind::fell);
    CHECK(entries[3].jumps.at(0).kind() == FamilyJump::Kind::ceased);
    CHECK(entries[4].jumps.at(0).kind() == FamilyJump::Kind::began);
    CHECK_FALSE(entries[3].causes.at(0).to);
    CHECK(entries[3].causes.at(0).points == doctest::Approx(50));
}

TEST_CASE("a revision behind a gap is held against the last one that has a number") {
    std::vector<HistoryEntry> entries = {scored(55, {{"policy", bad}}), deleted(),
                                         scored(90, {{"policy", good}})};
    entries[2].path = "new.yaml";
    entries[0].path = entries[1].path = "old.yaml";
    explain_changes(entries);
    CHECK_FALSE(entries[1].change);
    CHECK(*entries[2].change == doctest::Approx(35));
    CHECK(entries[2].renamed_from == "old.yaml");
    CHECK(entries[1].renamed_from.empty());
}

TEST_CASE("causes are told with the largest first") {
    const auto check = [](double value, double points) {
        return CheckStanding{Family::access, value, points, 1};
    };
    std::vector<HistoryEntry> entries = {
        scored(70, {{"a", check(0.9, 1)}, {"b", check(0.1, 20)}, {"c", check(0.5, 9)}}),
        scored(90, {{"a", check(0, 10)}, {"b", check(1, 0)}, {"c", check(0.5, 0)}})};
    explain_changes(entries);
    REQUIRE(entries[1].causes.size() == 2);
    CHECK(entries[1].causes[0].check == "b");
    CHECK(entries[1].causes[1].points == doctest::Approx(-9));
    CHECK(entries[1].other == doctest::Approx(9));
}
