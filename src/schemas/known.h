// What the program knows of a type beyond its schema; private to the schemas layer.
#pragma once

#include <string>

#include "stackfit/spec_resources.h"

namespace stackfit::schemas {

/// Adds to the section of a schema what holds for the type whatever its schema says: that it holds data, and attributes of Fn::GetAtt
/// that AWS gives and no schema lists.
void keep_known(std::string& section, const ResourceType& known);

}  // namespace stackfit::schemas
