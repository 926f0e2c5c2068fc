// lint and score: the same analysis, two views of it.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "cli/analysis.h"
#include "cli/score_options.h"
#include "stackfit/engine_configuration.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// The judging options with those that one command adds.
template <std::size_t count, std::size_t more>
constexpr std::array<OptionSpec, count + more> with_options(const OptionSpec (&options)[count], const OptionSpec (&added)[more]) {
    std::array<OptionSpec, count + more> all{};
    std::copy(std::begin(options), std::end(options), all.begin());
    std::copy(std::begin(added), std::end(added), all.begin() + count);
    return all;
}

std::string lint_output(const Report& report, const Settings& settings) {
    if (settings.worlds && settings.format == Format::text) return lint_worlds(report, settings.style);
    switch (settings.format) {
        case Format::text: return lint_text(report, settings.style);
        case Format::concise: return lint_concise(report);
        case Format::github: return lint_github(report);
        default: return report_json(report);
    }
}

constexpr Format score_formats[] = {Format::text, Format::json, Format::markdown, Format::emf, Format::put_metric_data, Format::github_output};

std::string score_output(const Report& report, const Settings& settings, const Publication& publication) {
    switch (settings.format) {
        case Format::json: return report_json(report);
        case Format::markdown: return score_markdown(report);
        case Format::emf: return score_emf(report, publication);
        case Format::put_metric_data: return score_put_metric_data(report, publication);
        case Format::github_output: return score_github_output(report);
        default: return score_text(report, settings.style);
    }
}

bool is_below(const std::optional<Fitness>& fitness, double least) { return fitness && std::round(fitness->value * 100) / 100 < least; }

std::string two_decimals(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f", value);
    return buffer;
}

/// Those whose least fit template is below what is asked of the environment.
std::vector<const EnvironmentScore*> unfit_environments(const Report& report, const Settings& settings) {
    std::vector<const EnvironmentScore*> unfit;
    for (const EnvironmentScore& environment : report.environments) {
        const auto gate = settings.min_fitness_of.find(environment.name);
        if (gate != settings.min_fitness_of.end() && is_below(environment.least, gate->second)) unfit.push_back(&environment);
    }
    return unfit;
}

/// A readable template with a finding at the gate's level, or below the fitness asked for.
bool gate_broken(const Analysis& analysis, const Settings& settings) {
    for (const ReportedTemplate& one : analysis.report.templates) {
        const bool found = settings.fail_on && one.verdict != nullptr &&
                           std::any_of(one.verdict->findings.begin(), one.verdict->findings.end(),
                                       [&](const Finding& finding) { return finding.open() && finding.severity >= *settings.fail_on; });
        if (found) return true;
        if (settings.min_fitness && is_below(one.fitness, *settings.min_fitness)) return true;
    }
    return !unfit_environments(analysis.report, settings).empty();
}

int status_of(const Analysis& analysis, const Settings& settings) {
    if (analysis.input_failed) return exit_status::unreadable;
    if (!analysis.judged_any) return settings.templates_only ? exit_status::ok : exit_status::unreadable;
    return gate_broken(analysis, settings) && !settings.exit_zero ? exit_status::gate : exit_status::ok;
}

std::vector<Input> inputs_of(const Arguments& arguments, const Process& process) {
    std::vector<std::string> paths = arguments.positionals();
    if (paths.empty()) paths.emplace_back(".");
    auto inputs = find_inputs(paths, process.files);
    for (Input& input : inputs)
        if (input.path == "-") input.name = arguments.value("stdin-filename").value_or("<stdin>");
    return inputs;
}

/// Where the configuration is looked up: what was named first, not what is found first in it.
std::string first_of(const Arguments& arguments) {
    const auto& paths = arguments.positionals();
    if (paths.empty()) return ".";
    return paths[0] == "-" ? arguments.value("stdin-filename").value_or("") : paths[0];
}

/// The least fit template, which is what a gate looks at.
std::optional<Fitness> least_of(const Report& report) {
    std::optional<Fitness> least;
    for (const ReportedTemplate& one : report.templates)
        if (one.fitness && (!least || one.fitness->value < least->value)) least = one.fitness;
    return least;
}

