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
    const std::string rule = "must: {path: Properties.A, exists: true}\nmessage: M";
    const auto own = [&](const std::string& id, const std::string& more = "",
                         const std::string& subject = "AWS::S3::Bucket") {
        return check_file(id, rule, "family: access\nweight: 0\n" + more, subject);
    };
    CHECK(error_of({own("versioned")}) == "checks/versioned.md:2:5: There is a check of this id already.");
    CHECK(error_of({own("a"), {"other/a.md", own("a").text}}) ==
          "other/a.md:2:5: Another file has this id too: checks/a.md.");
    CHECK(error_of({own("a", "needs: [versoned]\n")}) ==
          "checks/a.md:9:9: There is no check \"versoned\". Did you mean \"versioned\"?");
    CHECK(error_of({own("a", "aliases: [X, versioned]\n")}) ==
          "checks/a.md:9:14: This is the id of another check, so it never means yours.");
    CHECK(error_of({check_file("a", "must: {path: Properties.A, exist: true}\nmessage: M",
                               "family: access\nweight: 0\n")})
              .find("checks/a.md:12:28: Unknown key \"exist\".") == 0);
    CHECK(error_of({own("a")}).empty());
    CHECK(error_of({own("a", "", "S3.Bucket")}) ==
          "checks/a.md:6:10: \"S3.Bucket\" is no resource type: write it as AWS::S3::Bucket, or Template for "
          "all of it.");
}

TEST_CASE("own checks: one that nothing decides would pass everywhere, so it is refused") {
    const std::string front = "family: access\nweight: 0\n";
    CHECK(error_of({check_file("a", "", front)}) ==
          "checks/a.md:2:5: The check has no rule: write one in a block that begins with ```check.");
    CheckFile misspelt = check_file("a", "", front);
    misspelt.text += "```chek\nmust: {path: Properties.A, exists: true}\nmessage: M\n```\n";
    CHECK(error_of({misspelt}) == "checks/a.md:11:1: There is no block \"chek\". Did you mean \"check\"?");
    CHECK(error_of({check_file("a", "", front + "native: true\n")}) ==
          "checks/a.md:9:9: Only checks of the catalogue are native: one of your own needs a rule.");
}

TEST_CASE("own checks: a path begins with a key of the resource's declaration") {
    const auto error = [](const std::string& rule, const std::string& subject = "AWS::S3::Bucket") {
        return error_of({check_file("a", rule, "family: access\nweight: 0\n", subject)});
    };
    CHECK(error("must: {path: Tags, exists: true}\nmessage: M") ==
          "checks/a.md:12:14: A resource's declaration has no \"Tags\". Did you mean \"Properties.Tags\"?");
    CHECK(error("must: {path: Propertis.Tags, exists: true}\nmessage: M") ==
          "checks/a.md:12:14: A resource's declaration has no \"Propertis\". Did you mean \"Properties\"?");
    CHECK(error("must: {path: DeletionPolicy, exists: true}\nat: Tags\nmessage: M")
              .find("checks/a.md:13:5: ") == 0);
    CHECK(error("must: {some: Properties.Tags, where: {path: Key, equals: owner}}\nmessage: M").empty());
    CHECK(
        error(
            "must: {related: {type: A::B::C, via: Properties.X}, where: {path: Y, exists: true}}\nmessage: M")
            .empty());
    CHECK(error("must: {path: Description, exists: true}\nmessage: M", "Template").empty());
}

TEST_CASE("own checks: needs that multiply are refused") {
    std::vector<CheckFile> files;
    std::string needs;
    for (char c = 'a'; c <= 'z'; ++c) {
        const std::string id = std::string("need-") + c;
        files.push_back(check_file(id, "must: {path: Properties.A, exists: true}\nmessage: M",
                                   "family: access\nweight: 0\nneeds: [" + needs + "]\n"));
        needs += (needs.empty() ? "" : ", ") + id;
    }
    CHECK(error_of(files).find("checks/need-j.md:9:") == 0);
    CHECK(error_of({files.begin(), files.begin() + 9}).empty());
}
