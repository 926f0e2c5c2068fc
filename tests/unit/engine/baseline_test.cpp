#include <doctest/doctest.h>

#include "stackfit/engine_baseline.h"
#include "unit/engine/fixture.h"

using namespace stackfit;
using stackfit::testing::check_file;
using stackfit::testing::CompiledChecks;
using stackfit::testing::Judged;

namespace {

const CompiledChecks& checks() {
    static const CompiledChecks set(
        {check_file("versioned", "must: {path: Properties.V, equals: 1}\nat: Properties.V\nmessage: V.")});
    return set;
}

std::deque<Verdict> verdicts_of(const Judged& judged) { return {judged.verdict}; }

bool every(const Unit& /*unit*/, std::string_view /*check*/) { return true; }

std::string error_of(const std::string& text) {
    Sources sources;
    const auto result = read_baseline("b.json", text, sources);
    return result ? "" : result.error().message;
}

const std::string two =
    "{\n  \"stackfit-baseline\": 1,\n  \"findings\": [\n"
    "    {\"template\": \"template.yaml\", \"resource\": \"A\", \"property\": \"Properties.V\", \"check\": "
    "\"versioned\", \"count\": 1},\n"
    "    {\"template\": \"template.yaml\", \"resource\": \"B\", \"property\": \"Properties.V\", \"check\": "
    "\"versioned\", \"count\": 1}\n  ]\n}\n";

}  // namespace

TEST_CASE("baseline: what is written is read again, and lines do not matter") {
    const Judged before(checks().set,
                        "Resources:\n  A: {Type: AWS::S3::Bucket}\n  B: {Type: AWS::S3::Bucket}\n");
    const Baseline written = baseline_of(verdicts_of(before), "");
    CHECK(baseline_text(written) == two);
    Sources sources;
    const auto read = read_baseline("b.json", two, sources);
    REQUIRE(read.ok());
    CHECK(*read == written);

    const Judged after(checks().set,
                       "# moved\nResources:\n  C: {Type: AWS::S3::Bucket}\n  A:\n    Type: AWS::S3::Bucket\n "
                       "   Properties: {V: 2}\n");
    auto verdicts = verdicts_of(after);
    const auto gone = apply_baseline(*read, "", verdicts, every);
    REQUIRE(verdicts[0].findings.size() == 2);
    CHECK(verdicts[0].findings[0].open());
    CHECK(verdicts[0].findings[1].baselined);
    REQUIRE(gone.size() == 1);
    CHECK(gone[0].finding.resource == "B");
    CHECK(gone[0].count == 1);
}

TEST_CASE(
    "baseline: paths are relative to its folder; other templates and checks that do not run are not gone") {
    const Judged judged(checks().set, "Resources:\n  A: {Type: AWS::S3::Bucket}\n");
    auto verdicts = verdicts_of(judged);
    CHECK(baseline_of(verdicts, "other/").begin()->first.path == "template.yaml");
    CHECK(baseline_of(verdicts, "../", "/repo/a").begin()->first.path == "a/template.yaml");
    CHECK(baseline_of(verdicts, "/repo/", "/repo/a").begin()->first.path == "a/template.yaml");
    CHECK(baseline_of(verdicts, "/repo/a/", "/repo/a").begin()->first.path == "template.yaml");
    CHECK(baseline_of(verdicts, "./", "/repo/a").begin()->first.path == "template.yaml");
    CHECK(baseline_of(verdicts, "/elsewhere/", "/repo/a").begin()->first.path == "template.yaml");
    const Baseline known = {{{"elsewhere.yaml", "A", "", "versioned"}, 1},
                            {{"template.yaml", "A", "", "logged"}, 2}};
    CHECK(apply_baseline(known, "", verdicts, every).size() == 1);
    CHECK(apply_baseline(known, "", verdicts, [](const Unit&, std::string_view) { return false; }).empty());
    CHECK(baseline_text({}) == "{\n  \"stackfit-baseline\": 1,\n  \"findings\": []\n}\n");
}

TEST_CASE("baseline: mistakes") {
    CHECK(error_of("") == "This is no baseline: it is empty. Write one with --write-baseline.");
    CHECK(error_of("[]") == "A baseline must be a mapping.");
    CHECK(error_of("{}") ==
          "This is no baseline: it lacks \"stackfit-baseline\" or \"findings\". Write one with "
          "--write-baseline.");
    CHECK(error_of("{stackfit-baseline: 2, findings: []}") == "Only baselines of version 1 are known.");
    CHECK(error_of("{stackfit-baseline: 1, findings: {}}") == "\"findings\" must be a list.");
    CHECK(error_of("{stackfit-baseline: 1, findings: [7]}") == "A finding must be a mapping.");
    CHECK(error_of("{stackfit-baseline: 1, findings: [{template: a, resource: b, property: c}]}") ==
          "A finding lacks \"check\".");
    for (const std::string count : {"0", "-1", "1.5", "x", "99999999999999999999"})
        CHECK_FALSE(error_of("{stackfit-baseline: 1, findings: [{template: a, resource: b, property: c, "
                             "check: d, count: " +
                             count + "}]}")
                        .empty());
    CHECK(error_of(two).empty());
}
