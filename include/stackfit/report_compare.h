// report: what `compare` prints besides text and JSON (report.h).
#pragma once

#include <string>
#include <vector>

#include "stackfit/change.h"

namespace stackfit {

/// Markdown for a comment on a pull request: the verdict and the numbers open, everything long folded. Never longer than GitHub takes (65,536
/// characters): what does not fit is counted. `broken` is what broken_gates() gives.
std::string compare_markdown(const Comparison& comparison, const Revision& old_side, const Revision& new_side,
                             const std::vector<std::string>& broken);

}  // namespace stackfit
