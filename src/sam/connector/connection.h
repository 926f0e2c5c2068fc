// A connector with both its ends found, and what its profile makes of it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sam/connector/connector_end.h"
#include "sam/connector/connector_profiles.h"

namespace stackfit::sam {

/// A connector and one of its destinations.
struct Connection {
    Context& context;
    const SamResource& connector;
    Maker make;
    ConnectorEnd source;
    ConnectorEnd destination;
    ConnectorProfile profile;
    std::string id_suffix;  ///< "Destination1", when there is a list of them

    [[nodiscard]] const ConnectorEnd& owner() const { return profile.of_source() ? source : destination; }
    [[nodiscard]] std::string types() const;  ///< "A to B"
    void refuse(Span place, std::string message) const;
};

/// The resources that connectors make, and who is to wait for which of them.
struct Made {
    std::vector<Draft> drafts;
    std::vector<std::pair<std::string_view, const Node*>> waiting;
};

/// The distinct names in Permissions, when the profile knows all of them and allows them together; else they are refused.
using Permissions = std::set<std::string_view>;
std::optional<Permissions> connector_permissions(const Connection& connection);

/// Adds what lets the source reach the destination, or refuses.
void connect(const Connection& connection, Made& out);

}  // namespace stackfit::sam
