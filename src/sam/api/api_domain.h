// Domain of an API: what REST, HTTP and WebSocket APIs read of it alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sam/api/api_expansion.h"
#include "sam/api/record_sets.h"

namespace stackfit::sam {

struct ApiDomain {
    const ApiExpansion& api;
    Editable& config;
    Maker make;
    std::string id{};  ///< of the resource for the domain name

    /// A value of Domain as a node of the output; null when there is none.
    [[nodiscard]] const Node* node(std::string_view key) const { return node(config, key); }
    [[nodiscard]] const Node* node(const Editable& map, std::string_view key) const;
    /// The same, null also for an empty or false value.
    [[nodiscard]] const Node* truthy_node(std::string_view key) const;
    /// A resource that belongs to the domain.
    [[nodiscard]] Draft draft(std::string_view draft_id, std::string_view type) const;
    /// The hash of the domain's name, which its resource's id ends with.
    /// EndpointConfiguration, one of `types` (with blanks between): REGIONAL when it is not written, or not known; "" after a refusal.
    [[nodiscard]] std::string_view endpoint_type(std::string_view types) const;
    [[nodiscard]] std::string name_hash() const;
    void set_mutual_tls(Draft& draft) const;
    /// BasePath, one or several; nothing when the whole domain is mapped.
    [[nodiscard]] std::optional<std::vector<Editable*>> base_paths() const;
    /// Route53, or null when there is none or it was refused.
    [[nodiscard]] Editable* route() const;
    [[nodiscard]] const Node* regional_target(const Editable& route) const;
    void add_records(Editable& route, const Node* target, RecordSharing sharing) const;
};

/// The domain, when there is a proper one: a map with a name and a certificate.
std::optional<ApiDomain> read_domain(const ApiExpansion& api, std::string_view made);

}  // namespace stackfit::sam
