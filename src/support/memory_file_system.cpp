#include <utility>

#include "stackfit/support/system.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

/// "./a//b/" -> "a/b"; the root is "".
std::string normal(std::string_view path) {
    std::string result(path.starts_with('/') ? "/" : "");
    for (const std::string_view part : split(path, '/')) {
        if (part.empty() || part == ".") continue;
        if (!result.empty() && result.back() != '/') result += '/';
        result += part;
    }
    return result;
}

/// What every path inside this directory starts with.
std::string prefix_of(const std::string& directory) {
    return directory.empty() || directory.back() == '/' ? directory : directory + '/';
}

}  // namespace

void MemoryFileSystem::write(std::string_view path, std::string text) {
    files_[normal(path)] = std::move(text);
}

Result<std::string> MemoryFileSystem::read(const std::string& path, std::size_t max_bytes) const {
    const auto found = files_.find(normal(path));
    if (found == files_.end()) {
        const bool directory = kind(path) == Kind::directory;
        return Error{Error::Code::unreadable,
                     directory ? "it is a directory, not a file" : "there is no such file"};
    }
    if (found->second.size() > max_bytes) {
        return Error{Error::Code::unreadable, "it is larger than " + std::to_string(max_bytes) + " bytes"};
    }
    return found->second;
}

FileSystem::Kind MemoryFileSystem::kind(const std::string& path) const {
    const std::string wanted = normal(path);
    if (files_.contains(wanted)) return Kind::file;
    const std::string prefix = prefix_of(wanted);
    const auto inside = files_.lower_bound(prefix);
    return inside != files_.end() && inside->first.starts_with(prefix) ? Kind::directory : Kind::none;
}

Result<std::vector<FileSystem::Entry>> MemoryFileSystem::list(const std::string& directory) const {
    if (kind(directory) != Kind::directory)
        return Error{Error::Code::unreadable, "there is no such directory"};
    const std::string prefix = prefix_of(normal(directory));
    std::map<std::string, Kind> entries;
    for (auto file = files_.lower_bound(prefix); file != files_.end() && file->first.starts_with(prefix);
         ++file) {
        const std::size_t slash = file->first.find('/', prefix.size());
        const bool deeper = slash != std::string::npos;
        entries[file->first.substr(prefix.size(), deeper ? slash - prefix.size() : slash)] =
            deeper ? Kind::directory : Kind::file;
    }
    std::vector<Entry> result;
    result.reserve(entries.size());
    for (const auto& [name, kind] : entries) result.push_back({name, kind});
    return result;
}

}  // namespace stackfit
