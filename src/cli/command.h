// A command: its words for --help, its options, and what runs it. One file per command.
#pragma once

#include <array>
#include <span>

#include "cli/options.h"
#include "cli/process.h"
#include "stackfit/engine.h"

namespace stackfit {

struct Command {
    const char* name;
    const char* usage;       ///< "lint [PATH...]"
    const char* summary;     ///< one line
    std::span<const OptionSpec> options;
    int (*run)(const Arguments& arguments, const Process& process);
};

extern const Command lint_command, score_command, compare_command, history_command, rollout_command, transform_command, explain_command, checks_command,
    config_command;

/// Prints "stackfit: MESSAGE" to standard error and gives the exit status that belongs to the error.
int fail(const Process& process, const Error& error);
/// An error of the command line.
Error usage(std::string message);
/// The error with its place in front of the message, for when the sources that its span points into end.
Error placed(Error error, const Sources& sources);
/// The same, with the line and a caret below it.
Error pointed(const Error& error, const Sources& sources);

/// The date of the run: --as-of, else the configuration's, else SOURCE_DATE_EPOCH, else today.
Result<Date> date_of(const Arguments& arguments, const Configuration& configuration, const Process& process);

}  // namespace stackfit
