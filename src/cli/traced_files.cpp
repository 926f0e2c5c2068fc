#include "cli/traced_files.h"

#include <algorithm>

namespace stackfit {
namespace {

constexpr char read_question = 'r', kind_question = 'k', list_question = 'l';

std::string answer(const RevisionFiles& files, char question, const std::string& path) {
    if (question == kind_question) return std::to_string(static_cast<int>(files.kind(path)));
    if (question == read_question) {
        const auto identity = files.identity(path);
        return identity ? *identity : "error " + identity.error().message;
    }
    const auto entries = files.list(path);
    if (!entries) return "error " + entries.error().message;
    std::string all;
    for (const auto& entry : *entries)
        all += std::to_string(static_cast<int>(entry.kind)) + entry.name + '\0';
    return all;
}

}  // namespace

bool holds(const Trace& trace, const RevisionFiles& files) {
    return std::all_of(trace.begin(), trace.end(), [&](const auto& one) {
        return answer(files, one.first.front(), one.first.substr(1)) == one.second;
    });
}

void TracedFiles::remember(char question, const std::string& path) const {
    const auto [place, added] = trace_.try_emplace(question + path);
    if (added) place->second = answer(files_, question, path);
}

Result<std::string> TracedFiles::read(const std::string& path, std::size_t max_bytes) const {
    remember(read_question, path);
    return files_.read(path, max_bytes);
}

FileSystem::Kind TracedFiles::kind(const std::string& path) const {
    remember(kind_question, path);
    return files_.kind(path);
}

Result<std::vector<FileSystem::Entry>> TracedFiles::list(const std::string& directory) const {
    remember(list_question, directory);
    return files_.list(directory);
}

}  // namespace stackfit
