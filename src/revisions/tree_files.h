// The files below a tree object. Private to the layer.
#pragma once

#include <optional>

#include "revisions/objects.h"
#include "stackfit/revisions.h"

namespace stackfit {

/// Where the paths of the outside lie in the repository.
struct Mount {
    std::string
        directory;  ///< paths are as seen from where this is a path to a directory; "": they are relative to it
    std::string prefix;  ///< that directory's path in the repository: "infra/", or ""

    /// "infra/../infra/t.yaml" in the repository; ".." and links are not resolved yet. Nothing for what lies on no way from the directory.
    [[nodiscard]] std::optional<std::string> inside(const std::string& path) const;
    /// What a path of the repository is called outside.
    [[nodiscard]] std::string outside(const std::string& path) const;
};

class TreeFiles : public RevisionFiles {
public:
    TreeFiles(std::shared_ptr<Objects> objects, std::string tree, Mount mount)
        : objects_(std::move(objects)), tree_(std::move(tree)), mount_(std::move(mount)) {}

    [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t max_bytes) const override;
    [[nodiscard]] Kind kind(const std::string& path) const override;
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& directory) const override;
    [[nodiscard]] Result<std::string> identity(const std::string& path) const override;

    /// The paths in the repository that decide what stands at this one: itself, and where each link on the way leads.
    [[nodiscard]] std::vector<std::string> ways(const std::string& path) const;

private:
    struct Place {
        enum class Kind { none, file, directory, submodule };
        Kind kind = Kind::none;
        std::string id;
        std::vector<std::string> ways;
    };
    [[nodiscard]] Result<Place> locate(const std::string& path) const;
    [[nodiscard]] Result<Place> walk(std::string path) const;

    std::shared_ptr<Objects> objects_;
    std::string tree_;
    Mount mount_;
};

}  // namespace stackfit
