// A revision's tree is listed once (`git ls-tree`); a file's text is one `git cat-file --batch` with the object's name on standard
// input, so that no path or revision is ever read as an option. Lazy fetches of partial clones are switched off: stackfit is offline.
#include <map>

#include "stackfit/revisions.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

std::vector<std::string> git(std::initializer_list<std::string> arguments) {
    std::vector<std::string> command = {"env", "GIT_NO_LAZY_FETCH=1", "git"};
    command.insert(command.end(), arguments);
    return command;
}

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

std::string normal(std::string path) {
    while (path.substr(0, 2) == "./") path = path.substr(2);
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path == "." ? "" : path;
}

class GitRevision : public FileSystem {
public:
    GitRevision(const Executor& executor, std::map<std::string, std::string> blobs) : executor_(executor), blobs_(std::move(blobs)) {}

    [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t max_bytes) const override {
        const auto blob = blobs_.find(normal(path));
        if (blob == blobs_.end()) return Error{Error::Code::unreadable, path + " does not exist in that revision", {}};
        const auto output = executor_.run(git({"cat-file", "--batch"}), blob->second + "\n");
        if (!output) return output.error();
        const std::string& text = output->standard_output;
        const auto header = text.find('\n');
        if (output->status != 0 || header == std::string::npos) return Error{Error::Code::unreadable, "git cannot read " + path, {}};
        std::string content = text.substr(header + 1);
        if (!content.empty()) content.pop_back();  // git ends every object with a newline of its own
        if (content.size() > max_bytes) return Error{Error::Code::budget, path + " is larger than " + std::to_string(max_bytes) + " bytes", {}};
        return content;
    }

    [[nodiscard]] Kind kind(const std::string& path) const override {
        const std::string wanted = normal(path);
        if (wanted.empty()) return Kind::directory;
        if (blobs_.contains(wanted)) return Kind::file;
        const auto after = blobs_.lower_bound(wanted + "/");
        return after != blobs_.end() && after->first.compare(0, wanted.size() + 1, wanted + "/") == 0 ? Kind::directory : Kind::none;
    }

    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& directory) const override {
        const std::string wanted = normal(directory);
        const std::string prefix = wanted.empty() ? "" : wanted + "/";
        std::map<std::string, Kind> entries;
        for (auto one = blobs_.lower_bound(prefix); one != blobs_.end() && one->first.compare(0, prefix.size(), prefix) == 0; ++one) {
            const std::string rest = one->first.substr(prefix.size());
            const auto slash = rest.find('/');
            entries.emplace(rest.substr(0, slash), slash == std::string::npos ? Kind::file : Kind::directory);
        }
        std::vector<Entry> result;
        for (const auto& [name, kind] : entries) result.push_back({name, kind});
        return result;
    }

private:
    const Executor& executor_;
    std::map<std::string, std::string> blobs_;  // path -> object id
};

/// Lines of `ls-tree -z`: "MODE TYPE OBJECT\tPATH".
std::map<std::string, std::string> read_tree(std::string_view listing) {
    std::map<std::string, std::string> blobs;
    for (const auto line : split(listing, '\0')) {
        const auto tab = line.find('\t');
        if (tab == std::string_view::npos) continue;
        const auto words = split(line.substr(0, tab), ' ');
        if (words.size() == 3 && words[1] == "blob") blobs.emplace(line.substr(tab + 1), words[2]);
    }
    return blobs;
}

}  // namespace

Result<std::unique_ptr<FileSystem>> open_revision(const Executor& executor, const std::string& revision) {
    const auto usage = [](std::string message) { return Error{Error::Code::usage, std::move(message), {}}; };
    if (revision.empty() || revision.front() == '-') return usage("'" + revision + "' is no git revision");
    const auto commit = executor.run(git({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{tree}"}), "");
    if (!commit) return usage("git is needed to read revision " + revision + ", and it cannot be started");
    if (commit->status == 127) return usage("git is needed to read revision " + revision + ", and it is not installed");
    if (commit->status == 128) return usage("cannot read revision " + revision + ": " + first_line(commit->standard_error));
    if (commit->status != 0) return usage("there is no file or git revision '" + revision + "'");
    const auto tree = executor.run(git({"ls-tree", "-r", "-z", "--end-of-options", revision}), "");
    if (!tree || tree->status != 0) return usage("git cannot list revision " + revision);
    return std::unique_ptr<FileSystem>(std::make_unique<GitRevision>(executor, read_tree(tree->standard_output)));
}

}  // namespace stackfit
