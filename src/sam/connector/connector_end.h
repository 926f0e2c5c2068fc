// The two ends of a connector: what is written in Source and Destination, and what the connector's profile needs to know of them.
#pragma once

#include <optional>
#include <string_view>

#include "sam/context.h"

namespace stackfit::sam {

/// One end as it is written: a map with Id, or with Type and what else is needed.
struct WrittenEnd {
    std::string_view label;  ///< "Source", "Destination"
    const Node* node;
    Span place;
};

struct ConnectorEnd {
    std::string_view label;
    Span place;
    std::string_view id;    ///< "" when it is described by its values
    std::string_view type;  ///< CloudFormation's
    const Node* arn = nullptr;
    const Node* role_name = nullptr;
    const Node* queue_url = nullptr;
    const Node* resource_id = nullptr;
    const Node* name = nullptr;
    const Node* qualifier = nullptr;
};

/// Looks an end up among the resources that are expanded already; nothing when it is refused. `other` is the other end: a rule of
/// EventBridge has a role for each of its targets.
std::optional<ConnectorEnd> find_connector_end(Context& context, const Maker& make, const WrittenEnd& written,
                                               const WrittenEnd& other);

/// Source 'X', or Source of type T: for messages.
std::string describe(const ConnectorEnd& end);

}  // namespace stackfit::sam
