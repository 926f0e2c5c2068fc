#include "cli/own_checks.h"

#include <algorithm>
#include <filesystem>

#include "stackfit/checks.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

constexpr std::size_t largest_file = 1024 * 1024, most_files = 2000;
constexpr int deepest = 16;

Error wrong(const std::string& path, const std::string& why) {
    return {Error::Code::configuration, path + ": " + why, {}};
}

class Collector {
public:
    explicit Collector(const FileSystem& files) : files_(files) {}

    std::optional<Error> add(const std::string& written) {
        const std::string path = std::filesystem::path(written).lexically_normal().generic_string();
        const std::size_t before = seen_;
        const auto kind = files_.kind(path);
        if (kind == FileSystem::Kind::none) return wrong(written, "there is no such file or directory");
        if (auto error = kind == FileSystem::Kind::file ? file(path) : directory(path, 0)) return error;
        return seen_ == before ? std::optional(wrong(written, "there is no check in it: no file *.md"))
                               : std::nullopt;
    }

    std::vector<CheckFile> take() { return std::move(found_); }

private:
    std::optional<Error> file(const std::string& path) {
        ++seen_;
        const bool known =
            std::any_of(found_.begin(), found_.end(), [&](const CheckFile& one) { return one.path == path; });
        if (known) return std::nullopt;
        if (found_.size() >= most_files)
            return wrong(path, "more than " + std::to_string(most_files) + " check files");
        auto text = files_.read(path, largest_file);
        if (!text) return wrong(path, text.error().message);
        found_.push_back({path, std::move(*text)});
        return std::nullopt;
    }

    std::optional<Error> directory(const std::string& path, int depth) {
        if (depth > deepest) return wrong(path, "more than " + std::to_string(deepest) + " folders deep");
        const auto entries = files_.list(path);
        if (!entries) return wrong(path, entries.error().message);
        for (const FileSystem::Entry& entry : *entries) {
            const std::string below = (path == "." ? "" : path + (path.ends_with('/') ? "" : "/")) + entry.name;
            std::optional<Error> error;
            if (entry.kind == FileSystem::Kind::directory)
                error = directory(below, depth + 1);
            else if (entry.kind == FileSystem::Kind::file && entry.name.ends_with(".md") &&
                     to_lower(entry.name) != "readme.md")
                error = file(below);
            if (error) return error;
        }
        return std::nullopt;
    }

    const FileSystem& files_;
    std::vector<CheckFile> found_;
    std::size_t seen_ = 0;  ///< files, also those that were there already
};

}  // namespace

Result<std::vector<CheckFile>> read_check_files(const FileSystem& files,
                                                const std::vector<std::string>& paths) {
    Collector collector(files);
    for (const std::string& path : paths)
        if (auto error = collector.add(path)) return *std::move(error);
    return collector.take();
}

Result<ConfigurationFiles> configuration_files(const Arguments& arguments, const Process& process,
                                               const std::string& directory, Sources& sources) {
    const auto path = arguments.value("config");
    auto found = path ? open_configuration(process.files, *path, sources)
                      : find_configuration(process.files, directory, sources, process.working_directory);
    if (!found) return pointed(found.error(), sources);
    return found;
}

Result<std::unique_ptr<CheckSet>> checks_of_run(const Arguments& arguments, const Process& process,
                                                const ConfigurationFiles& configuration, Sources& sources) {
    auto checks = std::make_unique<CheckSet>(catalogue());
    for (std::size_t i = 0; i < configuration.check_places.size(); ++i)
        if (const std::string& path = configuration.checks[i]; process.files.kind(path) == FileSystem::Kind::none)
            return pointed({Error::Code::configuration, path + ": there is no such file or directory",
                            configuration.check_places[i]},
                           sources);
    std::vector<std::string> paths = configuration.checks;
    for (const auto& path : arguments.values("checks")) paths.push_back(path);
    if (paths.empty()) return checks;
    const auto files = read_check_files(process.files, paths);
    if (!files) return files.error();
    if (const auto error = checks->add(*files, sources)) return pointed(*error, sources);
    return checks;
}

}  // namespace stackfit
