// spec: which instance types, node types and engine versions a service offers in which region.
//
// The table (data/regional-values.txt; data/regional_values.py says how it reads) is part of the program as text; here are views into it.
#pragma once

#include <string_view>
#include <vector>

namespace stackfit {

/// The values of one property.
class OfferedValues {
public:
    /// Of the resource's properties: "LaunchTemplateData.InstanceType", "InstanceGroups[].InstanceType".
    std::string_view path;
    /// Only where this property has this value, in any letter case; "": always.
    std::string_view condition, condition_value;
    std::string_view lines;  ///< of the table
    bool versions = false;   ///< they are versions of an engine: newer ones may follow

    [[nodiscard]] bool offered(std::string_view value) const;  ///< in some region
    /// True for a region that the table does not have.
    [[nodiscard]] bool offered_in(std::string_view region, std::string_view value) const;
    [[nodiscard]] std::vector<std::string_view> regions_of(std::string_view value) const;
    [[nodiscard]] std::vector<std::string_view> values() const;
};

/// Of a resource type, most of which have none.
std::vector<OfferedValues> offered_values(std::string_view resource_type);

/// Is a version newer than each that is known of the same major version, or of a later major version than all? "16.9", "8.0.40"
bool is_newer(std::string_view version, const std::vector<std::string_view>& known);

}  // namespace stackfit
