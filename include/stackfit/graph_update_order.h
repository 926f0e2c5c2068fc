// update_order: which references count in a world, and in which order CloudFormation updates the resources of a stack. It looks only at
// the branch of an Fn::If that is taken, for the existence of what is referred to as well as for the order.
#pragma once

#include <vector>

#include "stackfit/graph.h"

namespace stackfit {

/// A reference (Ref, GetAtt or Sub) to `target` somewhere in `node`, in a branch that this world takes; null when there is none. Decides
/// only the conditions of those Fn::If that have such a reference in a branch.
const Node* taken_reference(World& world, const Graph& graph, const Node& node, const Resource& target);

/// The same in any branch, whatever the world.
bool refers_to(const Graph& graph, const Node& node, const Resource& target);

/// Does the resource depend on `target` in this world: by DependsOn, or by a reference that is taken? Gives its place.
Span taken_dependency(World& world, const Graph& graph, const Resource& resource, const Resource& target);

/// What exists in a world, in the order in which CloudFormation comes to it: a resource after all that it refers to (in properties and
/// in UpdatePolicy) or names in DependsOn, everything else in parallel (CloudFormation User Guide, "DependsOn attribute").
struct UpdateOrder {
    /// waves[i]: resources whose longest chain of dependencies has i links, in the order of the text.
    std::vector<std::vector<const Resource*>> waves;
    /// Those that depend on themselves by a circle, or on such: CloudFormation refuses the template.
    std::vector<const Resource*> circular;

    /// Everything that has to wait until `resource` is done; empty when it does not exist.
    [[nodiscard]] std::vector<const Resource*> waiting_for(const Resource& resource) const;
    /// Everything that is done before `resource` begins.
    [[nodiscard]] std::vector<const Resource*> before(const Resource& resource) const;

    struct Dependency {
        const Resource* resource = nullptr;
        const Resource* on = nullptr;
    };
    std::vector<Dependency> dependencies;  ///< taken in this world, each pair once
};

/// Linear in resources and edges, besides what the world costs; waiting_for() and before() once more.
UpdateOrder update_order(World& world, const Graph& graph);

}  // namespace stackfit