/// Named environments side by side: each is a run of its own, with its values fixed.
void add_environments(Analysis& analysis, const std::vector<Input>& inputs, const Settings& settings, const Process& process) {
    for (const Environment& environment : settings.environments) {
        ProjectOptions project = settings.project;
        for (const auto& [name, value] : environment.given.parameters) project.given.parameters.emplace(name, value);
        if (environment.given.region) project.given.region = environment.given.region;
        const auto scored = analyse_with(inputs, settings, project, process.files, process);
        const auto& report = scored->report;
        EnvironmentScore score{environment.name, environment.production, report.fitness(), least_of(report)};
        // Losses point into the analysis, which ends here.
        for (auto* fitness : {&score.fitness, &score.least})
            if (*fitness) (*fitness)->losses.clear();
        analysis.report.environments.push_back(std::move(score));
    }
}

/// Findings that the file of --baseline knows.
std::optional<Error> use_baseline(const Arguments& arguments, const Settings& settings, const Process& process, Analysis& analysis) {
    constexpr std::size_t largest = 64 * 1024 * 1024;
    const auto path = arguments.value("baseline");
    if (!path) return std::nullopt;
    auto text = process.files.read(*path, largest);
    if (!text) return Error{Error::Code::configuration, *path + ": " + text.error().message, {}};
    Sources sources;
    const auto baseline = read_baseline(*path, std::move(*text), sources);
    if (!baseline) return pointed(baseline.error(), sources);
    const auto runs = [&](const Unit& unit, std::string_view id) {
        const CheckInfo* check = settings.checks->by_id(id);
        return check == nullptr || configuration_for(settings.configuration, unit.path, process.working_directory).enables(*settings.checks, *check);
    };
    analysis.gone = apply_baseline(*baseline, folder_of(*path), analysis.verdicts, runs, process.working_directory);
    return std::nullopt;
}

void tell_gone(const Analysis& analysis, const std::string& path, const Process& process) {
    constexpr std::size_t most = 10;
    const auto& gone = analysis.gone;
    if (gone.empty()) return;
    std::size_t all = 0;
    for (const GoneFinding& one : gone) all += one.count;
    process.err("note: " + std::to_string(all) + (all == 1 ? " finding" : " findings") + " of " + path + (all == 1 ? " is" : " are") +
                " gone; --write-baseline " + path + " takes " + (all == 1 ? "it" : "them") + " out:\n");
    for (std::size_t i = 0; i < gone.size() && i < most; ++i) {
        const KnownFinding& known = gone[i].finding;
        process.err("  " + known.path + ": " + (known.resource.empty() ? "" : known.resource + ": ") + known.check +
                    (gone[i].count > 1 ? " (" + std::to_string(gone[i].count) + ")" : "") + "\n");
    }
    if (gone.size() > most) process.err("  and " + std::to_string(gone.size() - most) + " more\n");
}

int write_baseline(const std::string& path, const Analysis& analysis, const Settings& settings, const Process& process) {
    const Baseline baseline = baseline_of(analysis.verdicts, folder_of(path), process.working_directory);
    if (const auto error = process.write_file(path, baseline_text(baseline))) return fail(process, *error);
    std::size_t all = 0;
    for (const auto& [known, count] : baseline) all += count;
    if (!settings.quiet) process.err(path + ": " + std::to_string(all) + (all == 1 ? " finding\n" : " findings\n"));
    return analysis.input_failed || !analysis.judged_any ? exit_status::unreadable : exit_status::ok;
}

/// What `score` adds to the analysis, and how it is printed.
Result<std::string> scored_output(Analysis& analysis, const Arguments& arguments, const Settings& settings, const Process& process) {
    const auto suppositions = suppositions_of(arguments, *settings.checks, settings.model);
    if (!suppositions) return suppositions.error();
    const auto publication = publication_of(arguments, settings, process);
    if (!publication) return publication.error();
    if (analysis.judged_any)
        if (const auto failure = suppose(analysis, *suppositions, settings.model)) return *failure;
    const std::size_t data = settings.format == Format::put_metric_data ? data_count(analysis.report) : 0;
    if (data > most_data)
        return usage("one call of PutMetricData takes " + std::to_string(most_data) + " data points, and these are " + std::to_string(data) +
                     ": score fewer templates at once, or use the format emf");
    return score_output(analysis.report, settings, *publication);
}

