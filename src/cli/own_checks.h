// The checks of a run: the catalogue, and those of the user.
#pragma once

#include <memory>

#include "cli/command.h"
#include "stackfit/engine_configuration.h"

namespace stackfit {

inline constexpr OptionSpec checks_option{"--checks", nullptr, "DIR", OptionSpec::Kind::list, "the checks of this directory or file too (docs/custom-checks.md)"};

/// Every *.md below these directories, README.md apart; a file is taken as it is. Errors (code configuration): a path is missing or holds
/// no check, or a limit is passed: 16 folders deep, 2,000 files, 1 MB a file.
Result<std::vector<CheckFile>> read_check_files(const FileSystem& files, const std::vector<std::string>& paths);

/// What the nearest configuration, or that of --config, is made of.
Result<ConfigurationFiles> configuration_files(const Arguments& arguments, const Process& process, const std::string& directory, Sources& sources);

/// The catalogue with the checks that the configuration and --checks name. Errors have their place in the message.
Result<std::unique_ptr<CheckSet>> checks_of_run(const Arguments& arguments, const Process& process, const ConfigurationFiles& configuration,
                                                Sources& sources);

}  // namespace stackfit
