// Which properties one object must have, and which go together.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shape_branches.h"
#include "stackfit/spec_resources.h"

namespace stackfit::checks {

/// A set of properties as the template gives it.
struct Object {
    const Template& templ;
    const NestedType& type;
    std::string_view resource_type;  ///< that it is part of
    std::string_view resource;       ///< logical id
    std::span<const Member> members;
    Span place;  ///< where something missing is reported
};

/// "AWS::Lambda::Function", "AWS::Lambda::Function Code"
std::string name_of(const Object& object);
/// Of the resource that the object is part of.
std::span<const Member> resource_members(const Object& object);

struct ObjectMistake {
    Span span;
    std::string message;
    Branches branches;
};

/// Linear in the properties and rules of the type, unless properties are chosen by Fn::If.
std::vector<ObjectMistake> object_mistakes(const Object& object);

}  // namespace stackfit::checks
