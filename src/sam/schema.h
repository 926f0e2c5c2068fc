// What a value must be all the way down, where the service checks it against a schema of its own: AWS::Serverless::GraphQLApi,
// AWS::Serverless::CapacityProvider and a function's CapacityProviderConfig. Such a schema does not only check: it reads a value as what it
// should be wherever Python can ("yes" as true, 5 as "5", 2.5 as the integer 2, an empty list as an empty map), and the output shows
// what was read.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

/// The schemas, in the order of data/sam_schemas.py.
enum class Schema : std::uint8_t { graphql_api, capacity_provider, function_capacity };

/// The value of `member` as the service reads it, or null after adding what is wrong with it, in the order in which the service would
/// tell. `what` is the type in messages; `path` stands before the names of properties in them ("", "CapacityProviderConfig"). What was
/// read as another kind has its author's place and an origin that says so. Linear in the value; its depth is the document's.
const Node* read_by_schema(Context& context, Schema schema, const Member& member, std::string_view what,
                           std::string_view path, std::vector<Mistake>& mistakes);

/// The map without members that are null, which such a schema treats like missing ones; the same node when there are none.
const Node* without_nulls(Builder& build, const Node& map);

}  // namespace stackfit::sam
