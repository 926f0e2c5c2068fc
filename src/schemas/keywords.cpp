#include "keywords.h"

#include <algorithm>

#include "stackfit/support/text.h"

namespace stackfit::schemas {
namespace {

/// Understood, or without a bearing on values.
constexpr char known[][24] = {
    "$comment",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "arrayType",
    "const",
    "default",
    "definitions",
    "dependencies",
    "description",
    "dependentRequired",
    "enum",
    "examples",
    "format",
    "items",
    "insertionOrder",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "oneOf",
    "pattern",
    "properties",
    "patternProperties",
    "relationshipRef",
    "required",
    "title",
    "type",
    "uniqueItems",
};

/// The same for the schema as a whole, besides: how the type is handled and not what its properties may be.
constexpr char of_root[][32] = {
    "additionalIdentifiers",
    "conditionalCreateOnlyProperties",
    "createOnlyProperties",
    "deprecatedProperties",
    "documentationUrl",
    "handlers",
    "nonPublicDefinitions",
    "nonPublicProperties",
    "primaryIdentifier",
    "propertyTransform",
    "readOnlyProperties",
    "remote",
    "replacementStrategy",
    "resourceLink",
    "sourceUrl",
    "taggable",
    "tagging",
    "typeConfiguration",
    "typeName",
    "writeOnlyProperties",
};

}  // namespace

void Keywords::look_at(const Node& schema) {
    for (const Member& member : schema.members)
        if (!is_one_of(known, member.key))
            leave_out("the keyword \"" + std::string(member.key) + "\"", member.key_span);
}

void Keywords::look_at_root(const Node& schema) {
    for (const Member& member : schema.members)
        if (!is_one_of(known, member.key) && !is_one_of(of_root, member.key))
            leave_out("the keyword \"" + std::string(member.key) + "\"", member.key_span);
}

void Keywords::leave_out(std::string what, Span span) {
    if (std::find(said_.begin(), said_.end(), what) != said_.end()) return;
    remarks_.push_back({what + " is not judged", span});
    said_.push_back(std::move(what));
}

}  // namespace stackfit::schemas
