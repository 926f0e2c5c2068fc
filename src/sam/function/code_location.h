// Where code lives: CodeUri, ContentUri, DefinitionUri and the like, as the S3 object they name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sam/context.h"

namespace stackfit::sam {

struct S3Location {
    const Node* bucket = nullptr;
    const Node* key = nullptr;
    const Node* version = nullptr;
};

/// The location that `member` (CodeUri: ..., a string or a map) names, or nothing after a refusal.
///
/// A path on the author's disk (sam_paths.h) is as good as an S3 URI: `sam package` uploads it and writes the URI. It gives a location
/// that only stands for that one.
std::optional<S3Location> s3_location(Context& context, const Maker& make, const Member& member);

/// A location for code that `sam package` will upload although the template names no path (it then takes the template's folder).
S3Location packaged_location(const Maker& make, std::string_view path);

}  // namespace stackfit::sam
