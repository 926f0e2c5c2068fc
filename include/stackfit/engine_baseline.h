// engine_baseline: findings that were there when a baseline was written. Only new ones fail a build; those that are gone are told.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/engine.h"

namespace stackfit {

/// What identifies a finding over time. Lines and messages change with every edit, so they are no part of it.
struct KnownFinding {
    std::string path;      ///< of the template, relative to the baseline's folder where it lies below it
    std::string resource;  ///< the first subject; "": the template
    std::string property, check;

    friend auto operator<=>(const KnownFinding&, const KnownFinding&) = default;
};
/// How many findings of each kind are known.
using Baseline = std::map<KnownFinding, std::size_t>;

/// The open findings of all verdicts. `folder`: of the baseline file, "" or "ci/". `working_directory`: where relative paths begin, absolute;
/// "": not known, and then a path and a folder are only told apart where both are relative or both are not.
Baseline baseline_of(const std::deque<Verdict>& verdicts, std::string_view folder, std::string_view working_directory = {});
/// One finding a line, sorted: JSON that merges well.
std::string baseline_text(const Baseline& baseline);
/// Errors, with their place: no baseline, an unknown key, a wrong shape.
Result<Baseline> read_baseline(std::string path, std::string text, Sources& sources);

/// A known finding of a template and check of this run that is not there any more, and how many of them.
struct GoneFinding {
    KnownFinding finding;
    std::size_t count = 0;
};
/// Marks what is known. Gives what is gone, sorted; `runs` says of which checks that can be told for a template.
std::vector<GoneFinding> apply_baseline(const Baseline& baseline, std::string_view folder, std::deque<Verdict>& verdicts,
                                        const std::function<bool(const Unit&, std::string_view check)>& runs,
                                        std::string_view working_directory = {});

}  // namespace stackfit
