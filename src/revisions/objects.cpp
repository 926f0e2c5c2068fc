#include "revisions/objects.h"

namespace stackfit {
namespace {

constexpr std::size_t longest_header = 256;
constexpr std::size_t largest_tree = 16 * 1024 * 1024;
constexpr std::size_t most_trees = 8192;  // then all are forgotten

}  // namespace

// GIT_NO_LAZY_FETCH is known to newer versions of git only; the older ones are kept from every way to fetch.
std::vector<std::string> git_command(const std::string& directory,
                                     const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {"env",
                                        "GIT_NO_LAZY_FETCH=1",
                                        "GIT_ALLOW_PROTOCOL=none",
                                        "GIT_TERMINAL_PROMPT=0",
                                        "GIT_OPTIONAL_LOCKS=0",
                                        "GIT_LITERAL_PATHSPECS=1",
                                        "LC_ALL=C",
                                        "git"};
    if (!directory.empty()) command.insert(command.end(), {"-C", directory});
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

Result<std::string> Objects::ask(const std::string& id, std::string_view type, std::size_t max_bytes) {
    if (child_ == nullptr) {
        auto started = launcher_.start(git_command(directory_, {"cat-file", "--batch"}));
        if (!started) return started.error();
        child_ = std::move(*started);
    }
    if (const auto error = child_->send(id + "\n")) return *error;
    const auto line = child_->line(longest_header);
    if (!line) return line.error();
    const auto header = read_object_header(*line);
    if (!header || header->id != id)
        return unreadable("git answers '" + *line + "' when it is asked for object " + id);
    if (header->missing) return unreadable("object " + id + " is not in this clone");
    if (header->size > max_bytes)
        return Error{Error::Code::budget, "it is larger than " + std::to_string(max_bytes) + " bytes", {}};
    auto content = child_->bytes(header->size + 1);  // git ends every object with a newline of its own
    if (!content) return content;
    content->pop_back();
    if (header->type != type)
        return unreadable("object " + id + " is a " + header->type + " and not a " + std::string(type));
    return content;
}

Result<std::string> Objects::read(const std::string& id, std::string_view type, std::size_t max_bytes) {
    const std::lock_guard lock(mutex_);
    auto content = ask(id, type, max_bytes);
    // After an answer that was not read to its end, the next question needs a child of its own.
    if (!content) child_.reset();
    return content;
}

Result<std::shared_ptr<const Objects::Tree>> Objects::tree(const std::string& id) {
    const std::lock_guard lock(mutex_);
    if (const auto known = trees_.find(id); known != trees_.end()) return known->second;
    auto content = ask(id, "tree", largest_tree);
    if (!content) {
        child_.reset();
        return content.error();
    }
    auto entries = read_tree(*content, id.size());
    if (!entries) return unreadable("git's tree " + id + " is damaged");
    auto made = std::make_shared<Tree>();
    for (TreeEntry& entry : *entries) {
        std::string name = entry.name;
        made->emplace(std::move(name), std::move(entry));
    }
    if (trees_.size() >= most_trees) trees_.clear();
    trees_.emplace(id, made);
    return std::shared_ptr<const Tree>(std::move(made));
}

}  // namespace stackfit
