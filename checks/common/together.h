// Several mistakes of one subject.
#pragma once

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "stackfit/engine.h"

namespace stackfit::checks {

/// One judgement of several mistakes, the worst first, whose value counts for all; `otherwise` when there is none.
inline Judgement together(std::vector<Judgement> mistakes, Judgement otherwise) {
    if (mistakes.empty()) return otherwise;
    std::stable_sort(mistakes.begin(), mistakes.end(),
                     [](const Judgement& a, const Judgement& b) { return a.value < b.value; });
    Judgement first = std::move(mistakes.front());
    first.also.assign(std::make_move_iterator(mistakes.begin() + 1), std::make_move_iterator(mistakes.end()));
    return first;
}

}  // namespace stackfit::checks
