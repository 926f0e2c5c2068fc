#include <doctest/doctest.h>

#include "unit/engine/fixture.h"

using namespace stackfit;
using stackfit::testing::check_file;
using stackfit::testing::CompiledChecks;
using stackfit::testing::Judged;
using Lines = std::vector<std::string>;

namespace {

const CompiledChecks& checks() {
    static const CompiledChecks set(
        {check_file(
             "versioned",
             "must: {path: Properties.V.Status, equals: Enabled}\nat: Properties.V.Status\nmessage: V.",
             "family: resilience\nweight: 3\naliases: [CKV_1]\n"),
         check_file("logged", "must: {path: Properties.L, exists: true}\nmessage: L."),
         check_file("suppression-unused", "", "family: hygiene\nweight: 0\n", "Template"),
         check_file("suppression-unknown-check", "", "family: hygiene\nweight: 0\n", "Template")});
    return set;
}

Lines findings(const std::string& text) { return Judged(checks().set, text).findings(); }

}  // namespace

TEST_CASE("suppression: on the logical id it covers the resource, at a property what points there") {
    CHECK(findings("Resources:\n  A: # stackfit: ignore[versioned] cache\n    Type: AWS::S3::Bucket\n    "
                   "Properties:\n      V: {Status: Suspended}\n") ==
          Lines{"2:3 warning logged: L.", "5:19 warning versioned: V. (cache)"});
    CHECK(findings("Resources:\n  # stackfit: ignore[CKV_1, logged] cache\n  A:\n    Type: AWS::S3::Bucket\n "
                   " B:\n    Type: AWS::S3::Bucket\n") ==
          Lines{"3:3 warning logged: L. (cache)", "3:3 warning versioned: V. (cache)",
                "5:3 warning logged: L.", "5:3 warning versioned: V."});
    CHECK(findings("Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      L: x\n      V:\n     "
                   "   Status: Suspended  # stackfit: ignore[versioned] cache\n") ==
          Lines{"7:17 warning versioned: V. (cache)"});
    CHECK(findings("Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      # stackfit: "
                   "ignore[versioned] cache\n      L: x\n      V:\n        Status: Suspended\n") ==
          Lines{"5:7 warning suppression-unused: Nothing here is reported by versioned: ignoring it hides "
                "only what will go wrong later. Remove it.",
                "8:17 warning versioned: V."});
}

TEST_CASE("suppression: the file, and metadata") {
    CHECK(findings("# stackfit: ignore-file[versioned] all caches\nResources:\n  A: {Type: AWS::S3::Bucket, "
                   "Properties: {L: x}}\n") == Lines{"3:3 warning versioned: V. (all caches)"});
    CHECK(findings("Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties: {L: x}\n    Metadata: "
                   "{stackfit: {ignore: [{id: versioned, reason: cache}]}}\n") ==
          Lines{"2:3 warning versioned: V. (cache)"});
    CHECK(
        findings(
            R"({"Metadata": {"stackfit": {"ignore": ["versioned"]}}, "Resources": {"A": {"Type": "AWS::S3::Bucket", "Properties": {"L": 1}}}})") ==
        Lines{"1:69 warning versioned: V. ()"});
}

TEST_CASE("suppression: unknown checks and comments that are not understood are reported") {
    CHECK(findings("Resources:\n  A:  # stackfit: ignore[versiond]\n    Type: AWS::S3::Bucket\n    "
                   "Properties: {L: x, V: {Status: Enabled}}\n") ==
          Lines{"2:7 warning suppression-unknown-check: There is no check \"versiond\", so nothing is "
                "ignored. Did you mean \"versioned\"?"});
    CHECK(findings("Resources:\n  A:  # stackfit: skip versioned\n    Type: AWS::S3::Bucket\n    Properties: "
                   "{L: x, V: {Status: Enabled}}\n")
              .size() == 1);
}

TEST_CASE("suppression: waived outcomes stay outcomes") {
    const Judged judged(checks().set,
                        "Resources:\n  A: {Type: AWS::S3::Bucket}  # stackfit: ignore[versioned] cache\n");
    CHECK(judged.outcome("versioned", "A")->waived);
    CHECK_FALSE(judged.outcome("logged", "A")->waived);
    CHECK(judged.outcome("versioned", "A")->headline().value == 0);
}

TEST_CASE("suppression: what the configuration disables is not unused") {
    const Judged judged(
        checks().set,
        "Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {L: x}}  # stackfit: ignore[versioned] cache\n",
        "disable: [versioned]");
    CHECK(judged.findings().empty());
}
