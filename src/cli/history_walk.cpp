#include "cli/history_walk.h"

#include <algorithm>
#include <map>
#include <set>

#include "cli/progress.h"
#include "cli/traced_files.h"

namespace stackfit {
namespace {

/// What a revision is worth, and what that depends on.
struct Evaluation {
    Trace trace;
    HistoryEntry::State state = HistoryEntry::State::scored;
    std::string problem;
    std::shared_ptr<const RevisionStanding> standing;
    std::vector<std::string> notes;
};
using Evaluations = std::vector<std::shared_ptr<const Evaluation>>;

std::string problem_of(const Unit& unit, const Sources& sources) {
    if (unit.read_error) return unit.read_error->message;
    if (unit.document.errors.empty()) return "it cannot be read";
    const SyntaxError& error = unit.document.errors.front();
    const Position place = sources[error.span.file].position(error.span.begin);
    return "line " + std::to_string(place.line) + ": " + error.message;
}

/// The same without the checks that neither a fitness nor `deployable` depends on.
Settings for_fitness(Settings settings) {
    std::set<const CheckInfo*> wanted;
    std::vector<const CheckInfo*> open;
    for (const CheckInfo& check : settings.checks->checks())
        if (check.family == Family::validity || settings.model.weight(check) > 0) open.push_back(&check);
    while (!open.empty()) {
        const CheckInfo* check = open.back();
        open.pop_back();
        if (!wanted.insert(check).second) continue;
        for (const std::string_view need : check->needs)
            if (const CheckInfo* needed = settings.checks->by_id(need)) open.push_back(needed);
    }
    for (const CheckInfo& check : settings.checks->checks())
        if (!wanted.contains(&check)) settings.configuration.disable_always.emplace(check.id);
    return settings;
}

class Walker {
public:
    Walker(const PathHistory& found, const Settings& settings, unsigned jobs, std::size_t max_count,
           const Process& process)
        : revisions_(found.revisions),
          settings_(settings),
          fitness_settings_(for_fitness(settings)),
          workers_(jobs != 0 ? jobs : Workers::available()),
          max_count_(max_count),
          process_(process),
          evaluations_(revisions_.size()) {}

    /// From the newest to the oldest, until there are enough.
    HistoryWalk walk() {
        constexpr std::size_t batch = 64;
        Progress progress(process_, process_.err_is_terminal && !settings_.quiet, settings_.style.unicode,
                          "scoring revisions",
                          max_count_ == 0 ? revisions_.size() : std::min(max_count_, revisions_.size()));
        while (done_ < revisions_.size() && (max_count_ == 0 || known_rows() <= max_count_)) {
            const std::size_t end =
                max_count_ == 0 ? revisions_.size() : std::min(revisions_.size(), done_ + batch);
            evaluate(done_, end, progress);
            done_ = end;
        }
        return finish();
    }

private:
    /// Revisions with another key differ; those with the same one may.
    [[nodiscard]] std::string key_of(const PathRevision& revision) const {
        if (revision.files == nullptr) return "!" + revision.commit.id;
        const auto identity = revision.files->identity(revision.path);
        const bool directory = revision.files->kind(revision.path) == FileSystem::Kind::directory;
        std::string key = revision.path + '\0' + (identity ? *identity : "");
        if (!directory) return key;
        const auto known = directories_.find(key);
        if (known != directories_.end()) return known->second;
        std::string inputs = revision.path + '\0';
        for (const Input& input : find_inputs({revision.path}, *revision.files)) {
            const auto one = revision.files->identity(input.path);
            inputs += input.name + '\0' + (one ? *one : "") + '\0';
        }
        return directories_.emplace(std::move(key), std::move(inputs)).first->second;
    }

    void evaluate(std::size_t begin, std::size_t end, Progress& progress) {
        std::map<std::string, std::size_t> group_of;
        std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
        for (std::size_t i = begin; i < end; ++i) {
            const std::string key = key_of(revisions_[i]);
            const auto [place, added] = group_of.emplace(key, groups.size());
            if (added) groups.push_back({key, {}});
            groups[place->second].second.push_back(i);
        }
        std::vector<Evaluations*> known;
        for (const auto& [key, members] : groups) known.push_back(&evaluations_of_[key]);
        workers_.each(groups.size(), [&](std::size_t g) {
            for (const std::size_t i : groups[g].second) {
                evaluations_[i] = evaluation_of(revisions_[i], *known[g]);
                progress.step();
            }
        });
    }

    /// One of those with the same key that still holds, or a new one.
    [[nodiscard]] std::shared_ptr<const Evaluation> evaluation_of(const PathRevision& revision,
                                                                  Evaluations& known) const {
        for (const auto& evaluation : known)
            if (revision.files != nullptr && holds(evaluation->trace, *revision.files)) return evaluation;
        known.push_back(std::make_shared<const Evaluation>(judged(revision)));
        return known.back();
    }

