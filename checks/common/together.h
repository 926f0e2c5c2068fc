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

/// One judgement of the parts of a subject, each judged by itself: all their mistakes; else that one is unknown; else that they pass, as far as
/// any applies; `none` when there is none.
template <class Part, class Judge>
Judgement judge_parts(const std::vector<Part>& parts, Judgement none, Judge judge) {
    std::vector<Judgement> mistakes;
    Judgement otherwise = std::move(none);
    for (const Part& part : parts) {
        Judgement one = judge(part);
        const bool judged = one.status == Judgement::Status::judged;
        if (judged && one.value < 0.5)
            mistakes.push_back(std::move(one));
        else if (one.status == Judgement::Status::unknown)
            otherwise = std::move(one);
        // A mistake says that the check applies, as a pass does.
        if (judged && otherwise.status == Judgement::Status::not_applicable) otherwise = Judgement::pass();
    }
    return together(std::move(mistakes), std::move(otherwise));
}

}  // namespace stackfit::checks
