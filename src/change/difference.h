// Where two evaluated values differ, and what CloudFormation does about it. Private to the change layer.
#pragma once

#include <string>
#include <vector>

#include "evaluated.h"
#include "stackfit/change_set.h"

namespace stackfit::change {

struct Difference {
    std::string path;                   ///< "Properties.KeySchema[0].AttributeName"
    const Evaluated* before = nullptr;  ///< null: not there
    const Evaluated* after = nullptr;
    Replacement replacement = Replacement::never;
    bool order = false;  ///< the same elements in another order
};

/// Of the declarations of a resource (what declaration_of() gives). Elements of a list are matched when they are equal, then by the name that
/// they bear, then by their order. Log-linear in the values, but for lists whose elements have no name.
std::vector<Difference> differences(const ResourceTypes& types, std::string_view type,
                                    const Evaluated& before, const Evaluated& after);

/// What a change of the value behind the path replaces: the strongest of the properties on the way to it ("Update behaviors of stack
/// resources"). `path` is as in Difference.
Replacement replacement_of(const ResourceTypes& types, std::string_view type, std::string_view path);

/// Is the path of a Difference that of the property, or below it: "Role", "VpcConfig.SubnetIds[0]"?
bool is_within(std::string_view path, std::string_view property);

}  // namespace stackfit::change