    [[nodiscard]] Evaluation judged(const PathRevision& revision) const {
        Evaluation result;
        if (revision.files == nullptr) {
            result.state = HistoryEntry::State::unreadable;
            result.problem = revision.error ? revision.error->message : "";
            return result;
        }
        TracedFiles files(*revision.files);
        if (files.kind(revision.path) == FileSystem::Kind::none) {
            const auto identity = revision.files->identity(revision.path);
            const bool submodule = identity && !identity->empty();
            result.state = submodule ? HistoryEntry::State::unreadable : HistoryEntry::State::deleted;
            if (submodule) result.problem = "it is in a submodule, which is another repository";
        } else {
            fill(result, find_inputs({revision.path}, *revision.files), files);
        }
        result.trace = std::move(files.trace());
        return result;
    }

    void fill(Evaluation& result, const std::vector<Input>& inputs, const TracedFiles& files) const {
        auto analysis = analyse(inputs, fitness_settings_, files, process_);
        // What is left of a budget depends on every check that draws on it.
        const auto is_unexplored = [](const Verdict& verdict) { return !verdict.unexplored.empty(); };
        if (std::any_of(analysis->verdicts.begin(), analysis->verdicts.end(), is_unexplored))
            analysis = analyse(inputs, settings_, files, process_);
        if (analysis->input_failed) {
            result.state = HistoryEntry::State::unreadable;
            result.problem = problem_of(analysis->project.units().front(), analysis->project.sources());
            return;
        }
        std::vector<const Verdict*> verdicts;
        for (const Verdict& verdict : analysis->verdicts)
            if (verdict.unit->readable) verdicts.push_back(&verdict);
        const Report& report = analysis->report;
        result.standing = std::make_shared<const RevisionStanding>(
            standing_of(report.fitness(), verdicts));
        result.notes = std::move(analysis->notes);
        if (result.standing->fitness) return;
        result.state = HistoryEntry::State::nothing_to_judge;
        if (verdicts.empty()) result.problem = "it holds no template";
    }

    /// Does a revision differ from the one before it?
    [[nodiscard]] bool is_row(std::size_t i) const {
        if (i + 1 == revisions_.size()) return true;
        return evaluations_[i] != evaluations_[i + 1] || revisions_[i].path != revisions_[i + 1].path;
    }

    /// Of those that are evaluated; whether the last of them is one is not known yet.
    [[nodiscard]] std::size_t known_rows() const {
        std::size_t rows = 0;
        for (std::size_t i = 0; i + 1 < done_; ++i) rows += is_row(i) ? 1U : 0U;
        return rows;
    }

    HistoryWalk finish() {
        HistoryWalk result;
        History& history = result.history;
        const std::size_t end = done_ == revisions_.size() ? done_ : done_ - 1;
        for (std::size_t i = 0; i < end; ++i) {
            if (!is_row(i)) {
                ++history.unchanged;
                continue;
            }
            // One more than asked for, so that the change of the oldest that is shown is known.
            if (max_count_ != 0 && history.entries.size() > max_count_) break;
            const Evaluation& evaluation = *evaluations_[i];
            HistoryEntry& entry = history.entries.emplace_back();
            entry.commit = revisions_[i].commit;
            entry.path = revisions_[i].path;
            entry.state = evaluation.state;
            entry.problem = evaluation.problem;
            entry.standing = evaluation.standing;
        }
        std::reverse(history.entries.begin(), history.entries.end());
        explain_changes(history.entries);
        if (max_count_ != 0 && history.entries.size() > max_count_)
            history.entries.erase(history.entries.begin());
        if (done_ > 0) result.notes = evaluations_[0]->notes;
        for (const auto& [key, evaluations] : evaluations_of_) result.evaluated += evaluations.size();
        return result;
    }

    const std::vector<PathRevision>& revisions_;
    const Settings& settings_;
    const Settings fitness_settings_;
    const Workers workers_;
    const std::size_t max_count_;
    const Process& process_;
    std::vector<std::shared_ptr<const Evaluation>> evaluations_;
    std::map<std::string, Evaluations> evaluations_of_;       // by key
    mutable std::map<std::string, std::string> directories_;  // path and tree -> key
    std::size_t done_ = 0;
};

}  // namespace

HistoryWalk walk_history(const PathHistory& found, const Settings& settings, unsigned jobs,
                         std::size_t max_count, const Process& process) {
    HistoryWalk walk = Walker(found, settings, jobs, max_count, process).walk();
    walk.history.complete = found.complete;
    walk.history.as_of = settings.judge.as_of;
    walk.history.version = STACKFIT_VERSION;
    walk.history.scoring_model = ScoringModel::standard().name;
    return walk;
}

}  // namespace stackfit
