#include "missing_paths.h"

#include <filesystem>

#include "stackfit/sam_paths.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

namespace fs = std::filesystem;

/// The path with its first part that does not exist replaced by the sibling that was probably meant, or "".
std::string meant_path(const FileSystem& files, const fs::path& directory, const fs::path& path) {
    fs::path here = directory, meant;
    for (auto part = path.begin(); part != path.end(); ++part) {
        const fs::path next = here / *part;
        if (files.kind(next.lexically_normal().string()) != FileSystem::Kind::none) {
            here = next;
            meant /= *part;
            continue;
        }
        const auto siblings = files.list(here.empty() ? "." : here.lexically_normal().string());
        if (!siblings) return {};
        std::vector<std::string_view> names;
        for (const FileSystem::Entry& entry : *siblings) names.emplace_back(entry.name);
        const std::string_view name = closest(part->string(), names);
        if (name.empty()) return {};
        for (meant /= name, ++part; part != path.end(); ++part) meant /= *part;
        return meant.string();
    }
    return {};
}

Problem missing(const LocalPath& path, const std::string& meant) {
    std::string message = std::string(path.property);
    if (!path.resource.empty()) message += " of " + std::string(path.resource);
    message += " is " + std::string(path.value->text) +
               ", and no file or folder of that name exists beside the template";
    message += meant.empty() ? "." : "; did you mean " + meant + "?";
    message += " Packaging uploads what is there, and fails when nothing is.";
    return {"local-path-exists", std::move(message), path.value->span, path.resource, false};
}

}  // namespace

std::vector<Problem> missing_paths(const Template& written, const FileSystem& files,
                                   const std::string& directory) {
    std::vector<Problem> problems;
    for (const LocalPath& path : local_paths(written)) {
        const fs::path relative(path.value->text);
        const fs::path whole = (fs::path(directory) / relative).lexically_normal();
        if (files.kind(whole.empty() ? "." : whole.string()) != FileSystem::Kind::none) continue;
        problems.push_back(missing(
            path, meant_path(files, relative.is_absolute() ? fs::path() : fs::path(directory), relative)));
    }
    return problems;
}

}  // namespace stackfit
