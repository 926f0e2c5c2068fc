#include "artifacts.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "difference.h"
#include "stackfit/sam_paths.h"
#include "stackfit/support/text.h"

namespace stackfit::change {
namespace {

using Kind = Evaluated::Kind;

enum class Stage : std::uint8_t {
    none,
    on_disk,   ///< a path
    built,     ///< a path that `sam build` wrote
    uploaded,  ///< an object of S3 or an image of a registry
    inline_code
};

std::optional<std::string_view> text_of(const Evaluated* value) {
    if (value == nullptr || value->kind != Kind::text) return std::nullopt;
    return literal(value->text);
}

/// A registry's image has its host before the first slash ("Docker image reference").
Stage stage_of_image(const Evaluated& image) {
    const auto name = text_of(&image);
    const bool host = !name || name->substr(0, name->find('/')).find('.') != std::string_view::npos;
    return host && (!name || name->find('/') != std::string_view::npos) ? Stage::uploaded : Stage::on_disk;
}

Stage stage_of(const Evaluated* value, bool built) {
    if (value == nullptr || value->absent()) return Stage::none;
    if (value->kind == Kind::text) {
        const auto text = literal(value->text);
        if (!text || !is_local_path(*text)) return Stage::uploaded;
        return built ? Stage::built : Stage::on_disk;
    }
    if (const Evaluated* image = value->get("ImageUri")) return stage_of_image(*image);
    if (value->get("ZipFile") != nullptr) return Stage::inline_code;
    const Evaluated* bucket =
        value->get("S3Bucket") != nullptr ? value->get("S3Bucket") : value->get("Bucket");
    if (text_of(bucket) == not_packaged) return built ? Stage::built : Stage::on_disk;
    return bucket == nullptr ? Stage::none : Stage::uploaded;
}

/// `sam build` notes the logical id in every resource that it writes.
bool is_built(const Evaluated& declaration) {
    const Evaluated* metadata = declaration.get("Metadata");
    return metadata != nullptr && metadata->get("SamResourceId") != nullptr;
}

const Evaluated* at(const Evaluated& declaration, std::string_view path) {
    const Evaluated* value = declaration.get("Properties");
    for (const auto step : split(path, '.'))
        if (value != nullptr) value = value->get(step);
    return value;
}

}  // namespace

bool is_artifact(std::string_view type, std::string_view path) {
    const auto paths = artifact_paths(type);
    return std::any_of(paths.begin(), paths.end(), [&](auto artifact) { return is_within(path, artifact); });
}

bool artifact_moved(std::string_view type, const Evaluated& before, const Evaluated& after) {
    const bool was_built = is_built(before), now_built = is_built(after);
    for (const auto path : artifact_paths(type)) {
        const Evaluated *was = at(before, path), *is = at(after, path);
        const Stage from = stage_of(was, was_built), to = stage_of(is, now_built);
        const bool code_in_template = from == Stage::inline_code || to == Stage::inline_code;
        if (from != to && !code_in_template) return true;
    }
    return false;
}

bool is_tool_metadata(std::string_view path) {
    constexpr const char* keys[] = {"Metadata.SamResourceId", "Metadata.SamNormalize",
                                    "Metadata.aws:asset:", "Metadata.aws:cdk:"};
    return std::any_of(std::begin(keys), std::end(keys),
                       [&](const char* key) { return path.starts_with(key); });
}

}  // namespace stackfit::change
