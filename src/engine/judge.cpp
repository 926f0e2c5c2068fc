// Runs every enabled check over every subject in its worlds. What comes out of it is made into findings by findings.cpp and
// conclude.cpp.
#include <algorithm>

#include "configuration_parts.h"
#include "judging.h"
#include "rule.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// Starts explorations within the budgets of a run: each at least once, for the headline world. Remembers those that had to stop.
class Explorer {
public:
    Explorer(const Judging& judging, std::vector<Unexplored>& unexplored)
        : judging_(judging), unexplored_(unexplored) {}

    Worlds::Exploration explore(const ActiveCheck& check, const Resource* subject,
                                const std::function<void(World&)>& body) {
        const auto left = std::max<std::uint64_t>(
            1, judging_.options.runs_per_template - std::min(judging_.options.runs_per_template, runs_));
        const auto budget = std::min<std::uint64_t>(
            left, static_cast<std::uint64_t>(std::max(1, judging_.options.forks_per_check)));
        auto exploration = judging_.unit.worlds->explore(body, static_cast<int>(budget));
        runs_ += exploration.runs.size();
        if (!exploration.complete)
            unexplored_.push_back({check.info, subject, static_cast<int>(exploration.runs.size())});
        return exploration;
    }

private:
    const Judging& judging_;
    std::vector<Unexplored>& unexplored_;
    std::uint64_t runs_ = 0;
};

Outcome judge_subject(const Judging& judging, Explorer& explorer, const ActiveCheck& check,
                      const Resource* subject) {
    Outcome outcome{check.info, &judging.unit, subject, {}, true, false};
    std::vector<Judgement> judgements;
    auto exploration = explorer.explore(
        check, subject, [&](World& world) { judgements.push_back(judging.judge(check, subject, world)); });
    outcome.complete = exploration.complete;
    for (std::size_t i = 0; i < judgements.size(); ++i)
        outcome.cases.push_back({std::move(exploration.runs[i].decisions),
                                 exploration.runs[i].production_like, std::move(judgements[i])});
    return outcome;
}

/// What the check finds when it is run as it is, and `questions`: what it asked apart in the first run.
Found find_all(const Judging& judging, Explorer& explorer, const ActiveCheck& check,
               std::vector<Question>* questions) {
    Found found;
    found.exploration = explorer.explore(check, nullptr, [&](World& world) {
        std::vector<Question> again;
        const bool first = found.runs.empty();
        CheckContext context =
            judging.context(check, world, questions == nullptr ? nullptr : first ? questions : &again);
        check.native->find(context, found.runs.emplace_back());
    });
    return found;
}

Found answer(const Judging& judging, Explorer& explorer, const ActiveCheck& check, const Question& question) {
    Found found;
    found.exploration = explorer.explore(check, nullptr, [&](World& world) {
        CheckContext context = judging.context(check, world);
        question(context, found.runs.emplace_back());
    });
    return found;
}

bool applies(const Outcome& outcome) {
    return std::any_of(outcome.cases.begin(), outcome.cases.end(), [](const Case& one) {
        return one.judgement.status != Judgement::Status::not_applicable;
    });
}

/// The outcomes of all checks; of validity, which is no degree, the failures are kept as findings only.
class Run {
public:
    Run(const Judging& judging, Verdict& verdict, Findings& findings)
        : judging_(judging),
          verdict_(verdict),
          findings_(findings),
          explorer_(judging, verdict.unexplored) {}

    void check(const ActiveCheck& check) {
        if (!judging_.judges(check)) return;
        if (check.native != nullptr && check.native->find != nullptr)
            find(check);
        else if (check.native != nullptr || check.info->rule != nullptr)
            judge(check);
    }

private:
    void judge(const ActiveCheck& check) {
        for (const Resource* subject : judging_.subjects(check)) {
            Outcome outcome = judge_subject(judging_, explorer_, check, subject);
            if (applies(outcome)) add(check, std::move(outcome));
        }
    }
    void find(const ActiveCheck& check) {
        std::vector<Question> questions;
        // An outcome has one exploration: a check with a weight asks nothing apart.
        const bool weighs = check.info->weight > 0;
        const Found found = find_all(judging_, explorer_, check, weighs ? nullptr : &questions);
        add_problems(judging_, found, findings_);
        for (const Question& question : questions)
            add_problems(judging_, answer(judging_, explorer_, check, question), findings_);
        if (!weighs) return;
        for (const Resource* subject : judging_.subjects(check))
            verdict_.outcomes.push_back(outcome_of(judging_, check, subject, found));
    }
    void add(const ActiveCheck& check, Outcome outcome) {
        if (check.info->family == Family::validity)
            return add_failures(judging_, check, outcome, findings_);
        verdict_.outcomes.push_back(std::move(outcome));
        add_failures(judging_, check, verdict_.outcomes.back(), findings_);
    }

