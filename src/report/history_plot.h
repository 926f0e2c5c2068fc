// A history drawn with characters; private to the report layer.
#pragma once

#include <string>

#include "report/style.h"
#include "stackfit/report_history.h"

namespace stackfit {

/// The fitness as a chart, and below it each family as one line with marks where it jumped. "" when nothing has a number.
std::string history_plot(const History& history, TextStyle style, std::size_t columns);

/// What stands for a family that jumped, and its colour: up, down, or that it began or ceased to apply.
const char* jump_mark(const FamilyJump& jump, bool unicode);
Paint jump_paint(const FamilyJump& jump);

}  // namespace stackfit
