// data/compliance.tsv against the catalogue: each row speaks of a check, through a name that the check has.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "stackfit/checks.h"
#include "stackfit/report.h"
#include "stackfit/report_controls.h"
#include "stackfit/spec_compliance.h"
#include "stackfit/support/system.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

std::string folded(std::string_view rule) { return replace_all(to_lower(rule), "_", "-"); }

bool is_named(const CheckInfo& check, std::string_view rule) {
    return folded(rule) == check.id ||
           std::any_of(check.aliases.begin(), check.aliases.end(),
                       [&](std::string_view alias) { return folded(alias) == folded(rule); });
}

TEST_CASE("each row of the compliance table is joined to a check by the rule that its source names") {
    const CheckSet set = catalogue();
    std::string wrong;
    for (const ComplianceRow& row : compliance_rows()) {
        const CheckInfo* check = set.by_id(row.check);
        const CheckInfo* namesake = set.by_id(folded(row.rule));
        if (check == nullptr || !is_named(*check, row.rule) || (namesake != nullptr && namesake != check))
            wrong += std::string(row.check) + " by " + std::string(row.rule) + "\n";
    }
    CHECK(wrong == "");
}

TEST_CASE("each check that stands for a rule of the compliance table has its rows") {
    const CheckSet set = catalogue();
    std::set<std::string> rules;
    for (const ComplianceRow& row : compliance_rows()) rules.insert(std::string(row.rule));
    std::string missing;
    for (const std::string& rule : rules) {
        for (const CheckInfo& check : set.checks()) {
            if (!is_named(check, rule) || (set.by_id(folded(rule)) != nullptr && check.id != folded(rule)))
                continue;
            const auto rows = compliance_of(check.id);
            if (std::none_of(rows.begin(), rows.end(),
                             [&](const ComplianceRow& row) { return row.rule == rule; }))
                missing += std::string(check.id) + " by " + rule + "\n";
        }
    }
    CHECK(missing == "");
}

TEST_CASE("the rows of the compliance table are sorted, said once, and have a source and its day") {
    const auto rows = compliance_rows();
    CHECK(rows.size() > 300);
    const auto cells = [](const ComplianceRow& row) {
        return std::tie(row.check, row.framework, row.version, row.controls, row.rule, row.source);
    };
    std::set<std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>> said;
    std::string wrong;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const ComplianceRow& row = rows[i];
        std::set<std::string_view> controls(row.controls.begin(), row.controls.end());
        const bool in_order = i == 0 || cells(rows[i - 1]) < cells(row);
        const bool complete = !row.framework.empty() && !row.controls.empty() && !controls.contains("") &&
                              controls.size() == row.controls.size();
        const bool new_row = said.emplace(row.check, row.framework, row.version, row.rule).second;
        if (!in_order || !complete || !new_row || !row.source.starts_with("https://") ||
            !Date::parse(row.read))
            wrong += std::string(row.check) + ", " + std::string(row.framework) + "\n";
    }
    CHECK(wrong == "");
}

TEST_CASE("the rows of one check are found in the table") {
    const auto rows = compliance_of("s3-bucket-versioning-enabled");
    REQUIRE(!rows.empty());
    CHECK(rows.front().framework == "AWS Security Hub");
    CHECK(rows.front().controls == std::vector<std::string_view>{"S3.14"});
    std::size_t all = 0;
    for (const ComplianceRow& row : compliance_rows())
        all += row.check == "s3-bucket-versioning-enabled" ? 1U : 0U;
    CHECK(rows.size() == all);
    CHECK(compliance_of("s3-bucket-versioning").empty());
    CHECK(compliance_of("").empty());
    CHECK(compliance_of("zzz").empty());
}

TEST_CASE("a control is found whole, whatever its letter case") {
    CHECK(compliance_with("s3.14").size() == 1);
    CHECK(compliance_with("S3.1").empty());
    CHECK(compliance_with("").empty());
    for (const ComplianceRow& row : compliance_with("ac-4(21)")) {
        CHECK(row.framework == "NIST SP 800-53");
        CHECK(row.controls == std::vector<std::string_view>{"AC-4(21)"});
    }
    CHECK(compliance_with("AC-4(21)").size() > 5);
}

TEST_CASE("a control of one check is explained as that check, another one as the list of its checks") {
    const CheckSet set = catalogue();
    CHECK(control_text("S3.14", set) == check_text(*set.by_id("s3-bucket-versioning-enabled")));
    CHECK(control_text("S3.14", set).find("    AWS Security Hub: S3.14\n") != std::string::npos);
    const std::string several = control_text("rel-9", set);
    CHECK(several.starts_with("AWS Well-Architected Reliability Pillar, REL-9 is examined with:\n"));
    CHECK(several.find("\n    dynamodb-pitr-enabled ") != std::string::npos);
    CHECK(control_text("S3.99", set) == "");
}

}  // namespace
}  // namespace stackfit
