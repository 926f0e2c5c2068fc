#include "policies.h"

#include "stackfit/spec_stateful.h"

namespace stackfit::change {
namespace {

std::string policy(const Evaluated* value, std::string_view type, const char* otherwise) {
    if (value == nullptr || value->absent()) return otherwise;
    const auto text = value->kind == Evaluated::Kind::text ? literal(value->text) : std::nullopt;
    if (!text) return "unknown";
    if (*text == "Snapshot")
        return stateful_type(type) && stateful_type(type)->snapshots ? "Snapshot" : "Delete";
    return text->starts_with("Retain") ? "Retain" : "Delete";
}

/// The default is a snapshot for clusters, and for instances of none.
const char* removal_default(std::string_view type, const Evaluated& declaration) {
    if (type == "AWS::RDS::DBCluster") return "Snapshot";
    const Evaluated* properties = declaration.get("Properties");
    const bool in_cluster = properties != nullptr && properties->get("DBClusterIdentifier") != nullptr;
    return type == "AWS::RDS::DBInstance" && !in_cluster ? "Snapshot" : "Delete";
}

bool is_name(const std::optional<PropertySpec>& property) {
    return property && !property->required && property->type.kind() == ValueType::Kind::string &&
           property->replacement == PropertySpec::Replacement::always;
}

}  // namespace

std::string policy_on_removal(std::string_view type, const Evaluated& declaration) {
    return policy(declaration.get("DeletionPolicy"), type, removal_default(type, declaration));
}

std::string policy_on_replacement(std::string_view type, const Evaluated& declaration) {
    return policy(declaration.get("UpdateReplacePolicy"), type, "Delete");
}

std::string name_property(const ResourceTypes& types, std::string_view type) {
    const auto known = types.find(type);
    if (!known) return {};
    const auto ids = known->primary_identifier();
    const std::string own = std::string(type.substr(type.rfind(':') + 1)) + "Name";
    for (const std::string& name : {ids.size() == 1 ? std::string(ids[0]) : own, own, std::string("Name")})
        if (is_name(known->property(name))) return name;
    return {};
}

std::string physical_name(const ResourceTypes& types, std::string_view type, const Evaluated& declaration) {
    const std::string property = name_property(types, type);
    const Evaluated* properties = declaration.get("Properties");
    const Evaluated* name = property.empty() || properties == nullptr ? nullptr : properties->get(property);
    return name == nullptr || name->kind != Evaluated::Kind::text ? "" : to_string(name->text);
}

}  // namespace stackfit::change
