// spec: which controls of compliance frameworks speak about a check.
#pragma once

#include <string_view>
#include <vector>

namespace stackfit {

/// What one source says: these controls of a framework are examined with the rule that a check stands for. A row of data/compliance.tsv.
struct ComplianceRow {
    std::string_view check;                  ///< its id
    std::string_view framework;              ///< "NIST SP 800-53"
    std::string_view version;                ///< "r5"; empty where the framework has none
    std::vector<std::string_view> controls;  ///< "AC-4(21)", in their natural order
    std::string_view
        rule;  ///< of AWS Config or of the Guard registry, as the source names it: the check's id or an alias of it
    std::string_view source;  ///< a URL
    std::string_view read;    ///< the day on which the source was looked up, YYYY-MM-DD
};

/// In the order of framework, version and controls. Logarithmic in the number of rows; the table is not touched by anything else.
std::vector<ComplianceRow> compliance_of(std::string_view check);
/// The rows that have this control, letter case ignored; `controls` has just that, as the table writes it. Linear.
std::vector<ComplianceRow> compliance_with(std::string_view control);
/// The whole table, in the order of the checks' ids.
std::vector<ComplianceRow> compliance_rows();

}  // namespace stackfit
