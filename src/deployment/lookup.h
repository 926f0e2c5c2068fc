// From a value to the resource that it means; private to the deployment layer.
#pragma once

#include "stackfit/graph.h"

namespace stackfit {

/// The resource that a piece refers to, SAM's "F.Alias" included; null when there is none.
const Resource* resource_of(const Graph& graph, const Piece& piece);
/// The resource that a value refers to by Ref or GetAtt, alone or followed by ":qualifier". Null when there is none.
const Resource* referenced(const Graph& graph, const Value& value);
/// The same, when it has this type and exists in the world.
const Resource* referenced(World& world, const Graph& graph, const Value& value, std::string_view type);
/// The resource of this type whose name property equals the value, when the value is text without references.
const Resource* called(World& world, const Value& value, std::string_view type,
                       std::string_view name_property);
/// By reference, else by name.
const Resource* meant(World& world, const Graph& graph, const Value& value, std::string_view type,
                      std::string_view name_property);

/// The function that an AWS::Lambda::Function, Alias or Version is or belongs to. Null when it is not of this template.
const Resource* function_behind(World& world, const Graph& graph, const Resource& resource);
/// The function that a name, ARN or reference means, whatever its qualifier.
const Resource* function_meant(World& world, const Graph& graph, const Value& value);

/// The property of a resource, in the world.
Value property(World& world, const Resource& resource, std::string_view name);

}  // namespace stackfit
