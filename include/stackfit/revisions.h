// revisions: a git revision as a FileSystem, read through a `git cat-file --batch` child. Never linked against git, no shell.
#pragma once

#include <memory>

#include "stackfit/support/system.h"

namespace stackfit {

/// The files of a revision ("HEAD~1", "main"); paths are relative to the current directory, as git's own REV:./PATH.
/// Errors: git is missing, this is no repository, or there is no such revision (code usage).
Result<std::unique_ptr<FileSystem>> open_revision(const Executor& executor, const std::string& revision);

}  // namespace stackfit
