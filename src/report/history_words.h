// Words that the forms of a history share; private to the report layer.
#pragma once

#include <string>
#include <vector>

#include "report/style.h"
#include "stackfit/report_history.h"

namespace stackfit {

/// "scored", "nothing to judge", "deleted", "unreadable".
std::string_view to_string(HistoryEntry::State state);
/// "a91c3f2": as much of a commit's id as people use.
std::string short_id(const Commit& commit);
/// "2024-05-01".
std::string day_of(const Commit& commit);
/// "+4.2", "-0.3", "0.0".
std::string signed_number(double value);
/// A number with so many decimals.
std::string decimal(double value, int decimals);
/// "0 -> 35", with "n/a" for none; a real arrow where there is one.
std::string from_to(const std::optional<double>& from, const std::optional<double>& to, bool unicode);
/// The checks of one family that made it move: "function-has-alias +9.1, ... and 2 more".
std::string causes_of(const HistoryEntry& entry, Family family, std::size_t most);
/// "fitness 42 -> 88 over 12 revisions, 2023-01-05 to 2024-06-01".
std::string history_summary(const History& history, bool unicode);

}  // namespace stackfit
