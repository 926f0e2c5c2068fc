// What SAM makes of a connector, by the types of its two ends: rows of generated tables (data/sam_connectors.py).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackfit::sam {

/// What lets a source of one type reach a destination of another. The views are into the table.
struct ConnectorProfile {
    struct Permission {
        std::string_view name;  ///< Read, Write
        std::string_view json;  ///< statements of a policy, or properties of a Lambda permission
    };

    std::string_view makes;  ///< managed-policy, queue-policy, topic-policy, permission
    std::string_view owner;  ///< "source" or "destination": the end that gets the policy
    std::string_view
        waits;  ///< what is to be created after it: "mapping" of events to the destination, "source", "-"
    std::string_view combinations;  ///< the only allowed ones, "Read,Read+Write", or "-"
    std::vector<Permission> permissions;

    [[nodiscard]] const Permission* find(std::string_view name) const;
    [[nodiscard]] bool of_source() const { return owner == "source"; }
};

std::optional<ConnectorProfile> find_connector_profile(std::string_view source, std::string_view destination);

/// The types that a source of this type can be connected to, and all types that can be a source.
std::vector<std::string> connector_destinations(std::string_view source);
std::vector<std::string> connector_sources();

/// How the values of a resource are got from its logical id.
struct ConnectorResource {
    std::string_view
        role;  ///< the property that holds its role; "target": that of an event rule's target; "-": it has none
    std::string_view
        values;  ///< JSON of {Arn, Name, Id, Url, Qualifier} in terms of %{logicalId}; "" for other types
};
ConnectorResource find_connector_resource(std::string_view type);

}  // namespace stackfit::sam
