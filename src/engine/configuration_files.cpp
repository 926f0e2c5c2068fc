// Finds the files of a configuration: the one that was named or is nearest, and what it extends. Only the keys `extends` and `checks` are looked
// at here; all else is read when the checks are known (configuration.cpp).
#include <algorithm>
#include <filesystem>
#include <utility>

#include "configuration_parts.h"
#include "stackfit/engine_configuration.h"
#include "stackfit/support/text.h"
#include "strict_yaml.h"

namespace stackfit {

std::string beside(std::string_view file, std::string_view path) {
    if (path.starts_with('/')) return std::string(path);
    return std::filesystem::path(std::string(folder_of(file)) + std::string(path))
        .lexically_normal()
        .generic_string();
}

namespace {

constexpr std::string_view file_name = ".stackfit.yaml";
constexpr std::size_t longest_chain = 16;

class Finder {
public:
    Finder(const FileSystem& files, Sources& sources) : files_(files), sources_(sources) {}

    /// `named_at`: where the path is written; unknown: an option or the lookup.
    std::optional<Error> visit(const std::string& path, const Span& named_at) {
        if (std::find(done_.begin(), done_.end(), path) != done_.end()) return std::nullopt;
        if (std::find(open_.begin(), open_.end(), path) != open_.end())
            return Error{Error::Code::configuration, "The configurations extend each other in a circle.",
                         named_at};
        if (open_.size() >= longest_chain)
            return Error{Error::Code::configuration,
                         "A chain of more than " + std::to_string(longest_chain) + " configurations.",
                         named_at};
        auto text = files_.read(path, DocumentLimits{}.bytes);
        if (!text) return Error{Error::Code::configuration, path + ": " + text.error().message, named_at};
        open_.push_back(path);
        const FileId file = sources_.add(path, std::move(*text));
        auto reader = std::make_shared<StrictYaml>(sources_, file);
        if (auto error = read(path, file, *reader)) return error;
        open_.pop_back();
        done_.push_back(path);
        found_.files.push_back(file);
        found_.readers.push_back(std::move(reader));
        return std::nullopt;
    }

    ConfigurationFiles take() { return std::move(found_); }

private:
    std::optional<Error> read(const std::string& path, FileId file, StrictYaml& reader) {
        const Node* root = reader.read_all();
        if (reader.failed()) return reader.error();
        if (root == nullptr || !root->is_mapping())
            return std::nullopt;  // configuration.cpp says what is wrong
        if (const Node* extended = root->get("extends")) {
            if (!reader.texts(*extended, "\"extends\"")) return reader.error();
            for (const Node* item : items_of(*extended))
                if (auto error =
                        visit(beside(path, *scalar_text(*item)), {file, item->span.begin, item->span.end}))
                    return error;
        }
        if (const Node* checks = root->get("checks")) {
            const auto paths = reader.texts(*checks, "\"checks\"");
            if (!paths) return reader.error();
            for (const std::string_view one : *paths) found_.checks.push_back(beside(path, one));
            for (const Node* item : items_of(*checks))
                found_.check_places.push_back({file, item->span.begin, item->span.end});
        }
        return std::nullopt;
    }

    /// A single value is a list of itself.
    static std::vector<const Node*> items_of(const Node& node) {
        if (node.is_sequence()) return {node.items.begin(), node.items.end()};
        return {&node};
    }

    const FileSystem& files_;
    Sources& sources_;
    std::vector<std::string> open_, done_;
    ConfigurationFiles found_;
};

std::string in_directory(const std::string& directory) {
    if (directory.empty() || directory == ".") return std::string(file_name);
    return directory + (directory.back() == '/' ? "" : "/") + std::string(file_name);
}

/// The directory and all above it, the nearest first. Relative ones stay relative, so that messages name files as the user does.
std::vector<std::string> upwards(const std::string& directory, const std::string& working_directory) {
    namespace fs = std::filesystem;
    const fs::path start = directory.empty() ? fs::path(".") : fs::path(directory);
    fs::path place = (fs::path(working_directory) / start).lexically_normal();
    if (!place.has_filename()) place = place.parent_path();  // "a/" is "a"
    std::vector<std::string> all;
    for (;; place = place.parent_path()) {
        const bool named = start.is_absolute() || working_directory.empty();
        all.push_back(named ? place.generic_string()
                            : place.lexically_relative(working_directory).generic_string());
        if (place.empty() || place == place.root_path() || place == ".") return all;
    }
}

}  // namespace

std::shared_ptr<StrictYaml> reader_of(const ConfigurationFiles& files, std::size_t index,
                                      const Sources& sources) {
    return index < files.readers.size() ? files.readers[index]
                                        : std::make_shared<StrictYaml>(sources, files.files[index]);
}

Result<ConfigurationFiles> open_configuration(const FileSystem& files, const std::string& path,
                                              Sources& sources) {
    Finder finder(files, sources);
    if (auto error = finder.visit(path, {})) return *std::move(error);
    return finder.take();
}

Result<ConfigurationFiles> find_configuration(const FileSystem& files, const std::string& directory,
                                              Sources& sources, const std::string& working_directory) {
    for (const std::string& place : upwards(directory, working_directory)) {
        const std::string path = in_directory(place);
        if (files.kind(path) == FileSystem::Kind::file) return open_configuration(files, path, sources);
    }
    return ConfigurationFiles{};
}

}  // namespace stackfit
