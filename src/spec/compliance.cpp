// The table (data/compliance.tsv): a comment, the names of the columns, then the rows, sorted. Controls stand between blanks.
#include <algorithm>
#include <string>

#include "sorted_rows.h"
#include "stackfit/spec_compliance.h"
#include "stackfit/support/text.h"

// The symbols of compliance_table.S.
extern "C" {
extern const char stackfit_compliance[];
extern const char stackfit_compliance_end[];
}

namespace stackfit {
namespace {

std::string_view table() {
    std::string_view text(stackfit_compliance,
                          static_cast<std::size_t>(stackfit_compliance_end - stackfit_compliance));
    take_line(text);  // where it comes from
    take_line(text);  // the columns
    return text;
}

ComplianceRow row_of(std::string_view line) {
    ComplianceRow row;
    row.check = take_cell(line);
    row.framework = take_cell(line);
    row.version = take_cell(line);
    row.controls = split(take_cell(line), ' ');
    row.rule = take_cell(line);
    row.source = take_cell(line);
    row.read = line;
    return row;
}

}  // namespace

std::vector<ComplianceRow> compliance_of(std::string_view check) {
    std::vector<ComplianceRow> result;
    std::string_view rest = rows_from(table(), std::string(check) + "\t");
    while (!rest.empty()) {
        ComplianceRow row = row_of(take_line(rest));
        if (row.check != check) break;
        result.push_back(std::move(row));
    }
    return result;
}

std::vector<ComplianceRow> compliance_with(std::string_view control) {
    const std::string wanted = to_lower(control);
    std::vector<ComplianceRow> result;
    for (ComplianceRow& row : compliance_rows()) {
        const auto found = std::find_if(row.controls.begin(), row.controls.end(),
                                        [&](std::string_view one) { return to_lower(one) == wanted; });
        if (found == row.controls.end()) continue;
        row.controls = {*found};
        result.push_back(std::move(row));
    }
    return result;
}

std::vector<ComplianceRow> compliance_rows() {
    std::vector<ComplianceRow> result;
    std::string_view rest = table();
    while (!rest.empty()) result.push_back(row_of(take_line(rest)));
    return result;
}

}  // namespace stackfit
