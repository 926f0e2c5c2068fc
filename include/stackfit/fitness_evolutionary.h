// The number that the hook of danilop/evolutionary-serverless-architectures-with-safe-deployments adds up at run time, predicted from
// the template (data/scoring/evolutionary.tsv, docs/scoring.md).
#pragma once

#include <optional>

#include "stackfit/project.h"

namespace stackfit {

/// What the hook would publish in the headline world, all of whose functions answer as they should, without what AWS Config adds. Nothing when no function
/// is released behind a pre-traffic hook, or when a value that counts is known only at deployment.
std::optional<int> evolutionary_metric(const Unit& unit, Date as_of);

}  // namespace stackfit
