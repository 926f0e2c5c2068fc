// Places in a schema, by reference and by path; private to the schemas layer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/document.h"
#include "stackfit/support/result.h"

namespace stackfit::schemas {

inline Error wrong(Span span, std::string message) {
    return {Error::Code::configuration, std::move(message), span};
}

/// What a node is once its $refs are followed, and the name of the last definition on the way ("" : it is written in place).
struct Target {
    const Node* node = nullptr;
    std::string_view name;
};
/// Errors: a $ref that leads out of the file, nowhere, or in a circle.
Result<Target> follow(const Node& root, const Node& node);

/// A path of readOnlyProperties and the like: "/properties/Endpoint/Address" is {Endpoint, Address}. Steps that stand for every
/// element ("*", "items") are left out, as is "properties". Nothing: it is no such path.
std::optional<std::vector<std::string>> path_of(std::string_view pointer);
/// The declaration of the property at such a path, before its own $ref is followed; null: there is none.
const Node* property_at(const Node& root, const std::vector<std::string>& path);

}  // namespace stackfit::schemas
