// checks list | new ID | test DIR: the catalogue, and the workbench for checks of one's own.
#include <algorithm>

#include "cli/own_checks.h"
#include "stackfit/engine_examples.h"
#include "stackfit/report.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr OptionSpec checks_options[] = {
    {"--format", "-f", "NAME", OptionSpec::Kind::value, "list: text or json (default: text)"},
    checks_option,
    {"--subject", nullptr, "TYPE", OptionSpec::Kind::value,
     "new: the resource type to judge (default: AWS::S3::Bucket)"},
    {"--config", nullptr, "FILE", OptionSpec::Kind::value,
     "this configuration instead of the nearest .stackfit.yaml"},
};

int list(const Arguments& arguments, const Process& process) {
    const std::string format = arguments.value("format").value_or("text");
    if (format != "text" && format != "json")
        return fail(process, usage("checks list writes text or json, not '" + format + "'"));
    Sources sources;
    const auto configuration = configuration_files(arguments, process, "", sources);
    if (!configuration) return fail(process, configuration.error());
    const auto checks = checks_of_run(arguments, process, *configuration, sources);
    if (!checks) return fail(process, checks.error());
    process.out(format == "json" ? checks_json(**checks) : checks_text(**checks));
    return exit_status::ok;
}

/// A check that works as it is, to be changed step by step.
std::string new_check(const std::string& id, const std::string& type) {
    return "---\n"
           "id: " +
           id +
           "\n"
           "title: Every such resource says whom it belongs to\n"
           "family: hygiene\n"
           "severity: warning\n"
           "weight: 0\n"
           "subject: " +
           type +
           "\n"
           "since: 1.0\n"
           "---\n"
           "What it means, why it matters, and when to ignore it. `stackfit explain " +
           id +
           "` prints this.\n"
           "\n"
           "```check\n"
           "must: {some: Properties.Tags, where: {path: Key, equals: owner}}\n"
           "at: Properties.Tags\n"
           "message: \"{subject} has no tag owner. Nobody knows whom to ask about it. Add {Key: owner, "
           "Value: your team}.\"\n"
           "```\n"
           "\n"
           "```yaml fails\n"
           "Resources:\n"
           "  Orders:\n"
           "  # ^ has no tag owner\n"
           "    Type: " +
           type +
           "\n"
           "```\n"
           "\n"
           "```yaml passes\n"
           "Resources:\n"
           "  Orders:\n"
           "    Type: " +
           type +
           "\n"
           "    Properties:\n"
           "      Tags: [{Key: owner, Value: shop}]\n"
           "```\n";
}

bool is_id(std::string_view text) {
    return !text.empty() && text.front() != '-' && text.back() != '-' &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

/// Where checks of one's own go: as --checks says, else the first directory of the configuration.
Result<std::string> directory_of_new(const Arguments& arguments, const Process& process) {
    if (const auto named = arguments.value("checks")) return *named;
    Sources sources;
    const auto configuration = configuration_files(arguments, process, "", sources);
    if (!configuration) return configuration.error();
    for (const std::string& path : configuration->checks)
        if (process.files.kind(path) != FileSystem::Kind::file) return path;
    return std::string("checks");
}

int write_new(const Arguments& arguments, const Process& process) {
    const auto& words = arguments.positionals();
    if (words.size() != 2)
        return fail(process,
                    usage("checks new takes the id of the new check: stackfit checks new ID [--checks DIR]"));
    const std::string& id = words[1];
    if (!is_id(id))
        return fail(process,
                    usage("'" + id +
                          "' is no id of a check: small letters, digits and hyphens, as in queue-has-owner"));
    Sources sources;
    const auto known = checks_of_run(Arguments{}, process, ConfigurationFiles{}, sources);
    if (!known) return fail(process, known.error());
    if (!(*known)->find(id).empty())
        return fail(process, usage("there is a check of this name already: stackfit explain " + id));
    const auto directory = directory_of_new(arguments, process);
    if (!directory) return fail(process, directory.error());
    const std::string path = *directory + (directory->ends_with('/') ? "" : "/") + id + ".md";
    if (process.files.kind(path) != FileSystem::Kind::none)
        return fail(process, usage(path + " is there already"));
    if (const auto error =
            process.write_file(path, new_check(id, arguments.value("subject").value_or("AWS::S3::Bucket"))))
        return fail(process, *error);
    process.out(path + ": a check with its rule and examples, to be changed. Next: stackfit checks test " +
                *directory + "\n");
    return exit_status::ok;
}

int test(const Arguments& arguments, const Process& process) {
    Sources sources;
    std::vector<std::string> paths(arguments.positionals().begin() + 1, arguments.positionals().end());
    if (paths.empty()) {
        const auto configuration = configuration_files(arguments, process, "", sources);
        if (!configuration) return fail(process, configuration.error());
        paths = configuration->checks;
    }
    if (paths.empty())
        return fail(process,
                    usage("checks test takes directories or files of checks: stackfit checks test DIR"));
    const auto files = read_check_files(process.files, paths);
    if (!files) return fail(process, files.error());
    const auto checks = checks_of_run(arguments, process, ConfigurationFiles{{}, paths}, sources);
    if (!checks) return fail(process, checks.error());
    std::size_t examples = 0, failures = 0;
    for (const CheckFile& file : *files) {
        const auto name = file.path.substr(file.path.find_last_of('/') + 1);
        const CheckInfo* check = (*checks)->by_id(name.substr(0, name.rfind('.')));
        const ExampleReport report = test_examples(**checks, *check, example_date);
        examples += report.examples;
        failures += report.failures.size();
        for (const ExampleFailure& failure : report.failures)
            process.out(file.path + ":" + std::to_string(failure.line) + ":" +
                        std::to_string(std::max(failure.column, 1)) + ": error: " + failure.message + "\n");
    }
    const auto counted = [](std::size_t count, const std::string& noun) {
        return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
    };
    process.out(counted(files->size(), "check") + ", " + counted(examples, "example") + ", " +
                counted(failures, "failure") + "\n");
    return failures == 0 ? exit_status::ok : exit_status::gate;
}

int run(const Arguments& arguments, const Process& process) {
    const auto& words = arguments.positionals();
    const std::string verb = words.empty() ? "list" : words[0];
    if (verb == "list" && words.size() < 2) return list(arguments, process);
    if (verb == "new") return write_new(arguments, process);
    if (verb == "test") return test(arguments, process);
    if (verb == "list")
        return fail(process, usage("checks list takes nothing more, and so not '" + words[1] +
                                   "'; stackfit explain ID prints one check"));
    constexpr std::array<std::string_view, 3> verbs = {"list", "new", "test"};
    const auto meant = closest(verb, verbs);
    return fail(process, usage("checks knows list, new and test, not '" + verb + "'" +
                               (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?")));
}

}  // namespace

const Command checks_command{"checks", "checks [list|new ID|test DIR]",
                             "every check with its family and severity; make and test checks of your own",
                             checks_options, run};

}  // namespace stackfit
