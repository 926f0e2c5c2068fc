#include <algorithm>
#include <charconv>

#include "cli/analysis.h"
#include "cli/own_checks.h"
#include "stackfit/deployment.h"
#include "stackfit/schemas.h"
#include "stackfit/support/text.h"
#include "stackfit/template_regions.h"
#include "stackfit/template_parameters.h"

namespace stackfit {
namespace {

constexpr std::size_t largest_configuration = 1024 * 1024;  // of values for parameters

/// A file that an option names is part of the configuration, not an input.
Error cannot_read(const std::string& path, const Error& why) { return Error{Error::Code::configuration, path + ": " + why.message, {}}; }

/// What a step of reading gives: nothing, or why it failed.
using Failure = std::optional<Error>;

Failure read_format(const Arguments& arguments, std::span<const Format> formats, Settings& settings) {
    const auto name = arguments.value("format");
    if (!name) return std::nullopt;
    const auto format = format_of(*name);
    if (format && std::find(formats.begin(), formats.end(), *format) != formats.end()) {
        settings.format = *format;
        return std::nullopt;
    }
    std::vector<std::string_view> names;
    std::string list;
    for (const Format one : formats) {
        names.push_back(to_string(one));
        list += (list.empty() ? "" : one == formats.back() ? " and " : ", ") + std::string(names.back());
    }
    const auto meant = closest(*name, names);
    return usage("there is no format '" + *name + "'" + (meant.empty() ? "; there are " + list : "; did you mean " + std::string(meant) + "?"));
}

std::optional<double> number_of(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// --min-fitness N for every template, --min-fitness prod=N under the values of an environment.
Failure read_least_fitness(const Arguments& arguments, Settings& settings) {
    for (const std::string& text : arguments.values("min-fitness")) {
        const std::size_t at = text.rfind('=');
        const auto number = number_of(at == std::string::npos ? text : std::string_view(text).substr(at + 1));
        if (!number) return usage("--min-fitness takes a number, not '" + text + "'");
        if (at == std::string::npos) settings.min_fitness = number;
        else settings.min_fitness_of[text.substr(0, at)] = *number;
    }
    return std::nullopt;
}

Failure read_gates(const Arguments& arguments, Settings& settings) {
    if (const auto level = arguments.value("fail-on")) {
        settings.fail_on = severity_of(*level);
        if (!settings.fail_on && *level != "none") return usage("--fail-on takes error, warning, info or none, not '" + *level + "'");
    }
    if (auto failure = read_least_fitness(arguments, settings)) return failure;
    settings.exit_zero = arguments.has("exit-zero");
    settings.outcomes = arguments.has("outcomes");
    settings.quiet = arguments.has("quiet");
    settings.templates_only = arguments.has("templates-only");
    settings.verbose = arguments.has("verbose");
    settings.project.check_paths = arguments.has("check-paths");
    return std::nullopt;
}

/// The first of these that is set names the character set; none is set where nobody chose another than UTF-8.
bool speaks_unicode(const Process& process) {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const std::string locale = to_lower(process.environment(name).value_or(""));
        if (!locale.empty()) return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    }
    return true;
}

/// COLUMNS, else the terminal's, within what can be read.
std::size_t columns_of(const Process& process) {
    constexpr std::size_t usual = 80, least = 66, most = 120;
    std::size_t columns = process.terminal_columns > 0 ? process.terminal_columns : usual;
    const std::string given = process.environment("COLUMNS").value_or("");
    if (std::from_chars(given.data(), given.data() + given.size(), columns).ec != std::errc{} && process.terminal_columns == 0)
        columns = usual;
    return std::clamp(columns, least, most);
}

Failure read_jobs(const Arguments& arguments, Settings& settings) {
    constexpr unsigned most = 256;
    const auto text = arguments.value("jobs");
    if (!text) return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), settings.jobs);
    const bool number = error == std::errc{} && end == text->data() + text->size();
    if (!number || settings.jobs == 0 || settings.jobs > most) return usage("--jobs takes a number from 1 to 256, not '" + *text + "'");
    return std::nullopt;
}

/// What --worlds adds has a form for people and one for programs.
Failure read_worlds(const Arguments& arguments, Settings& settings) {
    settings.worlds = arguments.has("worlds");
    const bool possible = settings.format == Format::text || settings.format == Format::json;
    return settings.worlds && !possible ? Failure(usage("--worlds has the formats text and json")) : std::nullopt;
}

/// What gates, and what was asked for by name, is never folded away.
bool shows_notes(const Arguments& arguments, const Settings& settings) {
    return arguments.has("notes") || settings.fail_on == Severity::info || !settings.configuration.only.empty();
}

