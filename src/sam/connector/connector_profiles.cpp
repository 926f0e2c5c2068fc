#include "sam/connector/connector_profiles.h"

#include "sam/fact_table.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

#include "sam/connector/connector_resources.inc"
#include "sam/connector/connectors.inc"

constexpr std::string_view table() { return {connectors, sizeof connectors - 1}; }

/// [source, destination] of every row.
std::vector<std::vector<std::string_view>> pairs() {
    std::vector<std::vector<std::string_view>> all;
    for (const std::string_view line : split(table(), '\n')) {
        if (!line.empty()) all.push_back(split(line.substr(0, line.find(' ')), '>'));
    }
    return all;
}

}  // namespace

const ConnectorProfile::Permission* ConnectorProfile::find(std::string_view name) const {
    for (const Permission& permission : permissions) {
        if (permission.name == name) return &permission;
    }
    return nullptr;
}

std::optional<ConnectorProfile> find_connector_profile(std::string_view source,
                                                       std::string_view destination) {
    const std::string_view row = find_fact(table(), std::string(source) + ">" + std::string(destination));
    if (row.empty()) return std::nullopt;
    const std::vector<std::string_view> fields = split(row, ' ');
    ConnectorProfile profile{fields[0], fields[1], fields[2], fields[3], {}};
    for (std::size_t i = 4; i + 1 < fields.size(); i += 2)
        profile.permissions.push_back({fields[i], fields[i + 1]});
    return profile;
}

std::vector<std::string> connector_destinations(std::string_view source) {
    std::vector<std::string> found;
    for (const auto& pair : pairs()) {
        if (pair[0] == source) found.emplace_back(pair[1]);
    }
    return found;
}

std::vector<std::string> connector_sources() {
    std::vector<std::string> found;
    for (const auto& pair : pairs()) {
        if (found.empty() || found.back() != pair[0]) found.emplace_back(pair[0]);
    }
    return found;
}

ConnectorResource find_connector_resource(std::string_view type) {
    const std::string_view row =
        find_fact(std::string_view(connector_resources, sizeof connector_resources - 1), type);
    const std::size_t blank = row.find(' ');
    if (blank == std::string_view::npos) return {"-", {}};
    return {row.substr(0, blank), row.substr(blank + 1)};
}

}  // namespace stackfit::sam
