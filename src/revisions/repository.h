// Commands of git that run to their end, and what they say when they cannot. Private to the layer.
#pragma once

#include "revisions/tree_files.h"

namespace stackfit {

/// git in one directory ("": the current one).
class Repository {
public:
    Repository(const Launcher& launcher, std::string directory)
        : launcher_(launcher), directory_(std::move(directory)) {}

    /// What a command printed. Error (code usage) when git is missing: "git is needed to PURPOSE, and ...".
    [[nodiscard]] Result<Executor::Output> run(const std::vector<std::string>& arguments,
                                               const std::string& purpose) const;

    /// The id of a revision's object of a type ("commit", "tree"). Errors (code usage): git is missing, this is no
    /// repository; `absent` when there is no such revision.
    [[nodiscard]] Result<std::string> resolve(const std::string& revision, const std::string& type,
                                              const std::string& absent) const;

    /// The path of the directory in the repository: "infra/", or "". For after `resolve`.
    [[nodiscard]] Result<std::string> prefix() const;

    [[nodiscard]] const std::string& directory() const { return directory_; }

private:
    const Launcher& launcher_;
    std::string directory_;
};

std::string first_line(std::string_view text);

}  // namespace stackfit
