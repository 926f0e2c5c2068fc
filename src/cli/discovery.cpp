// Directories are searched for templates by content. What .gitignore names is left out, and so are build results.
#include <algorithm>

#include "cli/analysis.h"
#include "stackfit/project_files.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr int deepest_directory = 64;

bool ends_with(std::string_view text, std::string_view ending) {
    return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

/// One line of a .gitignore ("gitignore" in git's documentation).
struct IgnoreRule {
    std::string base;     ///< directory of the .gitignore, with a final slash, or ""
    std::string pattern;
    bool negated = false, directory_only = false, anchored = false;
};

std::optional<IgnoreRule> read_rule(std::string_view line, const std::string& base) {
    line = trim(line);
    if (line.empty() || line.front() == '#') return std::nullopt;
    IgnoreRule rule;
    rule.base = base;
    if (line.front() == '!') rule.negated = true, line.remove_prefix(1);
    if (!line.empty() && line.back() == '/') rule.directory_only = true, line.remove_suffix(1);
    rule.anchored = line.find('/') != std::string_view::npos;
    if (!line.empty() && line.front() == '/') line.remove_prefix(1);
    rule.pattern = line;
    return rule.pattern.empty() ? std::nullopt : std::optional(rule);
}

class Search {
public:
    Search(const FileSystem& files, std::vector<Input>& found) : files_(files), found_(found) {}

    void directory(const std::string& path, const std::string& name, int depth) {
        if (depth > deepest_directory) return;
        const std::string prefix = path == "." ? "" : ends_with(path, "/") ? path : path + "/";
        const std::string inner = name.empty() ? "" : name + "/";
        const std::size_t rules_before = rules_.size();
        read_ignores(prefix + ".gitignore", inner);
        if (const auto entries = files_.list(path)) {
            for (const auto& entry : *entries) visit(entry, prefix + entry.name, inner + entry.name, depth);
        }
        rules_.resize(rules_before);
    }

private:
    void visit(const FileSystem::Entry& entry, const std::string& path, const std::string& name, int depth) {
        const bool is_directory = entry.kind == FileSystem::Kind::directory;
        if (ignored(name, entry.name, is_directory)) return;
        if (is_directory) {
            if (is_searched(entry.name)) directory(path, name, depth + 1);
        } else if (entry.kind == FileSystem::Kind::file && may_be_template(entry.name)) {
            found_.push_back({path, name, false});
        }
    }

    void read_ignores(const std::string& path, const std::string& base) {
        constexpr std::size_t largest = 1024 * 1024;
        if (files_.kind(path) != FileSystem::Kind::file) return;
        const auto text = files_.read(path, largest);
        if (!text) return;
        for (const auto line : split(*text, '\n'))
            if (auto rule = read_rule(line, base)) rules_.push_back(std::move(*rule));
    }

    /// The last rule that matches decides.
    [[nodiscard]] bool ignored(const std::string& name, const std::string& last, bool is_directory) const {
        bool result = false;
        for (const auto& rule : rules_) {
            if (rule.directory_only && !is_directory) continue;
            const std::string_view relative = std::string_view(name).substr(rule.base.size());
            if (matches_glob(rule.pattern, rule.anchored ? relative : std::string_view(last))) result = !rule.negated;
        }
        return result;
    }

    const FileSystem& files_;
    std::vector<Input>& found_;
    std::vector<IgnoreRule> rules_;
};

}  // namespace

std::vector<Input> find_inputs(const std::vector<std::string>& paths, const FileSystem& files) {
    std::vector<Input> found;
    for (const auto& path : paths) {
        if (path != "-" && files.kind(path) == FileSystem::Kind::directory) Search(files, found).directory(path, "", 0);
        else found.push_back({path, path.substr(path.find_last_of('/') + 1), true});
    }
    return found;
}

std::string directory_of(const std::string& path, const FileSystem& files) {
    if (files.kind(path) == FileSystem::Kind::directory) return path;
    const auto slash = path.find_last_of('/');
    return slash == std::string::npos ? "" : slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace stackfit