Failure read_style(const Arguments& arguments, const Process& process, Settings& settings) {
    const std::string when = arguments.value("color").value_or("auto");
    if (when != "auto" && when != "always" && when != "never") return usage("--color takes auto, always or never, not '" + when + "'");
    const auto set = [&](const char* name) { const auto value = process.environment(name); return value && !value->empty(); };
    settings.style.unicode = speaks_unicode(process);
    settings.columns = columns_of(process);
    const bool dumb = process.environment("TERM").value_or("") == "dumb";
    settings.style.color = when == "always" || (when == "auto" && (set("FORCE_COLOR") || (!set("NO_COLOR") && process.out_is_terminal && !dumb)));
    return std::nullopt;
}

/// What is asked for may all be disabled, and then nothing is ever found; unless an override enables it for some templates.
bool runs_nothing(const Configuration& configuration, const CheckSet& checks) {
    const auto runs = [&](const std::string& id) {
        const auto found = checks.find(id);
        return std::any_of(found.begin(), found.end(), [&](const CheckInfo* check) { return configuration.enables(checks, *check); });
    };
    const auto& only = configuration.only;
    return !only.empty() && configuration.overrides.empty() && std::none_of(only.begin(), only.end(), runs);
}

/// Words of an option, separated by commas or given again.
std::vector<std::string> words_of(const Arguments& arguments, const std::string& option) {
    std::vector<std::string> words;
    for (const auto& value : arguments.values(option))
        for (const auto word : split(value, ',')) words.emplace_back(word);
    return words;
}

