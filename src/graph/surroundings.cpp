#include "surroundings.h"

#include <algorithm>
#include <set>

#include "stackfit/project_files.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr int deepest_below = 2, highest_above = 4;
constexpr std::size_t most_files = 400;  // of which few are parsed

/// The folder above one, both with a final slash; nothing above "" and "/".
std::string_view above(std::string_view folder) {
    return folder.empty() || folder == "/" ? std::string_view{}
                                           : folder_of(folder.substr(0, folder.size() - 1));
}

class SurroundingsSearch {
public:
    SurroundingsSearch(const Project& project, const Unit& unit, const FileSystem* files,
           const std::vector<std::string_view>& words, const std::function<void(const Neighbour&)>& visit)
        : unit_(unit), files_(files), words_(words), visit_(visit) {
        for (const Unit& other : project.units()) {
            seen_.insert(other.path);
            const bool is_other = &other != &unit && other.readable && other.is_template;
            if (is_other) visit_({other.path, &other.source, leads_to_unit(folder_of(other.path))});
        }
    }

    void run() {
        if (files_ == nullptr) return;
        std::string_view folder = folder_of(unit_.path);
        look_into(std::string(folder), 0);
        for (int level = 0; level < highest_above && !folder.empty() && folder != "/"; ++level) {
            folder = above(folder);
            look_into(std::string(folder), deepest_below);
        }
    }

private:
    /// Does the folder hold the template's own, and is not that itself?
    bool leads_to_unit(std::string_view folder) const {
        const std::string_view own = folder_of(unit_.path);
        return folder != own && own.starts_with(folder);
    }

    void look_into(const std::string& folder, int depth) {
        const auto entries = files_->list(folder.empty() ? "." : folder);
        if (!entries) return;
        for (const auto& entry : *entries) {
            if (entry.kind == FileSystem::Kind::file && may_be_template(entry.name)) {
                look_at(folder + entry.name);
            } else if (entry.kind == FileSystem::Kind::directory && depth < deepest_below &&
                       is_searched(entry.name)) {
                look_into(folder + entry.name + "/", depth + 1);
            }
        }
    }

    void look_at(const std::string& path) {
        if (looked_at_ == most_files || !seen_.insert(path).second) return;
        ++looked_at_;
        auto text = files_->read(path, DocumentLimits{}.bytes);
        if (!text || !mentions(*text)) return;
        Sources sources;
        Arena arena;
        const Document document = read_document(sources, sources.add(path, std::move(*text)), arena);
        if (document.root == nullptr) return;
        const Template templ = Template::read(document.root);
        if (templ.looks_like_template()) visit_({path, &templ, leads_to_unit(folder_of(path))});
    }

    bool mentions(const std::string& text) const {
        return std::any_of(words_.begin(), words_.end(),
                           [&](std::string_view word) { return text.find(word) != std::string::npos; });
    }

    const Unit& unit_;
    const FileSystem* files_;
    const std::vector<std::string_view>& words_;
    const std::function<void(const Neighbour&)>& visit_;
    std::set<std::string, std::less<>> seen_;
    std::size_t looked_at_ = 0;
};

}  // namespace

void visit_neighbours(const Project& project, const Unit& unit, const FileSystem* files,
                      const std::vector<std::string_view>& words,
                      const std::function<void(const Neighbour&)>& visit) {
    SurroundingsSearch(project, unit, files, words, visit).run();
}

}  // namespace stackfit
