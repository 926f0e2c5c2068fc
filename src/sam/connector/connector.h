// AWS::Serverless::Connector: permissions for one resource to reach another.
//
// A connector looks its ends up among the resources as they are after expansion (context.output), so connectors are expanded last. Other
// types make connectors of their own, too: they fill in a SamResource whose `properties` is {Source, Destination, Permissions}, whose `id`
// is the connector's and whose `id_span` is the line that causes it, and hand it to expand_connector. Where their ends are not in the output
// yet, they describe them by Type, Arn, RoleName, ... instead of by Id.
#pragma once

#include <vector>

#include "sam/context.h"

namespace stackfit::sam {

/// Its properties, logical id and metadata are of the right form.
bool check_connector(Context& context, const SamResource& connector);

/// Refusals belong to the connector, also when it is made by another resource.
void expand_connector(Context& context, const SamResource& source, std::vector<Draft>& out);

/// The connectors written in `Connectors` of other resources become resources of their own: context.embedded.
void collect_embedded_connectors(Context& context);

}  // namespace stackfit::sam
