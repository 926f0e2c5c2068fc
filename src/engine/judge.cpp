// Runs every enabled check over every subject in its worlds. What comes out of it is made into findings by findings.cpp and
// conclude.cpp.
#include <algorithm>

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

    /// `body` is called with a World, and is not copied.
    template <class Body>
    Worlds::Exploration explore(const ActiveCheck& check, const Resource* subject, const Body& body) {
        const auto left = std::max<std::uint64_t>(
            1, judging_.options.runs_per_template - std::min(judging_.options.runs_per_template, runs_));
        const auto budget = std::min<std::uint64_t>(
            left, static_cast<std::uint64_t>(std::max(1, judging_.options.forks_per_check)));
        auto exploration = judging_.unit.worlds->explore(std::cref(body), static_cast<int>(budget));
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

/// Judges the subject in all its worlds. The memory of what `outcome` held is used again.
void judge_subject(const Judging& judging, Explorer& explorer, const ActiveCheck& check,
                   const Resource* subject, Outcome& outcome) {
    outcome.check = check.info;
    outcome.unit = &judging.unit;
    outcome.subject = subject;
    outcome.cases.clear();
    auto exploration = explorer.explore(check, subject, [&](World& world) {
        outcome.cases.emplace_back().judgement = judging.judge(check, subject, world);
    });
    outcome.complete = exploration.complete;
    for (std::size_t i = 0; i < outcome.cases.size(); ++i) {
        outcome.cases[i].decisions = std::move(exploration.runs[i].decisions);
        outcome.cases[i].production_like = exploration.runs[i].production_like;
    }
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
        check.info->native->find(context, found.runs.emplace_back());
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

/// How a check judges.
enum class Form : std::uint8_t { none, native, rule, find };
Form form_of(const CheckInfo& check) {
    if (check.native != nullptr) return check.native->find != nullptr ? Form::find : Form::native;
    return check.rule != nullptr ? Form::rule : Form::none;
}

/// The outcomes of all checks; of validity, which is no degree, the failures are kept as findings only.
class Run {
public:
    Run(const Judging& judging, Verdict& verdict, Findings& findings)
        : judging_(judging),
          verdict_(verdict),
          findings_(findings),
          explorer_(judging, verdict.unexplored) {}

    /// Checks of one form after another: what they have in common is then at hand.
    void all() {
        TypeBits types = 0;
        for (const auto& [type, resources] : judging_.by_type) types |= bit_of_type(type);
        std::vector<std::size_t> asked;
        const auto& subjects = judging_.set.subject_types();
        for (std::size_t i = 0; i < subjects.size(); ++i)
            if ((subjects[i] & types) != 0 || subjects[i] == ~TypeBits{0}) asked.push_back(i);
        for (const Form form : {Form::native, Form::rule, Form::find}) {
            for (const std::size_t i : asked) {
                const ActiveCheck& active = judging_.checks.at(i);
                if (form_of(*active.info) == form && judging_.judges(active)) check(active, i);
            }
        }
        settle();
        std::stable_sort(verdict_.unexplored.begin(), verdict_.unexplored.end(),
                         [](const Unexplored& a, const Unexplored& b) { return a.check->id < b.check->id; });
    }

private:
    struct Judged {
        std::size_t check = 0;  ///< in the set
        Outcome outcome;
    };

    void check(const ActiveCheck& active, std::size_t index) {
        if (form_of(*active.info) == Form::find) return find(active, index);
        for (const Resource* subject : judging_.subjects(active)) {
            judge_subject(judging_, explorer_, active, subject, outcome_);
            if (applies(outcome_)) judged_.push_back({index, std::move(outcome_)});
        }
    }
    void find(const ActiveCheck& check, std::size_t index) {
        std::vector<Question> questions;
        // An outcome has one exploration: a check with a weight asks nothing apart.
        const bool weighs = check.info->weight > 0;
        const Found found = find_all(judging_, explorer_, check, weighs ? nullptr : &questions);
        add_problems(judging_, found, findings_);
        for (const Question& question : questions)
            add_problems(judging_, answer(judging_, explorer_, check, question), findings_);
        if (!weighs) return;
        for (const Resource* subject : judging_.subjects(check))
            judged_.push_back({index, outcome_of(judging_, check, subject, found)});
    }
    /// Outcomes go into the verdict in the order of the checks, and their failures become findings.
    void settle() {
        std::vector<Judged*> sorted;
        sorted.reserve(judged_.size());
        for (Judged& one : judged_) sorted.push_back(&one);
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const Judged* a, const Judged* b) { return a->check < b->check; });
        for (Judged* judged : sorted) {
            Judged& one = *judged;
            const ActiveCheck& check = judging_.checks.at(one.check);
            const bool found = form_of(*check.info) == Form::find;
            if (check.info->family == Family::validity) {
                if (!found) add_failures(judging_, check, one.outcome, findings_);
                continue;
            }
            const Outcome& outcome = verdict_.outcomes.emplace_back(std::move(one.outcome));
            if (!found) add_failures(judging_, check, outcome, findings_);
        }
    }

    const Judging& judging_;
    Verdict& verdict_;
    Findings& findings_;
    Explorer explorer_;
    std::deque<Judged> judged_;
    Outcome outcome_;  // of the subject at hand
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
    for (const Resource& resource : templ.resources()) result[resource.type].push_back(&resource);
    return result;
}

}  // namespace

