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
         check_file("suppression-expired", "", "family: hygiene\nweight: 0\n", "Template"),
         check_file("suppression-has-reason", "", "family: hygiene\nweight: 0\n", "Template"),
         check_file("suppression-unknown-check", "", "family: hygiene\nweight: 0\n", "Template")});
    return set;
}

const std::string no_reason =
    "This suppression gives no reason. Whoever reads it later cannot tell whether it still holds, and so it "
    "stays. Say in a few words why the "
    "finding does not matter here.";

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
        Lines{"1:39 warning suppression-has-reason: " + no_reason, "1:69 warning versioned: V. ()"});
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

TEST_CASE("suppression: until a day, which is the last") {
    const auto with = [](const std::string& comment) {
        return findings(
            "Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {L: x}}  # stackfit: ignore[versioned] " +
            comment + "\n");
    };
    CHECK(with("(until 2026-11-21) cache") == Lines{"2:3 warning versioned: V. (cache)"});
    CHECK(with("cache (until 2027-01-31)") == Lines{"2:3 warning versioned: V. (cache)"});
    CHECK(with("cache until (until now) it ends") ==
          Lines{"2:3 warning versioned: V. (cache until (until now) it ends)"});
    CHECK(with("(until 2026-11-20) cache") ==
          Lines{"2:3 warning versioned: V.",
                "2:51 warning suppression-expired: The suppression of versioned ended on 2026-11-20: what it "
                "covered is reported again. Mend "
                "that, or give the suppression a later date and a reason that still holds."});
    CHECK(
        with("(until 2026-02-30) cache") ==
        Lines{
            "2:3 warning versioned: V.",
            "2:51 warning suppression-unknown-check: \"2026-02-30\" is no date, so nothing is ignored. Write "
            "(until 2027-01-31)."});
}

TEST_CASE("suppression: an end that is not read as one is told") {
    const auto with = [](const std::string& comment) {
        return findings(
            "Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {L: x}}  # stackfit: ignore[versioned] " +
            comment + "\n");
    };
    const auto no_date = [](const std::string& text) {
        return Lines{"2:3 warning versioned: V.",
                     "2:51 warning suppression-unknown-check: \"" + text +
                         "\" is no date, so nothing is ignored. Write (until 2027-01-31)."};
    };
    CHECK(with("until 2027-01-31 cache") == no_date("until 2027-01-31"));
    CHECK(with("(until 2027-01-31 cache") == no_date("(until 2027-01-31"));
    CHECK(with("(Until: 2027-01-31) cache") == Lines{"2:3 warning versioned: V. (cache)"});
    CHECK(with("until the cache is gone") == Lines{"2:3 warning versioned: V. (until the cache is gone)"});
}

TEST_CASE("suppression: words that are not known are told, and nothing is ignored") {
    const auto with = [](const std::string& metadata) {
        return findings(
            "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties: {L: x}\n    Metadata: {stackfit: " +
            metadata + "}\n");
    };
    const auto unknown = [](const std::string& word, const std::string& meant, int column) {
        return Lines{"2:3 warning versioned: V.",
                     "5:" + std::to_string(column) +
                         " warning suppression-unknown-check: stackfit does not know \"" + word +
                         "\" here, so nothing is ignored. Did you mean \"" + meant + "\"?"};
    };
    CHECK(with("{ingore: [versioned]}") == unknown("ingore", "ignore", 27));
    CHECK(with("{ignore: [{id: versioned, reason: r, untill: 2025-01-01}]}") ==
          unknown("untill", "until", 63));
    CHECK(with("{ignore: [{id: versioned, raeson: r}]}") == unknown("raeson", "reason", 52));
    CHECK(with("{ignore: [{id: versioned, reason: (until 2027-01-31) r}]}") ==
          Lines{"2:3 warning versioned: V. (r)"});
}

TEST_CASE("suppression: a comment without an id is one mistake, a comma too many is none") {
    const auto with = [](const std::string& ids) {
        return findings("Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {L: x}}  # stackfit: ignore[" +
                        ids + "] cache\n");
    };
    CHECK(with("versioned, ") == Lines{"2:3 warning versioned: V. (cache)"});
    for (const std::string ids : {"", " ", ","}) {
        REQUIRE(with(ids).size() == 2);
        CHECK(with(ids)[1].find("2:51 warning suppression-unknown-check: This comment names no check, so "
                                "nothing is ignored.") == 0);
    }
}

TEST_CASE("suppression: metadata with several ids and an end, and what is no entry") {
    CHECK(findings("Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Metadata: {stackfit: {ignore: [{id: "
                   "[versioned, logged], reason: r, "
                   "until: 2027-01-31}]}}\n") ==
          Lines{"2:3 warning logged: L. (r)", "2:3 warning versioned: V. (r)"});
    for (const std::string entries :
         {"{id: versioned}", "[[]]", "[{reason: r}]", "[{id: {a: b}, reason: r}]", "[null]", "7"}) {
        const Lines lines = findings(
            "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties: {L: x}\n    Metadata: {stackfit: "
            "{ignore: " +
            entries + "}}\n");
        INFO(entries);
        CHECK(lines.size() == 2);
    }
}

