// schemas: CloudFormation registry schemas that the user brings along, for private and third-party types and for newer versions of AWS's.
//
// A schema ("CloudFormation CLI User Guide: Resource type schema") becomes a section of the resource specification, in the lines of
// data/resource-types.txt, so that whatever reads the specification judges such a type as it judges a built-in one. What a schema
// says and those lines cannot is remarked, never dropped in silence.
#pragma once

#include <string>
#include <vector>

#include "stackfit/document.h"
#include "stackfit/spec_resources.h"

namespace stackfit {

/// Something in a schema that is not judged, and where.
struct SchemaRemark {
    std::string message;
    Span span{};
};

struct SchemaLimits {
    std::size_t files = 4'000;
    DocumentLimits document{};  ///< of one file
    std::size_t steps =
        100'000;  ///< parts of one schema that are written, each as often as it is referred to
    std::size_t type_length = 4'096;  ///< characters of one property's type: alternatives within alternatives
};

/// The section of one schema: its root, a map with a typeName. Error (code configuration, with the place): no schema, a reference that
/// leads nowhere or out of the file, or a limit. What is not judged is added to `remarks`.
Result<std::string> section_of_schema(const Node& schema, std::vector<SchemaRemark>& remarks,
                                      const SchemaLimits& limits = {});

/// Reads files and directories into `types`, a later one of the same name in place of an earlier. A file holds a schema, a list of them,
/// or what `aws cloudformation describe-type` prints; of a directory, each file named *.json that holds one of these (others are
/// passed over). Errors have the code configuration, and a place in `sources`.
Result<std::vector<SchemaRemark>> read_schemas(const FileSystem& files, const std::vector<std::string>& paths,
                                               Sources& sources, ResourceTypes& types,
                                               const SchemaLimits& limits = {});

}  // namespace stackfit
