// Paths on the author's disk that a template names where AWS wants an S3 object. `sam package` and `aws cloudformation package` upload what is there
// and write its URI; before that they stand in the template as they are.
#pragma once

#include <string_view>
#include <vector>

#include "stackfit/template.h"

namespace stackfit {

/// Is it a path and no URI? A URI begins with a scheme ("s3:", "https:"; one letter alone is a drive), and what CloudFormation fills in at
/// deployment ("${Bucket}/key", "{{resolve:ssm:x}}") is no path either.
bool is_local_path(std::string_view text);

/// The bucket that the expansion writes for what `sam package` has not uploaded yet: its key is the local path.
inline constexpr std::string_view not_packaged = "packaged-by-sam";

/// The properties of a resource type that the package commands rewrite, as paths below Properties; `*` is any key.
std::vector<std::string_view> artifact_paths(std::string_view type);

struct LocalPath {
    std::string_view resource;  ///< "" in Globals and includes
    std::string_view property;  ///< "CodeUri"
    const Node* value = nullptr;
};

/// Every local path of a template as it is written, in the order of the text. Linear.
std::vector<LocalPath> local_paths(const Template& written);

}  // namespace stackfit
