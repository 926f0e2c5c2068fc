// revisions: a git revision as a FileSystem, and the revisions of one path. Everything is read through one
// `git cat-file --batch` child. Never linked against git, no shell, no network: objects that a partial clone has
// not fetched are unreadable.
#pragma once

#include <memory>
#include <string>

#include "stackfit/support/child.h"

namespace stackfit {

/// The files of one revision. Symbolic links are followed within it; a submodule is neither file nor directory.
/// For several threads at once.
class RevisionFiles : public FileSystem {
public:
    /// What stands at the path, links followed: two revisions that answer the same have the same there. "" when nothing
    /// does. Error (code unreadable): a folder on the way there cannot be read.
    [[nodiscard]] virtual Result<std::string> identity(const std::string& path) const = 0;
};

/// The files of a revision ("HEAD~1", "main"); paths are relative to the current directory, as git's own REV:./PATH.
/// Errors: git is missing, this is no repository, or there is no such revision (code usage).
Result<std::unique_ptr<RevisionFiles>> open_revision(const Launcher& launcher, const std::string& revision);

}  // namespace stackfit
