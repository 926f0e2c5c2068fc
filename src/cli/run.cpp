// From argv to a command: the list of commands, --help and --version, "did you mean".
#include <algorithm>

#include "cli/command.h"
#include "stackfit/checks.h"
#include "stackfit/fitness.h"
#include "stackfit/spec.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr std::array<const Command*, 9> commands = {&lint_command,    &score_command,     &compare_command, &history_command, &rollout_command,
                                                   &transform_command, &explain_command, &checks_command,  &config_command};

const Command* command_named(std::string_view name) {
    const auto found = std::find_if(commands.begin(), commands.end(), [&](const Command* command) { return name == command->name; });
    return found == commands.end() ? nullptr : *found;
}

std::string general_help() {
    std::string out =
        "stackfit says whether a CloudFormation or SAM template will deploy, deploy safely, and how fit it is.\n\n"
        "usage: stackfit COMMAND [OPTION...] [PATH...]\n"
        "       stackfit PATH...              the same as stackfit lint PATH...\n\ncommands:\n";
    for (const Command* command : commands) {
        std::string usage = "  " + std::string(command->usage);
        usage.resize(std::max<std::size_t>(usage.size() + 2, 36), ' ');
        out += usage + command->summary + "\n";
    }
    return out +
           "\n  --help, -h       this text; with a command, its options\n  --version        version, scoring model and the dates of the data\n\n"
           "exit status: 0 fine; 1 the gate does not hold; 2 usage or configuration; 3 an input cannot be read, or nothing was judged;\n"
           "70 a bug in stackfit\n";
}

std::string command_help(const Command& command) {
    const std::string head = std::string(command.summary) + "\n\nusage: stackfit " + command.usage + "\n";
    return command.options.empty() ? head : head + "\noptions:\n" + options_help(command.options);
}

std::string version_text() {
    std::string out = "stackfit " STACKFIT_VERSION " (scoring model " + ScoringModel::standard().name + ")\n";
    for (const auto line : data_versions()) out += "  " + std::string(line) + "\n";
    return out;
}

int unknown_command(const Process& process, const std::string& name) {
    std::vector<std::string_view> names;
    for (const Command* command : commands) names.push_back(command->name);
    std::string message = "there is no command or file '" + name + "'";
    const auto meant = closest(name, names);
    if (!meant.empty()) message += "; did you mean " + std::string(meant) + "?";
    return fail(process, Error{meant.empty() ? Error::Code::unreadable : Error::Code::usage, message, {}});
}

bool wants_help(const std::vector<std::string>& tokens) {
    return std::any_of(tokens.begin(), tokens.end(), [](const std::string& token) { return token == "--help" || token == "-h"; });
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, const Process& process) {
    if (arguments.empty()) {
        process.err(general_help());
        return exit_status::usage;
    }
    const std::string& first = arguments.front();
    if (first == "--version") return process.out(version_text()), exit_status::ok;
    if (first == "--help" || first == "-h" || first == "help") return process.out(general_help()), exit_status::ok;
    const Command* command = command_named(first);
    if (command == nullptr && first.front() != '-' && process.files.kind(first) == FileSystem::Kind::none) return unknown_command(process, first);
    const std::vector<std::string> tokens(arguments.begin() + (command == nullptr ? 0 : 1), arguments.end());
    if (command == nullptr) command = &lint_command;
    if (wants_help(tokens)) return process.out(command_help(*command)), exit_status::ok;
    const auto parsed = parse_arguments(command->options, tokens);
    if (!parsed) return fail(process, parsed.error());
    return command->run(*parsed, process);
}

}  // namespace stackfit
