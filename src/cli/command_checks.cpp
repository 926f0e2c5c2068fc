// checks list: every check with its family, severity and the peers' names for it.
#include "cli/analysis.h"
#include "stackfit/report.h"

namespace stackfit {
namespace {

constexpr OptionSpec checks_options[] = {
    {"--format", "-f", "NAME", OptionSpec::Kind::value, "text or json (default: text)"},
};

int run(const Arguments& arguments, const Process& process) {
    const auto& words = arguments.positionals();
    if (words.size() > 1 || (words.size() == 1 && words[0] != "list"))
        return fail(process, Error{Error::Code::usage, "checks knows 'list', not '" + words.back() + "'", {}});
    const std::string format = arguments.value("format").value_or("text");
    if (format != "text" && format != "json") return fail(process, Error{Error::Code::usage, "checks list writes text or json, not '" + format + "'", {}});
    const CheckSet checks = catalogue();
    process.out(format == "json" ? checks_json(checks) : checks_text(checks));
    return exit_status::ok;
}

}  // namespace

const Command checks_command{"checks", "checks list", "every check, with its family, severity and aliases", checks_options, run};

}  // namespace stackfit
