// What lint, score and compare share: inputs found, read, judged and scored.
#pragma once

#include <array>
#include <deque>
#include <memory>

#include "cli/command.h"
#include "stackfit/checks.h"
#include "stackfit/engine_baseline.h"
#include "stackfit/engine_scoring.h"
#include "stackfit/report.h"
#include "stackfit/spec_resources.h"

namespace stackfit {

/// Options of every command that judges.
inline constexpr OptionSpec judging_options[] = {
    {"--format", "-f", "NAME", OptionSpec::Kind::value, "text, concise, github or json (default: text)"},
    {"--parameters", nullptr, "K=V...", OptionSpec::Kind::list, "parameter values, for every template that declares them"},
    {"--parameter-file", nullptr, "FILE", OptionSpec::Kind::list, "parameter values: the AWS CLI's, CodePipeline's or a plain JSON file"},
    {"--region", nullptr, "REGION", OptionSpec::Kind::value, "the value of AWS::Region"},
    {"--environment", "-e", "NAME", OptionSpec::Kind::value, "judge as this environment of .stackfit.yaml or samconfig.toml"},
    {"--disable", nullptr, "ID", OptionSpec::Kind::list, "do not run this check (id or a peer's id; several: ID,ID)"},
    {"--only", nullptr, "ID", OptionSpec::Kind::list, "run only these checks"},
    {"--checks", nullptr, "DIR", OptionSpec::Kind::list, "run the checks of this directory or file too (docs/custom-checks.md)"},
    {"--honour", nullptr, "TOOL", OptionSpec::Kind::list, "honour the suppressions of cfn-lint, cfn_nag, checkov or guard too (several: A,B)"},
    {"--schema", nullptr, "FILE", OptionSpec::Kind::list, "judge the resource types of this registry schema too (a file or a directory)"},
    {"--config", nullptr, "FILE", OptionSpec::Kind::value, "this configuration instead of the nearest .stackfit.yaml"},
    {"--as-of", nullptr, "DATE", OptionSpec::Kind::value, "judge dated facts as of YYYY-MM-DD (default: today)"},
    {"--fail-on", nullptr, "LEVEL", OptionSpec::Kind::value, "exit 1 on findings of error, warning or info and above, or none (default: error)"},
    {"--min-fitness", nullptr, "[ENV=]N", OptionSpec::Kind::list, "exit 1 when the fitness (of an environment) is below N"},
    {"--exit-zero", nullptr, nullptr, OptionSpec::Kind::flag, "exit 0 where it would be 1"},
    {"--outcomes", nullptr, nullptr, OptionSpec::Kind::flag, "with --format json: every outcome, not only findings"},
    {"--jobs", "-j", "N", OptionSpec::Kind::value, "templates to work on at the same time (default: as many as there are processors)"},
    {"--check-paths", nullptr, nullptr, OptionSpec::Kind::flag, "local paths (CodeUri: src/) must exist beside the template"},
    {"--templates-only", nullptr, nullptr, OptionSpec::Kind::flag, "pass over files that are no templates, and be content with none (for hooks)"},
    {"--stdin-filename", nullptr, "PATH", OptionSpec::Kind::value, "what to call standard input, given as -"},
    {"--color", nullptr, "WHEN", OptionSpec::Kind::value, "auto, always or never (default: auto)"},
    {"--quiet", "-q", nullptr, OptionSpec::Kind::flag, "no summary and notes on standard error"},
    {"--verbose", "-v", nullptr, OptionSpec::Kind::flag, "log what is done and how long each stage took"},
};

/// The options as read, and the checks and configuration that they lead to.
struct Settings {
    std::shared_ptr<CheckSet> checks;
    std::shared_ptr<Sources> configuration_sources = std::make_shared<Sources>();
    Configuration configuration;
    std::shared_ptr<ResourceTypes> types = std::make_shared<ResourceTypes>();  ///< with those of schemas
    std::vector<std::string> notes;                      ///< on schemas: what is not judged
    ProjectOptions project;
    JudgeOptions judge;
    Format format = Format::text;
    TextStyle style;
    std::size_t columns = 80;                            ///< for drawings and paragraphs
    std::optional<Severity> fail_on = Severity::error;   ///< nothing: never
    std::optional<double> min_fitness;
    std::map<std::string, double, std::less<>> min_fitness_of;  ///< by environment
    ScoringSettings scoring;  ///< of the configuration; `model` is made of them
    ScoringModel model;
    bool exit_zero = false, outcomes = false, quiet = false, templates_only = false;
    bool verbose = false, worlds = false;
    bool show_notes = false;                             ///< lint shows findings of severity info one by one
    unsigned jobs = 0;                                   ///< 0: as many as there are processors
    std::vector<Environment> environments;               ///< of configuration and samconfig.toml
};

inline constexpr Format usual_formats[] = {Format::text, Format::concise, Format::github, Format::json};

/// Reads options, configuration and samconfig.toml; `directory` is where the lookup starts, `formats` are those that the command has.
Result<Settings> read_settings(const Arguments& arguments, const Process& process, const std::string& directory, std::span<const Format> formats = usual_formats);

/// Of these, what `transform` takes: values of parameters, style, --quiet. The checks and the configuration are read for --environment only.
Result<Settings> read_values(const Arguments& arguments, const Process& process, const std::string& directory);

/// What is given for no template of the run is most likely misspelt.
std::vector<std::string> undeclared_parameters(const Project& project, const Assignment& given);

/// Everything known after a run; addresses stay valid while it lives.
struct Analysis {
    Project project;
    std::deque<Verdict> verdicts;
    Report report;
    std::vector<std::string> notes;
    std::vector<GoneFinding> gone;  ///< of the baseline
    bool input_failed = false;      ///< an input named explicitly cannot be read
    bool judged_any = false;
};

/// A file of the run, and how it was named.
struct Input {
    std::string path;
    std::string name;               ///< relative to the directory given
    bool explicit_ = true;          ///< false: found by searching a directory
};

/// Files of the paths given; directories are searched for templates. "-" stays "-".
std::vector<Input> find_inputs(const std::vector<std::string>& paths, const FileSystem& files);

/// Reads, judges and scores. `files` may be a revision's.
std::unique_ptr<Analysis> analyse(const std::vector<Input>& inputs, const Settings& settings, const FileSystem& files, const Process& process);
/// The same under other parameter values.
std::unique_ptr<Analysis> analyse_with(const std::vector<Input>& inputs, const Settings& settings, const ProjectOptions& options, const FileSystem& files,
                                       const Process& process);

/// The directory that configuration is looked up from.
std::string directory_of(const std::string& path, const FileSystem& files);

}  // namespace stackfit
