// report: controls of compliance frameworks, and the checks that they are examined with.
#pragma once

#include <string>
#include <string_view>

#include "stackfit/engine.h"

namespace stackfit {

/// The check that a control is examined with, in full (`check_text`); the list of them by framework where they are several; "" when
/// none is known. Letter case is ignored.
std::string control_text(std::string_view control, const CheckSet& checks);

}  // namespace stackfit
