// The forms of a history: for people, as a drawing, and for programs (docs/history.md).
#pragma once

#include "stackfit/history.h"
#include "stackfit/report.h"

namespace stackfit {

/// A table, a line a revision from the oldest to the newest with the causes of its jumps, and a drawing below it.
std::string history_text(const History& history, TextStyle style, std::size_t columns);
std::string history_json(const History& history);
/// RFC 4180 with a header line; lines end with a line feed.
std::string history_csv(const History& history);
/// A picture that stands alone, for light and dark pages.
std::string history_svg(const History& history);

}  // namespace stackfit
