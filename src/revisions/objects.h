// The objects of a repository, asked of one `git cat-file --batch` child. Private to the layer.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "revisions/git_formats.h"
#include "stackfit/support/child.h"

namespace stackfit {

inline Error unreadable(std::string message) { return {Error::Code::unreadable, std::move(message), {}}; }

/// The argument vector of a git command in a directory ("": the current one), of which no command may reach the network.
std::vector<std::string> git_command(const std::string& directory, const std::vector<std::string>& arguments);

/// For several threads at once. Only ids go to the child, so no path or revision is ever read as something else.
class Objects {
public:
    using Tree = std::map<std::string, TreeEntry, std::less<>>;

    /// `launcher` must outlive the objects. Nothing is started before the first object is asked for.
    Objects(const Launcher& launcher, std::string directory)
        : launcher_(launcher), directory_(std::move(directory)) {}

    /// An object's content. Errors: code unreadable (it is not in this clone, of another type, or git ends), code
    /// budget (larger than max_bytes).
    [[nodiscard]] Result<std::string> read(const std::string& id, std::string_view type,
                                           std::size_t max_bytes);
    [[nodiscard]] Result<std::shared_ptr<const Tree>> tree(const std::string& id);

private:
    [[nodiscard]] Result<std::string> ask(const std::string& id, std::string_view type,
                                          std::size_t max_bytes);

    const Launcher& launcher_;
    const std::string directory_;
    std::mutex mutex_;
    std::unique_ptr<Child>
        child_;  // null: not started, or in a state that no further question can be asked in
    std::map<std::string, std::shared_ptr<const Tree>, std::less<>> trees_;
};

}  // namespace stackfit
