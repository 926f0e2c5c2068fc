#include <algorithm>

#include "known.h"
#include "stackfit/schemas.h"

namespace stackfit {
namespace {

using schemas::keep_known;

class Reader {
public:
    Reader(const FileSystem& files, Sources& sources, ResourceTypes& types, const SchemaLimits& limits)
        : files_(files), sources_(sources), types_(types), limits_(limits) {}

    std::optional<Error> path(const std::string& path) {
        if (files_.kind(path) != FileSystem::Kind::directory) return file(path, true);
        const auto entries = files_.list(path);
        if (!entries) return unreadable(path, entries.error());
        for (const auto& entry : *entries) {
            if (entry.kind != FileSystem::Kind::file || !entry.name.ends_with(".json")) continue;
            const std::string name = path + (path.ends_with('/') ? "" : "/") + entry.name;
            if (auto error = file(name, false)) return error;
        }
        return std::nullopt;
    }

    std::vector<SchemaRemark> take_remarks() { return std::move(remarks_); }

private:
    static Error unreadable(const std::string& path, const Error& why) {
        return {Error::Code::configuration, path + ": " + why.message, {}};
    }

    /// `named`: by the user, and so a schema or a mistake.
    std::optional<Error> file(const std::string& path, bool named) {
        if (++count_ > limits_.files)
            return Error{Error::Code::configuration,
                         "there are more than " + std::to_string(limits_.files) + " files of schemas",
                         {}};
        auto text = files_.read(path, limits_.document.bytes);
        if (!text) return unreadable(path, text.error());
        return document(path, std::move(*text), named);
    }

    std::optional<Error> document(std::string path, std::string text, bool named) {
        const FileId file = sources_.add(std::move(path), std::move(text));
        const Document document = read_document(sources_, file, arena_, limits_.document);
        if (!document.errors.empty())
            return Error{Error::Code::configuration, document.errors.front().message,
                         document.errors.front().span};
        const Node& root = *document.root;
        if (!root.is_sequence()) return schema(root, named);
        for (const Node* item : root.items)
            if (auto error = schema(*item, named)) return error;
        return std::nullopt;
    }

    std::optional<Error> schema(const Node& root, bool named) {
        // What describe-type prints has the schema as a text.
        const Node* text = root.get("Schema");
        if (text != nullptr && text->is_string() && root.find("typeName") == nullptr)
            return document(std::string(sources_[text->span.file].path()) + " (Schema)",
                            std::string(text->text), true);
        if (!named && root.find("typeName") == nullptr) return std::nullopt;
        auto section = section_of_schema(root, remarks_, limits_);
        if (!section) return section.error();
        if (const auto known = resource_type(root.get("typeName")->text)) keep_known(*section, *known);
        types_.add(std::move(*section));
        return std::nullopt;
    }

    const FileSystem& files_;
    Sources& sources_;
    ResourceTypes& types_;
    const SchemaLimits& limits_;
    Arena arena_;
    std::vector<SchemaRemark> remarks_;
    std::size_t count_ = 0;
};

}  // namespace

Result<std::vector<SchemaRemark>> read_schemas(const FileSystem& files, const std::vector<std::string>& paths,
                                               Sources& sources, ResourceTypes& types,
                                               const SchemaLimits& limits) {
    Reader reader(files, sources, types, limits);
    for (const std::string& path : paths)
        if (auto error = reader.path(path)) return *error;
    return reader.take_remarks();
}

}  // namespace stackfit
