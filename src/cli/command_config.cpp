// config show [PATH]: what the configuration comes to, and where each value is from.
#include "cli/analysis.h"
#include "cli/own_checks.h"
#include "stackfit/engine_configuration.h"
#include "stackfit/engine_scoring.h"

namespace stackfit {
namespace {

constexpr OptionSpec config_options[] = {
    {"--origin", nullptr, nullptr, OptionSpec::Kind::flag,
     "behind each value, the file and line that it comes from"},
    {"--config", nullptr, "FILE", OptionSpec::Kind::value,
     "this configuration instead of the nearest .stackfit.yaml"},
    checks_option,
};

int run(const Arguments& arguments, const Process& process) {
    const auto& words = arguments.positionals();
    if (words.empty() || words.size() > 2 || words[0] != "show")
        return fail(process, usage("config knows one thing: stackfit config show [PATH]"));
    const std::string path = words.size() == 2 ? words[1] : ".";
    if (process.files.kind(path) == FileSystem::Kind::none)
        return fail(process,
                    Error{Error::Code::unreadable, path + ": there is no such file or directory", {}});
    Sources sources;
    const auto files = configuration_files(arguments, process, directory_of(path, process.files), sources);
    if (!files) return fail(process, files.error());
    if (files->files.empty()) {
        process.err("note: there is no .stackfit.yaml here or above: everything is as it comes\n");
        return exit_status::ok;
    }
    const auto checks = checks_of_run(arguments, process, *files, sources);
    if (!checks) return fail(process, checks.error());
    auto configuration = read_configuration(*files, **checks, sources);
    if (!configuration) return fail(process, pointed(configuration.error(), sources));
    if (const auto scoring = read_scoring_settings(*files, **checks, sources); !scoring)
        return fail(process, pointed(scoring.error(), sources));
    const bool one_template = process.files.kind(path) == FileSystem::Kind::file;
    const Configuration shown =
        one_template ? configuration_for(*configuration, path, process.working_directory) : *configuration;
    process.out(configuration_text(shown, sources, arguments.has("origin")));
    return exit_status::ok;
}

}  // namespace

const Command config_command{"config", "config show [PATH]",
                             "the configuration that holds for a directory or a template", config_options,
                             run};

}  // namespace stackfit