TEST_CASE("suppression: one comment without a reason is one finding") {
    CHECK(findings("Resources:\n  A: {Type: AWS::S3::Bucket}  # stackfit: ignore[versioned, logged]\n") ==
          Lines{"2:3 warning logged: L. ()", "2:3 warning versioned: V. ()",
                "2:31 warning suppression-has-reason: " + no_reason});
}

namespace {

/// One alias of each peer, and a check that is two of checkov's.
const CompiledChecks& peers() {
    static const CompiledChecks set(
        {check_file("versioned", "must: {path: Properties.V.Status, equals: Enabled}\nmessage: V.",
                    "family: resilience\nweight: 3\naliases: [CKV_AWS_21, W35, S3_BUCKET_VERSIONING_ENABLED, "
                    "W3045]\n"),
         check_file("logged", "must: {path: Properties.L, exists: true}\nmessage: L.",
                    "family: resilience\nweight: 3\naliases: [CKV_AWS_18, CKV_AWS_19]\n"),
         check_file("suppression-unused", "", "family: hygiene\nweight: 0\n", "Template")});
    return set;
}

Lines honoured(const std::string& resource, const std::string& honour) {
    return Judged(peers().set, "Resources:\n  A:\n    Type: AWS::S3::Bucket\n" + resource,
                  "honour: [" + honour + "]")
        .findings();
}

}  // namespace

TEST_CASE("suppression: those of peers count when they are honoured") {
    const Lines all = {"2:3 warning logged: L.", "2:3 warning versioned: V."};
    const auto covered = [](const std::string& reason) {
        return Lines{"2:3 warning logged: L.", "2:3 warning versioned: V. (" + reason + ")"};
    };
    const std::string nag = "    Metadata: {cfn_nag: {rules_to_suppress: [{id: W35, reason: r}]}}\n";
    CHECK(honoured(nag, "") == all);
    CHECK(honoured(nag, "checkov, guard, cfn-lint") == all);
    CHECK(honoured(nag, "cfn_nag") == covered("r"));
    CHECK(honoured("    Metadata: {checkov: {skip: [{id: CKV_AWS_21, comment: c}]}}\n", "checkov") ==
          covered("c"));
    CHECK(honoured("    # checkov:skip=CKV_AWS_21:c d\n    Properties: {}\n", "checkov") == covered("c d"));
    CHECK(honoured("    Properties: {}  # checkov:skip=CKV_AWS_21\n", "checkov") == covered(""));
    CHECK(honoured("    # other\n\n    # checkov:skip=CKV_AWS_21:c\n", "checkov") == covered("c"));
    CHECK(honoured("    Properties: {}\nOutputs: {}\n# checkov:skip=CKV_AWS_21:c\n", "checkov") == all);
    CHECK(honoured("    # checkov:skip=CKV_AWS_21,CKV_AWS_18:c\n    Properties: {}\n", "checkov") ==
          covered(""));
    CHECK(honoured("    Metadata: {guard: {SuppressedRules: [S3_BUCKET_VERSIONING_ENABLED]}}\n", "guard") ==
          covered(""));
    CHECK(honoured("    Metadata: {cfn-lint: {config: {ignore_checks: [W3045]}}}\n", "cfn-lint") ==
          covered(""));
    CHECK(honoured("Metadata: {cfn-lint: {config: {ignore_checks: [W3045, W]}}}\n", "cfn-lint") ==
          covered(""));
}

TEST_CASE("suppression: a peer's id that is not one check, or not the peer's, is left alone") {
    const Lines all = {"2:3 warning logged: L.", "2:3 warning versioned: V."};
    const Judged several(
        peers().set,
        "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    # checkov:skip=CKV_AWS_18:r\n    Properties: {}\n",
        "honour: checkov");
    CHECK(several.findings() == all);
    CHECK(several.verdict.notes ==
          Lines{"line 4: checkov ignores CKV_AWS_18, which is not one check of stackfit: not honoured"});
    CHECK(honoured("    Metadata: {checkov: {skip: [{id: W35}, {id: CKV_AWS_999}]}}\n", "checkov") == all);
    for (const std::string metadata :
         {"{cfn_nag: 7}", "{cfn_nag: {rules_to_suppress: W35}}",
          "{cfn_nag: {rules_to_suppress: [[], {id: []}, null]}}", "{checkov: {skip: {id: CKV_AWS_21}}}",
          "{guard: [SuppressedRules]}", "{cfn-lint: {config: []}}", "[]"})
        CHECK(honoured("    Metadata: " + metadata + "\n", "cfn_nag, checkov, guard, cfn-lint") == all);
}
