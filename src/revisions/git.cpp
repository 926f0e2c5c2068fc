#include "revisions/repository.h"

namespace stackfit {

Result<std::unique_ptr<RevisionFiles>> open_revision(const Launcher& launcher, const std::string& revision) {
    const Repository repository(launcher, "");
    const auto tree =
        repository.resolve(revision, "tree", "there is no file or git revision '" + revision + "'");
    if (!tree) return tree.error();
    auto prefix = repository.prefix();
    if (!prefix) return prefix.error();
    return std::unique_ptr<RevisionFiles>(std::make_unique<TreeFiles>(std::make_shared<Objects>(launcher, ""),
                                                                      *tree, Mount{"", std::move(*prefix)}));
}

}  // namespace stackfit