void CheckContext::ask_apart(std::vector<Problem>& problems, const Question& question) {
    if (questions != nullptr)
        questions->push_back(question);
    else
        question(*this, problems);
}

std::vector<const Resource*> Judging::subjects(const ActiveCheck& check) const {
    std::vector<const Resource*> result;
    bool sorted = true;
    for (const std::string_view type : check.info->subjects) {
        sorted = sorted && result.empty();
        if (type == "Template") result.push_back(nullptr);
        if (const auto found = by_type.find(type); found != by_type.end())
            result.insert(result.end(), found->second.begin(), found->second.end());
    }
    if (!sorted) {  // all of them stand in one vector; a check may name a type twice
        std::sort(result.begin(), result.end());
        result.erase(std::unique(result.begin(), result.end()), result.end());
    }
    std::erase_if(
        result, [&](const Resource* resource) { return resource != nullptr && excludes(check, *resource); });
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
    const bool runs = check.info->native != nullptr
                          ? check.info->native->judge != nullptr && subject != nullptr
                          : check.info->rule != nullptr;
    const bool exists =
        subject == nullptr || subject->condition.empty() || world.condition(subject->condition);
    if (!runs || !exists) return Judgement::not_applicable();
    if (excludes_role(check, subject, world)) return Judgement::not_applicable();
    for (const ActiveCheck* needed : check.needs) {
        const auto& wanted = needed->info->subjects;
        const std::string_view type = subject != nullptr ? subject->type : "Template";
        if (std::find(wanted.begin(), wanted.end(), type) == wanted.end())
            continue;
        const void* who = subject != nullptr ? static_cast<const void*>(subject) : this;
        if (!needed_memory.remember(world, needed->info->id, who,
                                    [&] { return fails(judge(*needed, subject, world)); }))
            continue;
        // Points that no finding explains would be lost in the dark.
        if (!needed->enabled) return Judgement::not_applicable();
        Judgement implied = Judgement::fail("");
        implied.implied = true;
        implied.implied_by = needed->info->id;
        return implied;
    }
    CheckContext judged = context(check, world);
    return unless_added(*this, subject,
                        check.info->native != nullptr ? check.info->native->judge(judged, *subject)
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
    WorldMemory memory, needed_memory;
    const Judging judging{project, unit,          graph,    configuration,         options, checks, active,
                          memory,  needed_memory, fragment, by_type(unit.expanded)};

    Findings findings;
    Found below;
    below.runs.push_back(unit.problems);
    below.exploration.runs.emplace_back();
    add_problems(judging, below, findings);
    Run(judging, verdict, findings).all();

    suppress(judging, findings);
    verdict.notes = std::move(findings.notes);
    verdict.findings = conclude(judging, verdict.outcomes, std::move(findings));
    verdict.deployable = deployable(verdict.findings);
    if (!verdict.unexplored.empty()) verdict.notes.push_back(note_of(verdict.unexplored));
    return verdict;
}

}  // namespace stackfit
