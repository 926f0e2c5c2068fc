#include "revisions/tree_files.h"

#include <algorithm>
#include <deque>
#include <filesystem>

#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr int most_links = 40;  // as the kernel
constexpr std::size_t longest_link = 4096;

void put_in_front(std::deque<std::string>& rest, std::string_view path) {
    const auto parts = split(path, '/');
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        if (!part->empty() && *part != ".") rest.emplace_front(*part);
}

}  // namespace

std::optional<std::string> Mount::inside(const std::string& path) const {
    std::string relative = path;
    if (!directory.empty())
        relative = std::filesystem::path(path.empty() ? "." : path)
                       .lexically_normal()
                       .lexically_relative(std::filesystem::path(directory).lexically_normal())
                       .generic_string();
    if (relative.starts_with('/') || (relative.empty() && !path.empty())) return std::nullopt;
    // Ways up from the directory are taken here: it need not be there in every revision.
    std::string base = prefix;
    for (;;) {
        if (relative.starts_with("./")) {
            relative.erase(0, 2);
            continue;
        }
        if (relative != ".." && !relative.starts_with("../")) return base + relative;
        if (base.empty()) return std::nullopt;
        base.pop_back();
        base = folder_of(base);
        relative.erase(0, 3);
    }
}

std::string Mount::outside(const std::string& path) const {
    const std::string base = prefix.empty() ? "." : prefix.substr(0, prefix.size() - 1);
    const auto relative = std::filesystem::path(path).lexically_relative(std::filesystem::path(base));
    return (std::filesystem::path(directory) / relative).lexically_normal().generic_string();
}

/// Follows the components of a path from the root of the tree, and links as they come.
Result<TreeFiles::Place> TreeFiles::walk(std::string path) const {
    struct Step {
        std::string id, way;
    };
    std::vector<Step> at = {{tree_, ""}};
    std::deque<std::string> rest;
    put_in_front(rest, path);
    Place place;
    int links = 0;
    while (!rest.empty()) {
        const std::string part = std::move(rest.front());
        rest.pop_front();
        if (part == "..") {
            if (at.size() == 1) return Place{};  // outside of the repository
            at.pop_back();
            continue;
        }
        const auto tree = objects_->tree(at.back().id);
        if (!tree) return tree.error();
        const auto found = (*tree)->find(part);
        const std::string way = at.back().way + part;
        if (found == (*tree)->end()) {
            place.ways.push_back(way);
            return Place{Place::Kind::none, "", std::move(place.ways)};
        }
        const TreeEntry& entry = found->second;
        switch (entry.kind) {
            case TreeEntry::Kind::directory: at.push_back({entry.id, way + "/"}); break;
            case TreeEntry::Kind::link: {
                place.ways.push_back(way);
                if (++links > most_links) return unreadable("its symbolic links go round in circles");
                const auto target = objects_->read(entry.id, "blob", longest_link);
                if (!target) return target.error();
                if (target->starts_with('/'))
                    return unreadable("it is a symbolic link that leads out of the repository, to " +
                                      *target);
                put_in_front(rest, *target);
                break;
            }
            case TreeEntry::Kind::file:
            case TreeEntry::Kind::submodule: {
                place.ways.push_back(way);
                const bool ends = rest.empty();
                const auto kind =
                    entry.kind == TreeEntry::Kind::file ? Place::Kind::file : Place::Kind::submodule;
                // What would be below a file is nothing; what is below a submodule is in another repository.
                if (!ends && kind == Place::Kind::file)
                    return Place{Place::Kind::none, "", std::move(place.ways)};
                return Place{kind, entry.id, std::move(place.ways)};
            }
        }
    }
    std::string way = at.back().way;
    if (!way.empty()) way.pop_back();
    place.ways.push_back(way);
    return Place{Place::Kind::directory, at.back().id, std::move(place.ways)};
}

Result<TreeFiles::Place> TreeFiles::locate(const std::string& path) const {
    auto inside = mount_.inside(path);
    if (!inside) return Place{};
    return walk(std::move(*inside));
}

Result<std::string> TreeFiles::read(const std::string& path, std::size_t max_bytes) const {
    const auto place = locate(path);
    if (!place) return place.error();
    switch (place->kind) {
        case Place::Kind::none: return unreadable("there is no such file in that revision");
        case Place::Kind::directory: return unreadable("it is a directory, not a file");
        case Place::Kind::submodule: return unreadable("it is in a submodule, which is another repository");
        case Place::Kind::file: break;
    }
    return objects_->read(place->id, "blob", max_bytes);
}

FileSystem::Kind TreeFiles::kind(const std::string& path) const {
    const auto place = locate(path);
    if (!place || place->kind == Place::Kind::none || place->kind == Place::Kind::submodule)
        return Kind::none;
    return place->kind == Place::Kind::file ? Kind::file : Kind::directory;
}

Result<std::vector<FileSystem::Entry>> TreeFiles::list(const std::string& directory) const {
    const auto place = locate(directory);
    if (!place) return place.error();
    if (place->kind != Place::Kind::directory)
        return unreadable("there is no such directory in that revision");
    const auto tree = objects_->tree(place->id);
    if (!tree) return tree.error();
    std::vector<Entry> entries;
    for (const auto& [name, entry] : **tree) {
        Kind kind = Kind::none;
        if (entry.kind == TreeEntry::Kind::file) kind = Kind::file;
        if (entry.kind == TreeEntry::Kind::directory) kind = Kind::directory;
        if (entry.kind == TreeEntry::Kind::link) {
            const auto target = walk(place->ways.back() + "/" + name);
            if (target && target->kind == Place::Kind::file) kind = Kind::file;
        }
        entries.push_back({name, kind});
    }
    return entries;
}

Result<std::string> TreeFiles::identity(const std::string& path) const {
    const auto place = locate(path);
    if (!place) return place.error();
    return place->id;
}

std::vector<std::string> TreeFiles::ways(const std::string& path) const {
    const auto place = locate(path);
    return place ? place->ways : std::vector<std::string>{};
}

}  // namespace stackfit
