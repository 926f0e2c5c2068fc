// One judging of one unit: the checks that run, with their parameters, and a subject judged in a world. Private to the engine.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "configuration_parts.h"
#include "stackfit/engine.h"

namespace stackfit {

using Parameters = std::map<std::string, std::string, std::less<>>;

/// A check as this run uses it.
struct ActiveCheck {
    const CheckInfo* info = nullptr;
    bool enabled = true;                  ///< by the configuration
    Severity severity = Severity::warning;
    Parameters parameters;
    std::vector<const ActiveCheck*> needs;
};

/// The checks of a set under a configuration. Each is made when it is asked for: of most, a template has no subject. References stay valid.
class ActiveChecks {
public:
    ActiveChecks(const CheckSet& checks, const Configuration& configuration);

    /// `index`: in the set.
    [[nodiscard]] const ActiveCheck& at(std::size_t index) const;
    [[nodiscard]] const ActiveCheck* by_id(std::string_view id) const;

private:
    const ActiveCheck& make(std::size_t index) const;

    const CheckSet& set_;
    const Configuration& configuration_;
    EnabledChecks enabled_;
    mutable std::deque<ActiveCheck> active_;
    mutable std::vector<const ActiveCheck*> made_;  // of the set; null: not yet
};

/// The resources of the expanded template of each type, in template order.
using ByType = std::unordered_map<std::string_view, std::vector<const Resource*>>;

struct Judging {
    const Project& project;
    const Unit& unit;
    const Graph& graph;
    const Configuration& configuration;
    const JudgeOptions& options;
    const CheckSet& set;
    const ActiveChecks& checks;
    WorldMemory& memory;
    WorldMemory& needed_memory;  ///< whether a check that others need fails; apart from what checks remember
    const Fragment& fragment;
    ByType by_type;

    /// `questions`: where what the check asks apart goes; null: it is asked at once.
    [[nodiscard]] CheckContext context(const ActiveCheck& check, World& world,
                                       std::vector<Question>* questions = nullptr) const {
        return {project, unit, graph, world, *check.info, options.as_of, check.parameters, memory, fragment, questions};
    }
    /// Has the check anything to say of this template?
    [[nodiscard]] bool judges(const ActiveCheck& check) const {
        return check.enabled && (!check.info->whole || fragment.is_whole());
    }
    /// The subjects of a check in template order; {null} for the template as a whole.
    [[nodiscard]] std::vector<const Resource*> subjects(const ActiveCheck& check) const;
    /// Does the configuration take the resource out of what the check judges?
    [[nodiscard]] bool excludes(const ActiveCheck& check, const Resource& resource) const;
    [[nodiscard]] bool excludes_role(const ActiveCheck& check, const Resource* subject, World& world) const;
    /// One check over one subject in one world, the checks it needs before it.
    [[nodiscard]] Judgement judge(const ActiveCheck& check, const Resource* subject, World& world) const;
};

/// Is the failing value of a judgement a failure (DESIGN section 6: "a value under 0.5 is a finding")?
inline bool fails(const Judgement& judgement) {
    return judgement.status == Judgement::Status::judged && judgement.value < 0.5;
}

/// What a run collects, in the order in which it is found.
struct Findings {
    std::vector<Finding> failures;  ///< of one subject each; those of one check at one place are one mistake
    std::vector<Finding> mistakes;  ///< one each: of natives of the find form, and of the layers below
    std::vector<std::string> notes;
};
void add_failures(const Judging& judging, const ActiveCheck& check, const Outcome& outcome,
                  Findings& findings);

/// Mistakes that were found all at once: by a native check of the find form in each run of an exploration, or below the engine.
struct Found {
    std::vector<std::vector<Problem>> runs;  ///< of each run
    Worlds::Exploration exploration;
};
void add_problems(const Judging& judging, const Found& found, Findings& findings);

/// What of `found` makes the outcome of a check that finds its mistakes itself and has a weight.
Outcome outcome_of(const Judging& judging, const ActiveCheck& check, const Resource* subject,
                   const Found& found);

/// Applies the author's suppressions, and reports those that are unknown or unused.
void suppress(const Judging& judging, Findings& findings);

/// One mistake, one finding; implied points go to the finding of the check that implied them; waived outcomes are marked; sorted.
std::vector<Finding> conclude(const Judging& judging, std::deque<Outcome>& outcomes, Findings findings);

}  // namespace stackfit
