#include "sam/connector/connection.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

/// A map with one key counts as a function, which the service leaves alone and then reads as a list: of its key.
std::vector<const Node*> names_in(const Node& permissions, const Maker& make) {
    if (const Member* only = permissions.only()) return {make.at(only->key_span).text(only->key)};
    return {permissions.items.begin(), permissions.items.end()};
}

std::vector<std::string_view> names_of(const ConnectorProfile& profile) {
    std::vector<std::string_view> names;
    for (const ConnectorProfile::Permission& permission : profile.permissions)
        names.push_back(permission.name);
    return names;
}

std::string listed(const std::vector<std::string_view>& names, std::string_view separator) {
    return join(std::vector<std::string>(names.begin(), names.end()), separator);
}

void refuse_unknown(const Connection& connection, const std::vector<const Node*>& unknown) {
    const std::vector<std::string_view> known = names_of(connection.profile);
    std::string message = "asks for ";
    for (const Node* name : unknown)
        message += (name == unknown.front() ? "'" : ", '") + std::string(name->text) + "'";
    message += "; from " + connection.types() + " there is only " + listed(known, " and ");
    const std::string_view meant = closest(unknown.front()->text, known);
    if (connection.connector.value("Permissions")->is_mapping())
        message += ", as a list: functions are not read here.";
    else
        message += meant.empty() ? "." : "; did you mean '" + std::string(meant) + "'?";
    connection.refuse(unknown.front()->span, std::move(message));
}

bool is_allowed(const ConnectorProfile& profile, const std::vector<std::string_view>& together) {
    if (profile.combinations == "-") return true;
    for (const std::string_view allowed : split(profile.combinations, ',')) {
        if (allowed == listed(together, "+")) return true;
    }
    return false;
}

}  // namespace

std::optional<Permissions> connector_permissions(const Connection& connection) {
    const Span place = connection.connector.key_span("Permissions");
    const ConnectorProfile& profile = connection.profile;
    Permissions names;
    std::vector<const Node*> unknown;
    for (const Node* name : names_in(*connection.connector.value("Permissions"), connection.make)) {
        if (names.insert(name->text).second && profile.find(name->text) == nullptr) unknown.push_back(name);
    }
    const std::vector<std::string_view> together(names.begin(), names.end());
    if (!unknown.empty()) {
        refuse_unknown(connection, unknown);
    } else if (names.empty()) {
        connection.refuse(place, "asks for no permissions; from " + connection.types() + " there is " +
                                     listed(names_of(profile), " and ") + ".");
    } else if (!is_allowed(profile, together)) {
        connection.refuse(
            place, "asks for " + listed(together, " and ") + " alone; from " + connection.types() +
                       " it must be " +
                       replace_all(replace_all(profile.combinations, ",", ", or "), "+", " with ") + ".");
    } else {
        return names;
    }
    return std::nullopt;
}

}  // namespace stackfit::sam
