// lint and score: the same analysis, two views of it.
#include <algorithm>
#include <cmath>

#include "cli/analysis.h"
#include "stackfit/support/text.h"

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
                                       [&](const Finding& finding) { return finding.open() && finding.severity >= *settings.fail_on; });
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
        return check == nullptr || settings.configuration.of(unit.path).enables(*settings.checks, *check);
    };
    analysis.gone = apply_baseline(*baseline, folder_of(*path), analysis.verdicts, runs);
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
    const Baseline baseline = baseline_of(analysis.verdicts, folder_of(path));
    if (const auto error = process.write_file(path, baseline_text(baseline))) return fail(process, *error);
    std::size_t all = 0;
    for (const auto& [known, count] : baseline) all += count;
    if (!settings.quiet) process.err(path + ": " + std::to_string(all) + (all == 1 ? " finding\n" : " findings\n"));
    return analysis.input_failed || !analysis.judged_any ? exit_status::unreadable : exit_status::ok;
}

int run(const Arguments& arguments, const Process& process, bool scoring) {
    const auto inputs = inputs_of(arguments, process);
    const std::string first = inputs.empty() ? "" : inputs[0].path == "-" ? inputs[0].name : inputs[0].path;
    const auto settings = read_settings(arguments, process, directory_of(first, process.files));
    if (!settings) return fail(process, settings.error());
    const auto analysis = analyse(inputs, *settings, process.files, process);
    if (const auto path = arguments.value("write-baseline")) return write_baseline(*path, *analysis, *settings, process);
    if (const auto error = use_baseline(arguments, *settings, process, *analysis)) return fail(process, *error);
    const bool standard_input = std::any_of(inputs.begin(), inputs.end(), [](const Input& input) { return input.path == "-"; });
    if (scoring && !arguments.has("environment") && !standard_input) add_environments(*analysis, inputs, *settings, process);
    process.out(scoring ? score_output(analysis->report, *settings) : lint_output(analysis->report, *settings));
    if (!settings->quiet) {
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

}  // namespace

const Command lint_command{"lint", "lint [PATH...]", "findings at the author's lines (the default command)", lint_options,
                           [](const Arguments& arguments, const Process& process) { return run(arguments, process, false); }};

const Command score_command{"score", "score [PATH...]", "the fitness of each template and of all, and what would raise it most", judging_options,
                            [](const Arguments& arguments, const Process& process) { return run(arguments, process, true); }};

}  // namespace stackfit
