// What the hazards of one template are searched with; one file a family. Private to the change layer.
#pragma once

#include <string>
#include <vector>

#include "stackfit/change_hazards.h"
#include "stackfit/deployment.h"

namespace stackfit::change {

/// How a function is released in one revision, in its headline world.
struct Release {
    const Resource* function = nullptr;
    const Resource* alias = nullptr;    ///< null: it has none
    const Resource* version = nullptr;  ///< that the alias points at, when it is one of the template
    const Resource* group = nullptr;
    const Resource* role = nullptr;  ///< of the function, when it is one of the template
    std::string alias_name, type;    ///< as they are written; "": none
    bool by_code_deploy = false;     ///< the alias has an UpdatePolicy
    bool gradual = false;            ///< and the type shifts in several steps
};

/// A function of both revisions, under whichever logical id.
struct ReleasePair {
    Release before, after;
};

/// One template's change, and what the families ask of it.
class Judging {
public:
    Judging(const ChangeSet& changes, const Project& before, const Project& after,
            std::vector<Hazard>& found);

    const ChangeSet& changes;
    const Project &before, &after;
    const Graph old_graph, new_graph;

    [[nodiscard]] const std::vector<ReleasePair>& releases() const { return releases_; }
    /// Is a new version of the function published by this change?
    [[nodiscard]] bool publishes(const ReleasePair& release) const;
    /// Does the traffic of the function shift gradually when this change is deployed?
    [[nodiscard]] bool shifts(const ReleasePair& release) const;

    struct Words {
        std::string what, why, advice;
    };
    /// A hazard of the kind with this id; it holds where the change does. Its place is the property's, or the resource's.
    Hazard& report(const char* kind, const ResourceChange& change, Words words,
                   const PropertyChange* at = nullptr);
    /// In every world, at the resource of both sides.
    Hazard& report(const char* kind, const Resource* old_one, const Resource* new_one, Words words);

private:
    Hazard& add(const char* kind, std::string_view resource, Words words);

    std::vector<ReleasePair> releases_;
    std::vector<Hazard>& found_;
};

/// "Table Orders" of AWS::DynamoDB::Table.
std::string named(std::string_view type, std::string_view id);
/// "KeySchema, TableName and 2 more".
std::string first_of(std::vector<std::string> names, std::size_t most = 4);
/// "KeySchema[0].AttributeName": the path without "Properties.".
std::string property_name(const PropertyChange& change);
/// The names of the properties that replace most surely; at most four.
std::string replacing_properties(const ResourceChange& change);
/// The property that replaces most surely, or null.
const PropertyChange* replacing_property(const ResourceChange& change);
/// Is this the property, or below it: "Role", "VpcConfig.SubnetIds[0]"?
bool is_property(const PropertyChange& change, std::string_view property);
/// A hazard that is not certain, or not as grave as others of its kind: a warning at most.
void soften(Hazard& hazard);

void find_data_hazards(Judging& judging);
void find_identity_hazards(Judging& judging);
void find_name_hazards(Judging& judging);
void find_export_hazards(Judging& judging);
void find_release_hazards(Judging& judging);
void find_version_hazards(Judging& judging);
void find_shift_hazards(Judging& judging);
void find_permission_hazards(Judging& judging);
void find_api_hazards(Judging& judging);

}  // namespace stackfit::change
