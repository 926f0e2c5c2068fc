#include "cli/analysis.h"

#include <algorithm>

#include "cli/log.h"
#include "stackfit/engine_configuration.h"

namespace stackfit {
namespace {

constexpr const char* standard_input = "-";

/// A revision's files come from one child process, which answers one question at a time.
Workers readers(const FileSystem& files, const Process& process, const Workers& workers) { return &files == &process.files ? workers : Workers(1); }

std::vector<Project::Request> requests_of(const std::vector<Input>& inputs, const Settings& settings, const Process& process) {
    std::vector<Project::Request> requests;
    for (const Input& input : inputs) {
        log_fact(settings.verbose, "reading " + input.path);
        if (input.path != standard_input) {
            requests.push_back({input.path});
            continue;
        }
        auto text = process.read_standard_input();
        requests.push_back({text ? input.name : "<stdin>", std::move(text)});
    }
    return requests;
}

void read_inputs(Analysis& analysis, const std::vector<Input>& inputs, const Settings& settings, const ProjectOptions& options, const FileSystem& files,
                 const Process& process, const Workers& workers) {
    const Stage stage(settings.verbose, "reading and expanding");
    analysis.project.add_all(files, requests_of(inputs, settings, process), options, readers(files, process, workers));
    std::size_t i = 0;
    for (Unit& unit : analysis.project.units()) {
        const Input& input = inputs[i++];
        unit.name = input.name;
        if (!unit.readable && input.explicit_) analysis.input_failed = true;
        if (unit.readable && !unit.is_template && input.explicit_ && !settings.templates_only) analysis.notes.push_back(unit.path + " is not a template: skipped");
    }
}

/// A file found by searching that cannot be read is not known to be a template.
bool reported(const Unit& unit, bool explicit_) { return explicit_ || (unit.readable && unit.is_template); }

std::vector<const Unit*> units_to_judge(const Project& project, const std::vector<Input>& inputs) {
    std::vector<const Unit*> units;
    std::size_t i = 0;
    for (const Unit& unit : project.units()) {
        const Input& input = inputs[i++];
        if (unit.readable && !unit.is_template) continue;
        if (reported(unit, input.explicit_)) units.push_back(&unit);
    }
    return units;
}

/// A judging touches nothing but the worlds of its own unit. `working_directory`: where paths begin; "": of a revision, whose paths begin at its root.
void judge_units(Analysis& analysis, const std::vector<Input>& inputs, const Settings& settings, const FileSystem& files,
                 const std::string& working_directory, const Workers& workers) {
    const Stage stage(settings.verbose, "judging");
    JudgeOptions options = settings.judge;
    options.files = &files;
    const auto units = units_to_judge(analysis.project, inputs);
    analysis.verdicts.resize(units.size());
    workers.each(units.size(), [&](std::size_t i) {
        analysis.verdicts[i] =
            judge(analysis.project, *units[i], *settings.checks,
                  configuration_for(settings.configuration, units[i]->path, working_directory), options);
    });
    for (Verdict& verdict : analysis.verdicts) {
        analysis.judged_any = analysis.judged_any || verdict.unit->readable;
        for (auto& note : verdict.notes) analysis.notes.push_back(verdict.unit->path + ": " + note);
    }
}

ReportedTemplate scored(const Verdict& verdict, const Settings& settings) {
    ReportedTemplate one;
    one.unit = verdict.unit;
    one.verdict = &verdict;
    if (!verdict.unit->readable) return one;
    one.fitness = score({&verdict}, settings.model);
    if (one.fitness) one.gains = gains({&verdict}, *one.fitness);
    return one;
}

void score_verdicts(Analysis& analysis, const Settings& settings, const Workers& workers) {
    const Stage stage(settings.verbose, "scoring");
    auto& templates = analysis.report.templates;
    templates.resize(analysis.verdicts.size());
    workers.each(templates.size(), [&](std::size_t i) { templates[i] = scored(analysis.verdicts[i], settings); });
    std::vector<const Verdict*> all;
    for (const Verdict& verdict : analysis.verdicts)
        if (verdict.unit->readable) all.push_back(&verdict);
    if (templates.size() > 1 && !all.empty()) analysis.report.total = score(all, settings.model);
}

/// Are there checks that were not run, or with other parameters than everybody's?
bool is_partial(const Configuration& configuration) {
    return !configuration.disable.empty() || !configuration.only.empty() || !configuration.check_parameters.empty() || !configuration.exclude_functions.empty();
}

}  // namespace

std::vector<std::string> undeclared_parameters(const Project& project, const Assignment& given) {
    const auto& units = project.units();
    std::vector<std::string> notes;
    for (const auto& [name, value] : given.parameters) {
        const bool declared = std::any_of(units.begin(), units.end(), [&](const Unit& unit) { return unit.source.parameter(name) != nullptr; });
        if (!declared) notes.push_back("parameter " + name + " is given, and no template declares it");
    }
    return notes;
}

std::unique_ptr<Analysis> analyse(const std::vector<Input>& inputs, const Settings& settings, const FileSystem& files, const Process& process) {
    return analyse_with(inputs, settings, settings.project, files, process);
}

std::unique_ptr<Analysis> analyse_with(const std::vector<Input>& inputs, const Settings& settings, const ProjectOptions& options, const FileSystem& files,
                                       const Process& process) {
    auto analysis = std::make_unique<Analysis>();
    analysis->notes = settings.notes;
    const Workers workers(inputs.size() < 2 ? 1 : settings.jobs != 0 ? settings.jobs : Workers::available());
    read_inputs(*analysis, inputs, settings, options, files, process, workers);
    for (auto& note : undeclared_parameters(analysis->project, options.given)) analysis->notes.push_back(std::move(note));
    const bool revision = &files != &process.files;
    judge_units(*analysis, inputs, settings, files, revision ? "" : process.working_directory, readers(files, process, workers));
    score_verdicts(*analysis, settings, workers);
    Report& report = analysis->report;
    report.project = &analysis->project;
    report.as_of = settings.judge.as_of;
    report.version = STACKFIT_VERSION;
    report.scoring_model = settings.model.name;
    report.partial = is_partial(settings.configuration);
    report.outcomes = settings.outcomes;
    report.worlds = settings.worlds;
    report.notes = settings.show_notes;
    return analysis;
}

}  // namespace stackfit
