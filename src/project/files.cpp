#include <algorithm>
#include <iterator>

#include "stackfit/project_files.h"
#include "stackfit/support/text.h"

namespace stackfit {

bool may_be_template(std::string_view file_name) {
    static constexpr char endings[][10] = {".yaml", ".yml", ".json", ".template", ".cfn"};
    return !file_name.starts_with("packaged.") &&
           std::any_of(std::begin(endings), std::end(endings),
                       [&](const auto& ending) { return file_name.ends_with(ending); });
}

bool is_searched(std::string_view directory_name) {
    static constexpr char skipped[][13] = {".aws-sam", "cdk.out", "node_modules", ".git"};
    return !is_one_of(skipped, directory_name);
}

}  // namespace stackfit
