// The resource of the template that a value names by Ref, GetAtt or Sub.
#pragma once

#include <string_view>

#include "stackfit/engine.h"

namespace stackfit::checks {

/// Null when it names none, or one of another type. The first reference in the value counts: "${Queue.Arn}" and "${Queue}/x" name Queue.
inline const Resource* referred(const CheckContext& context, const Value& value, std::string_view type) {
    if (!value.is_text()) return nullptr;
    for (const Piece& piece : value.text) {
        if (piece.kind != Piece::Kind::reference && piece.kind != Piece::Kind::attribute) continue;
        const Resource* resource = context.graph.resolve(piece.name);
        return resource != nullptr && resource->type == type ? resource : nullptr;
    }
    return nullptr;
}

/// The function that the value names, also by one of its aliases or versions.
inline const Resource* referred_function(const CheckContext& context, const Value& value) {
    if (const Resource* function = referred(context, value, "AWS::Lambda::Function")) return function;
    for (const std::string_view qualifier : {"AWS::Lambda::Alias", "AWS::Lambda::Version"}) {
        const Resource* resource = referred(context, value, qualifier);
        if (resource == nullptr) continue;
        return referred(context, context.world.get(resource->properties, "FunctionName"),
                        "AWS::Lambda::Function");
    }
    return nullptr;
}

}  // namespace stackfit::checks
