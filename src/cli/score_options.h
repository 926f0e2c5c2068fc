// What `score` is asked for beyond what every command that judges takes.
#pragma once

#include <vector>

#include "cli/analysis.h"
#include "stackfit/report_publish.h"

namespace stackfit {

inline constexpr OptionSpec score_only_options[] = {
    {"--what-if", nullptr, "ID[:RESOURCE]", OptionSpec::Kind::list,
     "the fitness if these checks held, of all resources or of one (several: ID,ID:RESOURCE)"},
    {"--forgive-suppressed", nullptr, nullptr, OptionSpec::Kind::flag,
     "suppressed findings cost no points; the scoring model is another one then"},
    {"--namespace", nullptr, "NAME", OptionSpec::Kind::value,
     "with the formats emf and put-metric-data (default: stackfit)"},
    {"--dimension", nullptr, "NAME=VALUE", OptionSpec::Kind::list,
     "with them: a dimension of every data point (default: Template=PATH)"},
};

/// What --what-if names. Errors (usage): an unknown check, one that weighs nothing.
Result<std::vector<Supposition>> suppositions_of(const Arguments& arguments, const CheckSet& checks,
                                                 const ScoringModel& model);

/// Adds what would be to the report. Errors (usage): a supposition that no template has an outcome for, with those that could have been meant.
std::optional<Error> suppose(Analysis& analysis, const std::vector<Supposition>& suppositions,
                             const ScoringModel& model);

/// Namespace, dimensions and time of data points. Errors (usage): what CloudWatch would refuse.
Result<Publication> publication_of(const Arguments& arguments, const Settings& settings,
                                   const Process& process);

}  // namespace stackfit
