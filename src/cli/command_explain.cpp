// explain ID: what a check means, why it matters and what passes, from the same text that is its rule and its test.
#include "cli/analysis.h"
#include "stackfit/report.h"

namespace stackfit {
namespace {

int run(const Arguments& arguments, const Process& process) {
    if (arguments.positionals().empty()) return fail(process, Error{Error::Code::usage, "explain takes the id of a check: stackfit explain ID", {}});
    const CheckSet checks = catalogue();
    std::string out;
    for (const auto& id : arguments.positionals()) {
        const auto found = checks.find(id);
        if (found.empty()) {
            const auto meant = checks.suggestion(id);
            return fail(process, Error{Error::Code::usage, "there is no check '" + id + "'" + (meant.empty() ? "; stackfit checks list names them all" : "; did you mean " + std::string(meant) + "?"), {}});
        }
        for (const CheckInfo* check : found) out += (out.empty() ? "" : "\n") + check_text(*check);
    }
    process.out(out);
    return exit_status::ok;
}

}  // namespace

const Command explain_command{"explain", "explain ID...", "what a check means, why it matters and what passes", {}, run};

}  // namespace stackfit
