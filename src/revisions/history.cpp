// Follows one path from the newest revision to the oldest. git says which commits touch a name along the first parents; where
// the name begins, it is asked which other name became this one, and the walk goes on with that.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <unordered_set>

#include "revisions/repository.h"
#include "stackfit/revisions_history.h"
#include "stackfit/support/text.h"

namespace stackfit {

std::string Commit::moment() const {
    constexpr std::int64_t day = 24 * 60 * 60;
    const std::int64_t second = ((time % day) + day) % day;
    char clock[32];
    std::snprintf(clock, sizeof clock, "T%02d:%02d:%02dZ", static_cast<int>(second / 3600),
                  static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
    return Date::from_unix_seconds(time).text() + clock;
}

namespace {

constexpr std::size_t largest_commit = 1024 * 1024;
constexpr int most_renames = 100;

/// The nearest directory of a path that exists: git is run there.
std::string existing_directory(const FileSystem& files, const std::string& path) {
    std::filesystem::path directory = path;
    if (!directory.has_filename()) directory = directory.parent_path();  // "infra/"
    while (!directory.empty() && files.kind(directory.string()) != FileSystem::Kind::directory) {
        const auto parent = directory.parent_path();
        directory = parent == directory ? std::filesystem::path() : parent;
    }
    return directory.string();
}

/// "a/b" of "./a/../a/b/"; nothing for what leads out of the repository.
std::optional<std::string> normal_inside(const std::string& inside) {
    std::string path = std::filesystem::path(inside).lexically_normal().generic_string();
    while (path.ends_with('/')) path.pop_back();
    if (path == ".") path.clear();
    if (path == ".." || path.starts_with("../")) return std::nullopt;
    return path;
}

/// From which path the renames of a commit brought this one: a file by its own rename, a directory by most of its files'.
std::optional<std::string> origin_of(const std::string& path, const std::vector<Rename>& renames) {
    std::map<std::string, std::size_t> moved;
    for (const Rename& rename : renames) {
        if (rename.to == path) return rename.from;
        if (!rename.to.starts_with(path + "/")) continue;
        const std::string inner = rename.to.substr(path.size());
        if (rename.from.size() > inner.size() && rename.from.ends_with(inner))
            ++moved[rename.from.substr(0, rename.from.size() - inner.size())];
    }
    const auto most = std::max_element(moved.begin(), moved.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == moved.end() ? std::nullopt : std::optional(most->first);
}

/// Where a history ends on its older side.
struct Limit {
    std::optional<Date> date;                              ///< commits before it are too old
    std::optional<std::unordered_set<std::string>> newer;  ///< the only ones that are not too old

    [[nodiscard]] bool reached(const Commit& commit) const {
        return (date && Date::from_unix_seconds(commit.time) < *date) ||
               (newer && !newer->contains(commit.id));
    }
};

class Follower {
public:
    Follower(const Launcher& launcher, std::string directory)
        : launcher_(launcher), repository_(launcher, std::move(directory)) {}

    Result<PathHistory> follow(const std::string& path, const HistoryRange& range) {
        const auto start =
            repository_.resolve(range.start, "commit",
                                range.start == "HEAD" ? "the repository has no commits yet"
                                                      : "there is no git revision '" + range.start + "'");
        if (!start) return start.error();
        if (const auto error = find_root()) return *error;
        const auto inside = inside_of(path);
        if (!inside) return unreadable(path + " is outside of the repository");
        if (const auto error = read_limit(*start, range.since)) return *error;
        if (const auto error = walk(*start, *inside, path)) return *error;
        if (history_.revisions.empty()) return no_revision(*start, path);
        return std::move(history_);
    }

private:
    std::optional<Error> find_root() {
        auto prefix = repository_.prefix();
        if (!prefix) return prefix.error();
        mount_ = {repository_.directory(), std::move(*prefix)};
        std::string up;
        for (const char one : mount_.prefix)
            if (one == '/') up += "../";
        const std::string& directory = repository_.directory();
        root_ = directory.empty() || up.empty() ? directory + up : directory + "/" + up;
        objects_ = std::make_shared<Objects>(launcher_, root_);
        const auto shallow = repository_.run({"rev-parse", "--is-shallow-repository"}, "read the history");
        if (!shallow) return shallow.error();
        history_.complete = first_line(shallow->standard_output) != "true";
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::string> inside_of(const std::string& path) const {
        const auto inside = mount_.inside(path);
        return inside ? normal_inside(*inside) : std::nullopt;
    }

    std::optional<Error> read_limit(const std::string& start, std::string since) {
        if (since.ends_with("..")) since.resize(since.size() - 2);
        if (since.empty()) return std::nullopt;
        if (const auto date = Date::parse(since)) {
            limit_.date = date;
            return std::nullopt;
        }
        const auto id = repository_.resolve(
            since, "commit",
            "--since takes a revision or a date (2024-05-01), and '" + since + "' is neither");
        if (!id) return id.error();
        auto newer = commits({"rev-list", "--first-parent", start, "^" + *id});
        if (!newer) return newer.error();
        limit_.newer.emplace(newer->begin(), newer->end());
        return std::nullopt;
    }

    Result<std::vector<std::string>> commits(const std::vector<std::string>& arguments) {
        const auto output = Repository(launcher_, root_).run(arguments, "read the history");
        if (!output) return output.error();
        if (output->status != 0)
            return unreadable("git cannot list the history: " + first_line(output->standard_error));
        auto ids = read_ids(output->standard_output);
        if (!ids) return unreadable("git lists the history in a form that is not known");
        return std::move(*ids);
    }

    /// A commit, the files of its tree, and its first parent ("" when it has none, or it cannot be read).
    struct Read {
        PathRevision revision;
        std::string parent;

        [[nodiscard]] bool has(const std::string& path) const {
            return revision.files != nullptr && revision.files->kind(path) != FileSystem::Kind::none;
        }
        /// Not the same as not having it: what cannot be read is not known.
        [[nodiscard]] bool lacks(const std::string& path) const {
            return revision.files != nullptr && !has(path);
        }
    };
    Read revision(const std::string& id, const std::string& path) {
        Read read{{{id, "", 0, false}, path, std::nullopt, nullptr}, ""};
        PathRevision& made = read.revision;
        const auto content = objects_->read(id, "commit", largest_commit);
        const auto commit = content ? read_commit(*content) : std::nullopt;
        if (!commit) {
            made.error = content ? unreadable("git's commit " + id + " is damaged") : content.error();
            return read;
        }
        made.commit = {id, commit->subject, commit->time, commit->parents.size() > 1};
        read.parent = commit->parents.empty() ? "" : commit->parents.front();
        auto files = std::make_shared<TreeFiles>(objects_, commit->tree, mount_);
        const auto identity = files->identity(path);
        if (identity)
            made.files = std::move(files);
        else
            made.error = identity.error();
        return read;
    }

    /// Also the names that a link at the path leads to, as they are in this revision.
    std::vector<std::string> watched(const std::string& start, const std::string& inside,
                                     const std::string& path) {
        const PathRevision newest = revision(start, path).revision;
        std::vector<std::string> names = {inside.empty() ? "." : inside};
        if (const auto* files = static_cast<const TreeFiles*>(newest.files.get()))
            for (const auto& way : files->ways(path))
                if (const auto name = normal_inside(way); name && !name->empty() && *name != inside)
                    names.push_back(*name);
        return names;
    }

    Result<std::vector<std::string>> commits_of(const std::string& start,
                                                const std::vector<std::string>& names) {
        std::vector<std::string> arguments = {"rev-list", "--first-parent", start, "--"};
        arguments.insert(arguments.end(), names.begin(), names.end());
        return commits(arguments);
    }

    /// Whether the path comes to be with a commit: it is there, and was not before. `older`: the next commit that touches it.
    bool begins(const Read& here, const std::optional<Read>& older, const std::string& path) {
        if (!here.has(path) || here.parent.empty() || (older && !older->lacks(path))) return false;
        return revision(here.parent, path).lacks(path);
    }

    std::optional<Error> walk(std::string start, std::string inside, std::string path) {
        for (int renames = 0; renames <= most_renames; ++renames) {
            const auto ids = commits_of(start, watched(start, inside, path));
            if (!ids) return ids.error();
            std::optional<std::string> origin;
            std::optional<Read> next;
            for (std::size_t i = 0; i < ids->size() && !origin; ++i) {
                Read here = next ? std::move(*next) : revision((*ids)[i], path);
                next = i + 1 < ids->size() ? std::optional(revision((*ids)[i + 1], path)) : std::nullopt;
                const bool may_be_renamed = !inside.empty() && begins(here, next, path);
                history_.revisions.push_back(std::move(here.revision));
                const PathRevision& added = history_.revisions.back();
                if (!added.error && limit_.reached(added.commit)) return std::nullopt;
                if (may_be_renamed) origin = renamed_from(here.parent, added, inside);
                if (origin) start = here.parent;
            }
            if (!origin) return std::nullopt;
            inside = *origin;
            path = mount_.outside(inside);
        }
        history_.notes.push_back("more than " + std::to_string(most_renames) +
                                 " renames: older revisions are left out");
        return std::nullopt;
    }

    std::optional<std::string> renamed_from(const std::string& parent, const PathRevision& here,
                                            const std::string& inside) {
        const auto output = Repository(launcher_, root_)
                                .run({"diff-tree", "-r", "-z", "-M50%", "-l5000", "--diff-filter=R",
                                      "--name-status", "--no-commit-id", parent, here.commit.id},
                                     "read the history");
        const auto renames =
            output && output->status == 0 ? read_renames(output->standard_output) : std::nullopt;
        if (renames) return origin_of(inside, *renames);
        history_.notes.push_back("whether " + here.path + " had another name before commit " +
                                 here.commit.id.substr(0, 7) + " cannot be told" +
                                 (output ? ": " + first_line(output->standard_error) : ""));
        return std::nullopt;
    }

    /// Names what was probably meant.
    Error no_revision(const std::string& start, const std::string& path) {
        const PathRevision newest = revision(start, path).revision;
        const std::string folder(folder_of(path));
        std::vector<std::string> names;
        if (newest.files != nullptr)
            if (const auto entries = newest.files->list(folder.empty() ? "." : folder))
                for (const auto& entry : *entries) names.push_back(folder + entry.name);
        const std::vector<std::string_view> candidates(names.begin(), names.end());
        const auto meant = closest(path, candidates);
        return unreadable("no revision has " + path +
                          (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"));
    }

    const Launcher& launcher_;
    Repository repository_;
    Mount mount_;
    std::string root_;
    std::shared_ptr<Objects> objects_;
    Limit limit_;
    PathHistory history_;
};

}  // namespace

Result<PathHistory> follow_path(const Launcher& launcher, const FileSystem& working_files,
                                const std::string& path, const HistoryRange& range) {
    return Follower(launcher, existing_directory(working_files, path)).follow(path, range);
}

}  // namespace stackfit
