// The Rules section: assertions about parameters, checked before every deployment (User Guide, "Rules section").
#pragma once

#include <optional>

#include "stackfit/template.h"

namespace stackfit {

struct BrokenRule {
    const Member* rule = nullptr;       ///< in the section
    const Member* assertion = nullptr;  ///< the key Assert
};

/// Where no values of the parameters satisfy all Rules: an assertion that is false in the world nearest to the Defaults.
std::optional<BrokenRule> rule_that_nothing_satisfies(const Template& templ);

}  // namespace stackfit