    const Judging& judging_;
    Verdict& verdict_;
    Findings& findings_;
    Explorer explorer_;
};

Verdict::Deployable deployable(const std::vector<Finding>& findings) {
    auto result = Verdict::Deployable::yes;
    for (const Finding& finding : findings) {
        const bool waived = finding.suppressed && !finding.suppressed->reason.empty();
        if (finding.check->family != Family::validity || finding.severity != Severity::error || waived)
            continue;
        if (finding.worlds.empty()) return Verdict::Deployable::no;
        result = Verdict::Deployable::in_some_worlds;
    }
    return result;
}

/// "the worlds are too many for reference-exists and resource-shape (Orders): ..."
std::string note_of(const std::vector<Unexplored>& unexplored) {
    constexpr std::size_t few = 5;
    std::vector<std::string> names;
    for (const Unexplored& one : unexplored) {
        std::string name(one.check->id);
        if (one.subject != nullptr) name += " of " + std::string(one.subject->id);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    const std::size_t more = names.size() > few ? names.size() - few : 0;
    names.resize(names.size() - more);
    return "the worlds are too many for " + join(names, ", ") +
           (more == 0 ? "" : " and " + std::to_string(more) + " more") + ": looked at in " +
           std::to_string(unexplored.front().worlds) +
           " of them each, the headline world first; what holds only in the others is unknown";
}

/// A macro may add to the template what it likes, and so may the other pieces of a template. A failure that points at nothing but the
/// resource says that something is missing.
Judgement unless_added(const Judging& judging, const Resource* subject, Judgement judgement) {
    const TransformEntry* macro = judging.unit.expanded.macro();
    const bool open = macro != nullptr || !judging.fragment.is_whole();
    if (!open || judgement.status != Judgement::Status::judged || !fails(judgement)) return judgement;
    const Resource* location = judgement.location != nullptr ? judgement.location : subject;
    const bool points_at_value =
        judgement.at.known() && (location == nullptr || judgement.at != location->id_span);
    if (points_at_value || judgement.implied) return judgement;
    return Judgement::unknown(
        macro != nullptr ? "the macro " + std::string(macro->name) + " may add what is missing"
                         : "the files that the template is put together from may add what is missing");
}

/// A file that could not be read has one finding, that of check template-syntax, at the place where reading ended.
Verdict unreadable(const Unit& unit, const CheckSet& checks) {
    Verdict verdict;
    verdict.unit = &unit;
    verdict.deployable = Verdict::Deployable::no;
    const CheckInfo* check = checks.by_id("template-syntax");
    if (check == nullptr) return verdict;
    Finding& finding = verdict.findings.emplace_back();
    finding.check = check;
    finding.severity = Severity::error;
    finding.unit = &unit;
    finding.span = Span{unit.file, 0, 0};
    if (unit.read_error) finding.message = unit.read_error->message;
    for (const SyntaxError& error : unit.document.errors) {
        if (error.kind != SyntaxError::Kind::syntax) continue;
        finding.message = error.message;
        finding.span = error.span;
    }
    return verdict;
}

ByType by_type(const Template& templ) {
    ByType result;
    for (std::size_t i = 0; i < templ.resources().size(); ++i) result[templ.resources()[i].type].push_back(i);
    return result;
}

}  // namespace

void CheckContext::ask_apart(std::vector<Problem>& problems, const Question& question) {
    if (questions != nullptr)
        questions->push_back(question);
    else
        question(*this, problems);
}

ActiveChecks::ActiveChecks(const CheckSet& checks, const Configuration& configuration) {
    const EnabledChecks enabled(configuration, checks);
    for (const CheckInfo& info : checks.checks()) {
        ActiveCheck& check = active_.emplace_back();
        check.info = &info;
        check.native = checks.native(info);
        check.enabled = enabled.contains(info);
        const auto severity = configuration.severity.find(info.id);
        check.severity = severity != configuration.severity.end() ? severity->second : info.severity;
        for (const auto& parameter : info.parameters)
            check.parameters.emplace(parameter.name, parameter.default_value);
        if (const auto given = configuration.check_parameters.find(info.id);
            given != configuration.check_parameters.end())
            for (const auto& [name, value] : given->second) check.parameters[name] = value;
    }
    for (ActiveCheck& check : active_)
        for (const std::string_view need : check.info->needs)
            if (const ActiveCheck* needed = by_id(need)) check.needs.push_back(needed);
}

