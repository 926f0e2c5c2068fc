// engine_configuration: the files that a configuration is made of. They are found first, because they name directories of checks, and read
// when all checks are known.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "stackfit/engine.h"

namespace stackfit {

class StrictYaml;

/// A configuration and what it extends, the weakest first; none: there is no configuration.
struct ConfigurationFiles {
    std::vector<FileId> files;
    std::vector<std::string> checks;  ///< directories and files of checks, where they are
    std::vector<std::shared_ptr<StrictYaml>> readers = {};  ///< of the files that were found: what was parsed for that is not parsed again
    std::vector<Span> check_places = {};  ///< where each of `checks` is written

    /// The file that extends the others; "" when there is none.
    [[nodiscard]] std::string path(const Sources& sources) const { return files.empty() ? "" : sources[files.back()].path(); }
};

/// The nearest .stackfit.yaml from `directory` upwards, and what it extends. Errors, with their place: a file that is missing or no YAML,
/// files that extend each other in a circle, or a chain of more than 16.
/// `working_directory`: where relative paths begin, absolute; "": not known, and then nothing above it is looked at.
Result<ConfigurationFiles> find_configuration(const FileSystem& files, const std::string& directory, Sources& sources,
                                              const std::string& working_directory = {});
/// The same, from a file that was named. Error (code configuration): it cannot be read.
Result<ConfigurationFiles> open_configuration(const FileSystem& files, const std::string& path, Sources& sources);
/// What they say together: maps by key, where the later file is stronger; lists one behind the other. Paths are where they are, not as written.
Result<Configuration> read_configuration(const ConfigurationFiles& files, const CheckSet& checks, Sources& sources);

/// The configuration of one template, with the overrides that match its path. Their globs are seen from the folder of the file that they stand
/// in; where that is absolute and the path is not, or lies above it, `working_directory` joins the two.
Configuration configuration_for(const Configuration& configuration, std::string_view template_path, std::string_view working_directory);

/// The configuration as YAML that would say the same. `origin`: behind each value the file and line, or the option, that it comes from.
std::string configuration_text(const Configuration& configuration, const Sources& sources, bool origin);

}  // namespace stackfit
