// The drawing of one release over time; private to the report layer.
#pragma once

#include <string>
#include <vector>

#include "stackfit/report.h"

namespace stackfit {

/// Rows over one axis of minutes: the share of traffic, hooks, and when each alarm can have sent the traffic back. "" without known steps.
std::string timeline(const FunctionRollout& function, TextStyle style, std::size_t columns);

/// For people: "3.4", "12", "0".
std::string few_digits(double value);
/// "71 %".
std::string percent_text(double share);

}  // namespace stackfit
