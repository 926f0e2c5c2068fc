// The revisions of a path, scored.
#pragma once

#include "cli/analysis.h"
#include "stackfit/history.h"

namespace stackfit {

/// Scores revisions, each as `score` would on its files with these settings; several at once, and what was judged with the same
/// answers from the files only once. `max_count`: so many of the newest that differ; 0: all.
struct HistoryWalk {
    History history;
    std::vector<std::string> notes;  ///< of judging the newest revision
    std::size_t evaluated = 0;       ///< how many judgings it took
};
HistoryWalk walk_history(const PathHistory& found, const Settings& settings, unsigned jobs,
                         std::size_t max_count, const Process& process);

}  // namespace stackfit
