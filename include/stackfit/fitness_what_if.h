// "Here, or there?": the fitness that a template would have if some outcomes were good.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stackfit/fitness.h"

namespace stackfit {

/// A check that is supposed to hold: of one resource, or ("") of all its subjects.
struct Supposition {
    const CheckInfo* check = nullptr;
    std::string resource;
};

struct WhatIf {
    std::vector<const Outcome*> mended;  ///< supposed to be 1, and losing points now; in the verdicts' order
    std::vector<const Outcome*>
        required;  ///< mended with them, because a check that is supposed to hold needs theirs
    /// Judged only then: they are 0 now because a check that they need fails. Nobody knows what they will be.
    std::vector<const Outcome*> opened;
    Fitness least, most;  ///< with what is opened at 0 and at 1; without losses
};

/// Nothing when there is nothing to judge. A supposition that no outcome answers to changes nothing.
std::optional<WhatIf> what_if(const std::vector<const Verdict*>& verdicts,
                              const std::vector<Supposition>& suppositions, const ScoringModel& model);

/// The outcomes that a supposition is about, whatever they are now.
std::vector<const Outcome*> outcomes_of(const Verdict& verdict, const Supposition& supposition);

}  // namespace stackfit