/// Environments are shown by `score`, and judged by any command whose gate names one.
bool wants_environments(const Arguments& arguments, const Settings& settings, bool scoring) {
    return !settings.min_fitness_of.empty() || (scoring && !arguments.has("environment"));
}

int run(const Arguments& arguments, const Process& process, bool scoring) {
    const auto inputs = inputs_of(arguments, process);
    const auto settings = read_settings(arguments, process, directory_of(first_of(arguments), process.files), scoring ? std::span<const Format>(score_formats) : std::span<const Format>(usual_formats));
    if (!settings) return fail(process, settings.error());
    const bool standard_input = std::any_of(inputs.begin(), inputs.end(), [](const Input& input) { return input.path == "-"; });
    if (standard_input && !settings->min_fitness_of.empty())
        return fail(process, usage("--min-fitness of an environment reads its templates again, which standard input cannot be"));
    const auto analysis = analyse(inputs, *settings, process.files, process);
    if (const auto path = arguments.value("write-baseline")) return write_baseline(*path, *analysis, *settings, process);
    if (const auto error = use_baseline(arguments, *settings, process, *analysis)) return fail(process, *error);
    if (wants_environments(arguments, *settings, scoring) && !standard_input) add_environments(*analysis, inputs, *settings, process);
    const auto output = scoring ? scored_output(*analysis, arguments, *settings, process) : Result<std::string>(lint_output(analysis->report, *settings));
    if (!output) return fail(process, output.error());
    process.out(*output);
    if (!settings->quiet) {
        for (const EnvironmentScore* unfit : unfit_environments(analysis->report, *settings))
            process.err("gate: in environment " + unfit->name + " the fitness is " + two_decimals(unfit->least->value) + ", and has to be " +
                        two_decimals(settings->min_fitness_of.find(unfit->name)->second) + "\n");
        for (const auto& note : analysis->notes) process.err("note: " + note + "\n");
        tell_gone(*analysis, arguments.value("baseline").value_or(""), process);
        if (!analysis->judged_any && !analysis->input_failed && !settings->templates_only) process.err("stackfit: no template found\n");
        else if (!scoring || settings->format == Format::json) process.err(summary_line(analysis->report) + "\n");
    }
    return status_of(*analysis, *settings);
}

constexpr OptionSpec lint_only_options[] = {
    {"--baseline", nullptr, "FILE", OptionSpec::Kind::value, "findings that this file knows are not shown and do not fail; tells which are gone"},
    {"--write-baseline", nullptr, "FILE", OptionSpec::Kind::value, "write all findings that are not suppressed into this file, and exit 0"},
    {"--notes", nullptr, nullptr, OptionSpec::Kind::flag, "show findings of severity info one by one; --fail-on info and --only do so too"},
    {"--worlds", nullptr, nullptr, OptionSpec::Kind::flag,
     "the worlds that a template can be deployed in, and which findings live in which (text or json)"},
};
constexpr auto lint_options = with_options(judging_options, lint_only_options);
constexpr auto score_options = [] {
    auto options = with_options(judging_options, score_only_options);
    options.front().help = "text, json, markdown, emf, put-metric-data or github-output (default: text)";
    return options;
}();

}  // namespace

const Command lint_command{"lint", "lint [PATH...]", "findings at the author's lines (the default command)", lint_options,
                           [](const Arguments& arguments, const Process& process) { return run(arguments, process, false); }};

const Command score_command{"score", "score [PATH...]", "the fitness of each template and of all, and what would raise it most", score_options,
                            [](const Arguments& arguments, const Process& process) { return run(arguments, process, true); }};

}  // namespace stackfit
