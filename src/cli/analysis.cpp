#include "cli/analysis.h"

#include <algorithm>

#include "cli/log.h"

namespace stackfit {
namespace {

constexpr const char* standard_input = "-";

Unit& add_input(Analysis& analysis, const Input& input, const ProjectOptions& options, const FileSystem& files, const Process& process) {
    if (input.path != standard_input) return analysis.project.add(files, input.path, options);
    auto text = process.read_standard_input();
    if (!text) return analysis.project.add_failure("<stdin>", text.error());
    return analysis.project.add_text(input.name, std::move(*text), options, &files);
}

void read_inputs(Analysis& analysis, const std::vector<Input>& inputs, const Settings& settings, const ProjectOptions& options, const FileSystem& files,
                 const Process& process) {
    const Stage stage(settings.verbose, "reading and expanding");
    for (const Input& input : inputs) {
        log_fact(settings.verbose, "reading " + input.path);
        Unit& unit = add_input(analysis, input, options, files, process);
        unit.name = input.name;
        if (!unit.readable && input.explicit_) analysis.input_failed = true;
        if (unit.readable && !unit.is_template && input.explicit_ && !settings.templates_only) analysis.notes.push_back(unit.path + " is not a template: skipped");
    }
}

/// A file found by searching that cannot be read is not known to be a template.
bool reported(const Unit& unit, bool explicit_) { return explicit_ || (unit.readable && unit.is_template); }

void judge_units(Analysis& analysis, const std::vector<Input>& inputs, const Settings& settings, const FileSystem& files) {
    const Stage stage(settings.verbose, "judging");
    JudgeOptions options = settings.judge;
    options.files = &files;
    std::size_t i = 0;
    for (const Unit& unit : analysis.project.units()) {
        const Input& input = inputs[i++];
        if (unit.readable && !unit.is_template) continue;
        if (!reported(unit, input.explicit_)) continue;
        analysis.verdicts.push_back(judge(analysis.project, unit, *settings.checks, settings.configuration, options));
        Verdict& verdict = analysis.verdicts.back();
        analysis.judged_any = analysis.judged_any || unit.readable;
        for (auto& note : verdict.notes) analysis.notes.push_back(unit.path + ": " + note);
    }
}

ScoringModel model_for(const Settings& settings) {
    ScoringModel model = ScoringModel::standard();
    if (settings.configuration.complexity_weight) model.complexity = *settings.configuration.complexity_weight;
    return model;
}

void score_verdicts(Analysis& analysis, const Settings& settings) {
    const Stage stage(settings.verbose, "scoring");
    const ScoringModel model = model_for(settings);
    std::vector<const Verdict*> all;
    for (const Verdict& verdict : analysis.verdicts) {
        ReportedTemplate one{verdict.unit, &verdict, std::nullopt, {}};
        if (verdict.unit->readable) {
            all.push_back(&verdict);
            one.fitness = score({&verdict}, model);
            if (one.fitness) one.gains = gains({&verdict}, *one.fitness);
        }
        analysis.report.templates.push_back(std::move(one));
    }
    if (analysis.report.templates.size() > 1 && !all.empty()) analysis.report.total = score(all, model);
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
    read_inputs(*analysis, inputs, settings, options, files, process);
    for (auto& note : undeclared_parameters(analysis->project, options.given)) analysis->notes.push_back(std::move(note));
    judge_units(*analysis, inputs, settings, files);
    score_verdicts(*analysis, settings);
    Report& report = analysis->report;
    report.project = &analysis->project;
    report.as_of = settings.judge.as_of;
    report.version = STACKFIT_VERSION;
    report.scoring_model = ScoringModel::standard().name;
    report.outcomes = settings.outcomes;
    return analysis;
}

}  // namespace stackfit
