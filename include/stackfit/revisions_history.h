// The revisions of one path, renames followed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "stackfit/revisions.h"

namespace stackfit {

struct Commit {
    std::string id;         ///< hexadecimal, whole
    std::string subject;    ///< first line of its message, printable
    std::int64_t time = 0;  ///< of the committer, in seconds since 1970 UTC
    bool merge = false;
    [[nodiscard]] std::string moment() const;  ///< "2024-05-01T12:00:00Z"
};

/// A commit that changes the path against its first parent, or the one in force where the history begins.
struct PathRevision {
    Commit commit;
    std::string path;                      ///< what it was called then, as the user would write it now
    std::optional<Error> error;            ///< why its files cannot be read; then there are none
    std::shared_ptr<RevisionFiles> files;  ///< paths are as the user would write them now
};

struct HistoryRange {
    std::string start = "HEAD";  ///< the newest revision
    std::string since;           ///< a revision or a date (YYYY-MM-DD, UTC); "": from the beginning
};

struct PathHistory {
    std::vector<PathRevision> revisions;  ///< newest first
    std::vector<std::string> notes;       ///< what could not be followed, and why
    bool complete = true;                 ///< false: the clone is shallow, and older revisions may be missing
};

/// Follows a file or directory along the first parents. A merge counts as what it brought; a file that was deleted and
/// restored stays one history. Renames are those that git finds (half of the lines alike); a directory is renamed
/// when its files are. The repository is the one that holds the path, or else the nearest directory of it that exists.
/// Errors: git is missing, no repository, no such revision (code usage); no revision has the path (code unreadable).
Result<PathHistory> follow_path(const Launcher& launcher, const FileSystem& working_files,
                                const std::string& path, const HistoryRange& range);

}  // namespace stackfit
