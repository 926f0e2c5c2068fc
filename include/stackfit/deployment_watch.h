// deployment: what a metric of AWS/Lambda watches of one release: all versions of the function together, its alias, or the new version alone.
#pragma once

#include "stackfit/deployment.h"
#include "stackfit/deployment_alarms.h"

namespace stackfit {

/// Which calls a metric counts, by the names of its dimensions (Lambda Developer Guide, "Viewing metrics for Lambda functions").
enum class WatchLevel : std::uint8_t {
    other,     ///< not AWS/Lambda, or a set of dimensions that Lambda does not publish
    region,    ///< no dimension: all functions together
    function,  ///< FunctionName: all versions, aliases and $LATEST
    alias,     ///< and Resource, "name:alias": both versions while traffic shifts
    version    ///< and ExecutedVersion; or Resource "name:number"
};

struct Watched {
    WatchLevel level = WatchLevel::other;
    Tri function = Tri::unknown;  ///< is it the function that is released
    Tri alias = Tri::unknown;     ///< is it the alias that CodeDeploy moves; unknown without Resource
    Tri version =
        Tri::unknown;  ///< is it the version that the deployment brings; unknown without ExecutedVersion
    const Resource* other_function =
        nullptr;  ///< the function that it is instead, when `function` is no and it is of this template
};
Watched watched(World& world, const Graph& graph, const Deployment& deployment, const Metric& metric);

/// The resource that a text refers to by one Ref or GetAtt, alone or before ":qualifier"; null when there is none.
const Resource* resource_meant(const Graph& graph, const Text& text);

/// "name:qualifier" in two; `qualified` is false when no colon is written.
struct QualifiedName {
    Text name, qualifier;
    bool qualified = false;
};
QualifiedName split_qualifier(const Text& text);

}  // namespace stackfit