const ActiveCheck* ActiveChecks::by_id(std::string_view id) const {
    const auto found = std::lower_bound(
        active_.begin(), active_.end(), id,
        [](const ActiveCheck& check, std::string_view wanted) { return check.info->id < wanted; });
    return found != active_.end() && found->info->id == id ? &*found : nullptr;
}

std::vector<const Resource*> Judging::subjects(const ActiveCheck& check) const {
    std::vector<const Resource*> result;
    std::vector<std::size_t> indices;
    for (const std::string_view type : check.info->subjects) {
        if (type == "Template" && result.empty()) result.push_back(nullptr);
        if (const auto found = by_type.find(type); found != by_type.end())
            indices.insert(indices.end(), found->second.begin(), found->second.end());
    }
    std::sort(indices.begin(), indices.end());
    indices.erase(std::unique(indices.begin(), indices.end()), indices.end());  // a check may name a type twice
    for (const std::size_t index : indices)
        if (const Resource& resource = unit.expanded.resources()[index]; !excludes(check, resource))
            result.push_back(&resource);
    return result;
}

// The one place where resources are taken out by name; role_of() takes functions out of the deployment family by what they are for.
bool Judging::excludes(const ActiveCheck& check, const Resource& resource) const {
    const auto any = [](const std::vector<std::string>& globs, std::string_view text) {
        return std::any_of(globs.begin(), globs.end(),
                           [&](const std::string& glob) { return matches_glob(glob, text); });
    };
    if (check.info->family == Family::validity) return false;
    return (check.info->family == Family::deployment && any(configuration.exclude_functions, resource.id)) ||
           any(configuration.exclude_resources, resource.id) || any(configuration.exclude_types, resource.type);
}

bool Judging::excludes_role(const ActiveCheck& check, const Resource* subject, World& world) const {
    const bool asked = !configuration.exclude_roles.empty() && options.function_role != nullptr &&
                       check.info->family != Family::validity && subject != nullptr &&
                       subject->type == "AWS::Lambda::Function";
    return asked && configuration.exclude_roles.contains(options.function_role(world, graph, *subject));
}

Judgement Judging::judge(const ActiveCheck& check, const Resource* subject, World& world) const {
    const bool runs = check.native != nullptr ? check.native->judge != nullptr && subject != nullptr
                                              : check.info->rule != nullptr;
    if (!runs || (subject != nullptr && !world.exists(subject->id))) return Judgement::not_applicable();
    if (excludes_role(check, subject, world)) return Judgement::not_applicable();
    for (const ActiveCheck* needed : check.needs) {
        const auto& wanted = needed->info->subjects;
        const std::string_view type = subject != nullptr ? subject->type : "Template";
        if (std::find(wanted.begin(), wanted.end(), type) == wanted.end())
            continue;
        if (!fails(judge(*needed, subject, world))) continue;
        // Points that no finding explains would be lost in the dark.
        if (!needed->enabled) return Judgement::not_applicable();
        Judgement implied = Judgement::fail("");
        implied.implied = true;
        implied.implied_by = needed->info->id;
        return implied;
    }
    CheckContext judged = context(check, world);
    return unless_added(*this, subject,
                        check.native != nullptr ? check.native->judge(judged, *subject)
                                                : judge_rule(judged, *check.info->rule, subject));
}

Verdict judge(const Project& project, const Unit& unit, const CheckSet& checks,
              const Configuration& configuration, const JudgeOptions& options) {
    if (!unit.readable) return unreadable(unit, checks);
    Verdict verdict;
    verdict.unit = &unit;
    if (unit.worlds == nullptr) return verdict;  // no template: nothing to judge
    const Graph graph(unit.expanded);
    const ActiveChecks active(checks, configuration);
    const Fragment fragment = find_fragment(project, unit, graph, options.files);
    WorldMemory memory;
    const Judging judging{project, unit, graph, configuration, options, checks, active, memory, fragment, by_type(unit.expanded)};

    Findings findings;
    Found below;
    below.runs.push_back(unit.problems);
    below.exploration.runs.emplace_back();
    add_problems(judging, below, findings);
    Run run(judging, verdict, findings);
    for (const ActiveCheck& check : active.all()) run.check(check);

    suppress(judging, findings);
    verdict.notes = std::move(findings.notes);
    verdict.findings = conclude(judging, verdict.outcomes, std::move(findings));
    verdict.deployable = deployable(verdict.findings);
    if (!verdict.unexplored.empty()) verdict.notes.push_back(note_of(verdict.unexplored));
    return verdict;
}

}  // namespace stackfit