Failure read_checks(const Arguments& arguments, Settings& settings) {
    Configuration& configuration = settings.configuration;
    for (const std::string option : {"disable", "only"}) {
        for (const auto& id : words_of(arguments, option)) {
            if (settings.checks->find(id).empty()) {
                const auto meant = settings.checks->suggestion(id);
                return usage("there is no check '" + id + "'" + (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"));
            }
            (option == "disable" ? configuration.disable_always : configuration.only).insert(id);
            configuration.values.push_back({{option}, id, true, {}, "--" + option});
        }
    }
    for (const auto& peer : words_of(arguments, "honour")) {
        if (!is_peer(peer)) return usage("--honour takes cfn-lint, cfn_nag, checkov and guard, not '" + peer + "'");
        configuration.honour.insert(peer);
        configuration.values.push_back({{"honour"}, peer, true, {}, "--honour"});
    }
    return std::nullopt;
}

Failure read_parameters(const Arguments& arguments, const Process& process, Settings& settings) {
    auto& given = settings.project.given;
    for (const auto& path : arguments.values("parameter-file")) {
        auto text = process.files.read(path, largest_configuration);
        if (!text) return cannot_read(path, text.error());
        auto values = read_parameter_file(path, std::move(*text), *settings.configuration_sources);
        if (!values) return values.error();
        for (auto& [name, value] : *values) given.parameters[name] = value;
    }
    for (const auto& token : arguments.values("parameters")) {
        auto pair = parse_parameter(token);
        if (!pair) return usage("--parameters: " + pair.error().message);
        given.parameters[pair->first] = pair->second;
    }
    if (const auto region = arguments.value("region")) {
        if (!is_region_name(*region)) return usage("--region takes a name like eu-west-1, not '" + *region + "'");
        given.region = settings.project.region = *region;
    }
    return std::nullopt;
}

Failure read_environments(const Process& process, const std::string& directory, Settings& settings) {
    settings.environments = settings.configuration.environments;
    const std::string path = (directory.empty() ? "" : directory + "/") + "samconfig.toml";
    if (process.files.kind(path) != FileSystem::Kind::file) return std::nullopt;
    const auto text = process.files.read(path, largest_configuration);
    if (!text) return text.error();
    auto found = read_samconfig(*text);
    if (!found) return found.error();
    for (auto& environment : *found) settings.environments.push_back({environment.name, false, std::move(environment.given)});
    return std::nullopt;
}

void apply(const Assignment& environment, ProjectOptions& project) {
    for (const auto& [name, value] : environment.parameters) project.given.parameters.emplace(name, value);
    if (environment.region && !project.given.region) {
        project.given.region = environment.region;
        project.region = *environment.region;
    }
}

Error no_environment(const std::string& name, const Settings& settings) {
    std::vector<std::string_view> names;
    for (const auto& environment : settings.environments) names.push_back(environment.name);
    const auto meant = closest(name, names);
    return usage("there is no environment '" + name + "' in .stackfit.yaml or samconfig.toml" + (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"));
}

/// --environment fixes its values; without it, the one marked production decides the headline and leaves the other worlds open.
Failure choose_environment(const Arguments& arguments, Settings& settings) {
    const auto wanted = arguments.value("environment");
    for (const auto& environment : settings.environments) {
        if (wanted && environment.name == *wanted) {
            apply(environment.given, settings.project);
            return std::nullopt;
        }
        if (environment.production) settings.project.production_names.push_back(environment.name);
        if (!wanted && environment.production && settings.project.given.preferred.empty()) settings.project.given.preferred = environment.given.parameters;
    }
    return wanted ? Failure(no_environment(*wanted, settings)) : std::nullopt;
}

/// Gates name environments that there are.
Failure check_gates(const Settings& settings) {
    for (const auto& [name, least] : settings.min_fitness_of) {
        const auto& all = settings.environments;
        if (std::none_of(all.begin(), all.end(), [&](const Environment& one) { return one.name == name; })) return no_environment(name, settings);
    }
    return std::nullopt;
}

/// The weights of the run, and whether they are those that the configuration counts on.
Failure read_model(const Arguments& arguments, Settings& settings) {
    ScoringSettings& own = settings.scoring;
    own.forgive_suppressed = own.forgive_suppressed || arguments.has("forgive-suppressed");
    settings.model = ScoringModel::configured(own, settings.configuration.complexity_weight, *settings.checks);
    if (own.model.empty() || own.model == settings.model.name) return std::nullopt;
    return usage("numbers of different scoring models cannot be compared: " + settings.configuration.path + " counts on scoring-model " + own.model +
                 ", and these weights are model " + settings.model.name);
}

/// Those that options name come after, and so over, those of the configuration.
Failure read_types(const Arguments& arguments, const Process& process, Settings& settings) {
    std::vector<std::string> paths = settings.configuration.schemas;
    for (const auto& path : arguments.values("schema")) paths.push_back(path);
    if (paths.empty()) return std::nullopt;
    const auto remarks = read_schemas(process.files, paths, *settings.configuration_sources, *settings.types);
    if (!remarks) return placed(remarks.error(), *settings.configuration_sources);
    for (const auto& remark : *remarks) settings.notes.push_back(placed({Error::Code::configuration, remark.message, remark.span}, *settings.configuration_sources).message);
    settings.project.types = settings.types.get();
    return std::nullopt;
}

/// The checks of the run and the configuration, which knows them.
Failure read_configuration_for(const Arguments& arguments, const Process& process, const std::string& directory, Settings& settings) {
    Sources& sources = *settings.configuration_sources;
    const auto files = configuration_files(arguments, process, directory, sources);
    if (!files) return files.error();
    auto checks = checks_of_run(arguments, process, *files, sources);
    if (!checks) return checks.error();
    settings.checks = std::move(*checks);
    auto configuration = read_configuration(*files, *settings.checks, sources);
    if (!configuration) return pointed(configuration.error(), sources);
    settings.configuration = std::move(*configuration);
    auto scoring = read_scoring_settings(*files, *settings.checks, sources);
    if (!scoring) return pointed(scoring.error(), sources);
    settings.scoring = std::move(*scoring);
    return std::nullopt;
}

/// For `exclude: {roles: [...]}`.
std::string_view function_role(World& world, const Graph& graph, const Resource& function) {
    switch (role_of(world, graph, function)) {
        case FunctionRole::hook: return "hook";
        case FunctionRole::custom_resource: return "custom-resource";
        case FunctionRole::edge: return "edge";
        case FunctionRole::ordinary: break;
    }
    return "";
}

}  // namespace

Result<Settings> read_values(const Arguments& arguments, const Process& process, const std::string& directory) {
    Settings settings;
    settings.quiet = arguments.has("quiet");
    if (auto failure = read_style(arguments, process, settings)) return *failure;
    if (auto failure = read_parameters(arguments, process, settings)) return placed(*failure, *settings.configuration_sources);
    if (!arguments.has("environment")) return settings;
    if (auto failure = read_configuration_for(arguments, process, directory, settings)) return *failure;
    if (auto failure = read_environments(process, directory, settings)) return *failure;
    if (auto failure = choose_environment(arguments, settings)) return *failure;
    return settings;
}

Result<Settings> read_settings(const Arguments& arguments, const Process& process, const std::string& directory, std::span<const Format> formats) {
    Settings settings;
    if (auto failure = read_configuration_for(arguments, process, directory, settings)) return *failure;
    const auto date = date_of(arguments, settings.configuration, process);
    if (!date) return date.error();
    settings.judge.as_of = *date;
    settings.judge.function_role = function_role;
    if (auto failure = read_model(arguments, settings)) return *failure;
    if (auto failure = read_format(arguments, formats, settings)) return *failure;
    if (auto failure = read_gates(arguments, settings)) return *failure;
    if (auto failure = read_jobs(arguments, settings)) return *failure;
    if (auto failure = read_worlds(arguments, settings)) return *failure;
    if (auto failure = read_style(arguments, process, settings)) return *failure;
    if (auto failure = read_checks(arguments, settings)) return *failure;
    if (runs_nothing(settings.configuration, *settings.checks))
        settings.notes.emplace_back("no check runs: all that \"only\" asks for is disabled");
    settings.show_notes = shows_notes(arguments, settings);
    if (auto failure = read_types(arguments, process, settings)) return *failure;
    if (auto failure = read_parameters(arguments, process, settings)) return placed(*failure, *settings.configuration_sources);
    if (auto failure = read_environments(process, directory, settings)) return *failure;
    if (auto failure = choose_environment(arguments, settings)) return *failure;
    if (auto failure = check_gates(settings)) return *failure;
    return settings;
}

}  // namespace stackfit
