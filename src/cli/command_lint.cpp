// lint and score: the same analysis, two views of it.
#include <algorithm>
#include <cmath>

#include "cli/analysis.h"

namespace stackfit {
namespace {

template <std::size_t count, std::size_t more>
constexpr std::array<OptionSpec, count + more> with_options(const OptionSpec (&options)[count], const OptionSpec (&last)[more]) {
    std::array<OptionSpec, count + more> all{};
    std::copy(std::begin(options), std::end(options), all.begin());
    std::copy(std::begin(last), std::end(last), all.begin() + count);
    return all;
}

std::string lint_output(const Report& report, const Settings& settings) {
    if (settings.worlds && settings.format == Format::text) return lint_worlds(report, settings.style);
    switch (settings.format) {
        case Format::text: return lint_text(report, settings.style);
        case Format::concise: return lint_concise(report);
        case Format::github: return lint_github(report);
        case Format::json: return report_json(report);
    }
    return {};
}

std::string score_output(const Report& report, const Settings& settings) {
    return settings.format == Format::json ? report_json(report) : score_text(report, settings.style);
}

/// A readable template with a finding at the gate's level, or below the fitness asked for.
bool gate_broken(const Analysis& analysis, const Settings& settings) {
    for (const ReportedTemplate& one : analysis.report.templates) {
        const bool found = settings.fail_on && one.verdict != nullptr &&
                           std::any_of(one.verdict->findings.begin(), one.verdict->findings.end(),
                                       [&](const Finding& finding) { return !finding.suppressed && finding.severity >= *settings.fail_on; });
        if (found) return true;
        if (settings.min_fitness && one.fitness && std::round(one.fitness->value * 100) / 100 < *settings.min_fitness) return true;
    }
    return false;
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

/// Named environments side by side: each is a run of its own, with its values fixed.
void add_environments(Analysis& analysis, const std::vector<Input>& inputs, const Settings& settings, const Process& process) {
    for (const Environment& environment : settings.environments) {
        ProjectOptions project = settings.project;
        for (const auto& [name, value] : environment.given.parameters) project.given.parameters.emplace(name, value);
        if (environment.given.region) project.given.region = environment.given.region;
        const auto scored = analyse_with(inputs, settings, project, process.files, process);
        const auto& report = scored->report;
        analysis.report.environments.push_back({environment.name, environment.production, report.templates.size() == 1 ? report.templates[0].fitness : report.total});
    }
}

int run(const Arguments& arguments, const Process& process, bool scoring) {
    const auto inputs = inputs_of(arguments, process);
    const std::string first = inputs.empty() ? "" : inputs[0].path == "-" ? inputs[0].name : inputs[0].path;
    const auto settings = read_settings(arguments, process, directory_of(first, process.files));
    if (!settings) return fail(process, settings.error());
    const auto analysis = analyse(inputs, *settings, process.files, process);
    const bool standard_input = std::any_of(inputs.begin(), inputs.end(), [](const Input& input) { return input.path == "-"; });
    if (scoring && !arguments.has("environment") && !standard_input) add_environments(*analysis, inputs, *settings, process);
    process.out(scoring ? score_output(analysis->report, *settings) : lint_output(analysis->report, *settings));
    if (!settings->quiet) {
        for (const auto& note : analysis->notes) process.err("note: " + note + "\n");
        if (!analysis->judged_any && !analysis->input_failed && !settings->templates_only) process.err("stackfit: no template found\n");
        else if (!scoring || settings->format == Format::json) process.err(summary_line(analysis->report) + "\n");
    }
    return status_of(*analysis, *settings);
}

constexpr OptionSpec lint_only_options[] = {
    {"--notes", nullptr, nullptr, OptionSpec::Kind::flag, "show findings of severity info one by one; --fail-on info and --only do so too"},
    {"--worlds", nullptr, nullptr, OptionSpec::Kind::flag,
     "the worlds that a template can be deployed in, and which findings live in which (text or json)"},
};
constexpr auto lint_options = with_options(judging_options, lint_only_options);

}  // namespace

const Command lint_command{"lint", "lint [PATH...]", "findings at the author's lines (the default command)", lint_options,
                           [](const Arguments& arguments, const Process& process) { return run(arguments, process, false); }};

const Command score_command{"score", "score [PATH...]", "the fitness of each template and of all, and what would raise it most", judging_options,
                            [](const Arguments& arguments, const Process& process) { return run(arguments, process, true); }};

}  // namespace stackfit
