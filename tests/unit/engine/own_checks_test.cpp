#include <doctest/doctest.h>

#include "unit/engine/fixture.h"

using namespace stackfit;
using stackfit::testing::check_file;
using stackfit::testing::CompiledChecks;
using stackfit::testing::Judged;
using Lines = std::vector<std::string>;

namespace {

CompiledChecks known() {
    return CompiledChecks({check_file("versioned", "must: {path: Properties.V, exists: true}\nmessage: V.")});
}

/// "path:line:column: message" of adding the files to the known checks; "" when that works.
std::string error_of(const std::vector<CheckFile>& files) {
    CompiledChecks checks = known();
    Sources sources;
    const auto error = checks.set.add(files, sources);
    if (!error) return "";
    const Position position = sources[error->span.file].position(error->span.begin);
    return sources[error->span.file].path() + ":" + std::to_string(position.line) + ":" +
           std::to_string(position.column) + ": " + error->message;
}

}  // namespace

TEST_CASE("own checks: they run beside the others, may need them, and weigh nothing") {
    CompiledChecks checks = known();
    Sources sources;
    const std::string rule = "must: {path: Properties.O, exists: true}\nmessage: O.";
    REQUIRE_FALSE(checks.set.add(
        {check_file("an-owner", rule, "family: access\nweight: 9\nneeds: [versioned]\naliases: [HOUSE_1]\n")},
        sources));
    REQUIRE_FALSE(checks.set.add(
        {check_file("zoned", rule, "family: access\nweight: 0\nneeds: [an-owner]\n")}, sources));
    REQUIRE(checks.set.checks().size() == 3);
    CHECK(checks.set.by_id("an-owner")->own);
    CHECK(checks.set.by_id("an-owner")->weight == 0);
    CHECK_FALSE(checks.set.by_id("versioned")->own);
    CHECK(checks.set.find("house_1").size() == 1);
    const Judged judged(
        checks.set,
        "Resources:\n  A: {Type: AWS::S3::Bucket}\n  B: {Type: AWS::S3::Bucket, Properties: {V: 1}}\n",
        "severity: {HOUSE_1: error}");
    CHECK(judged.findings() == Lines{"2:3 warning versioned: V.", "3:3 error an-owner: O."});
    for (const Outcome& outcome : judged.verdict.outcomes)
        CHECK(outcome.check->own == (outcome.check->weight == 0));
    CHECK(judged.outcome("versioned", "A") != nullptr);
}

TEST_CASE("own checks: a mistake is told where it stands") {
    CHECK(error_of({check_file("versioned", "must: {path: A, exists: true}\nmessage: M")}) ==
          "checks/versioned.md:2:5: There is a check of this id already.");
    CHECK(error_of({check_file("a", ""), {"other/a.md", check_file("a", "").text}}) ==
          "other/a.md:2:5: Another file has this id too.");
    CHECK(error_of({check_file("a", "", "family: access\nweight: 0\nneeds: [versoned]\n")})
              .find("checks/a.md:9:9: There is no check \"versoned\".") == 0);
    CHECK(error_of({check_file("a", "must: {path: A, exist: true}\nmessage: M")})
              .find("checks/a.md:12:17: Unknown key \"exist\".") == 0);
    CHECK(error_of({check_file("a", "must: {path: A, exists: true}\nmessage: M")}).empty());
}

TEST_CASE("own checks: needs that multiply are refused") {
    std::vector<CheckFile> files;
    std::string needs;
    for (char c = 'a'; c <= 'z'; ++c) {
        const std::string id = std::string("need-") + c;
        files.push_back(check_file(id, "must: {path: A, exists: true}\nmessage: M",
                                   "family: access\nweight: 0\nneeds: [" + needs + "]\n"));
        needs += (needs.empty() ? "" : ", ") + id;
    }
    CHECK(error_of(files).find("checks/need-j.md:9:") == 0);
    CHECK(error_of({files.begin(), files.begin() + 9}).empty());
}
