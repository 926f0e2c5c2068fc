// explain ID: what a check means, why it matters and what passes, from the same text that is its rule and its test; also by another
// tool's id, and by a control of a compliance framework.
#include "cli/own_checks.h"
#include "stackfit/report.h"
#include "stackfit/report_controls.h"
#include "stackfit/spec_compliance.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr OptionSpec explain_options[] = {
    checks_option,
    {"--config", nullptr, "FILE", OptionSpec::Kind::value, "this configuration instead of the nearest .stackfit.yaml"},
};

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

/// The check, alias or control that was probably meant; "" when none is near. A control of another number is another control.
std::string_view meant_by(const std::string& id, const CheckSet& checks) {
    const auto check = checks.suggestion(id);
    if (!check.empty()) return check;
    std::vector<std::string_view> controls;
    for (const ComplianceRow& row : compliance_rows())
        for (const std::string_view control : row.controls)
            if (digits_of(control) == digits_of(id)) controls.push_back(control);
    return closest(id, controls);
}

int run(const Arguments& arguments, const Process& process) {
    if (arguments.positionals().empty()) return fail(process, Error{Error::Code::usage, "explain takes the id of a check: stackfit explain ID", {}});
    Sources sources;
    const auto configuration = configuration_files(arguments, process, "", sources);
    if (!configuration) return fail(process, configuration.error());
    const auto set = checks_of_run(arguments, process, *configuration, sources);
    if (!set) return fail(process, set.error());
    const CheckSet& checks = **set;
    std::string out;
    for (const auto& id : arguments.positionals()) {
        std::string text;
        for (const CheckInfo* check : checks.find(id)) text += (text.empty() ? "" : "\n") + check_text(*check);
        if (text.empty()) text = control_text(id, checks);
        if (text.empty()) {
            const auto meant = meant_by(id, checks);
            return fail(process, Error{Error::Code::usage, "there is no check '" + id + "'" + (meant.empty() ? "; stackfit checks list names them all" : "; did you mean " + std::string(meant) + "?"), {}});
        }
        out += (out.empty() ? "" : "\n") + text;
    }
    process.out(out);
    return exit_status::ok;
}

}  // namespace

const Command explain_command{"explain", "explain ID...", "what a check means, why it matters and what passes", explain_options, run};

}  // namespace stackfit
