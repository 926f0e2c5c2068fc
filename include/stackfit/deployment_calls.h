// deployment, calls: who calls a function, and under which name of it: the function itself, a version, or an alias. Whoever calls the
// function itself gets every update at once, past its alias and so past CodeDeploy.
#pragma once

#include <vector>

#include "stackfit/deployment.h"

namespace stackfit {

/// What stands behind a function's name or ARN, in one world.
struct Qualifier {
    enum class Kind : std::uint8_t {
        none,  ///< the function itself, or $LATEST
        alias,
        version,
        unknown  ///< known only at deployment, or in a document that is not in the template
    };
    Kind kind = Kind::none;
    const Resource* resource = nullptr;  ///< the alias or version when it is one of the template
    Text name;                           ///< as written: "live"; of a resource that is referred to: empty
};

/// One place from which a function is called, in one world.
struct Call {
    const Resource* by = nullptr;  ///< Rule, EventSourceMapping, Permission, Function (its environment), ...
    const CallPlace* place = nullptr;
    const Node* holder = nullptr;  ///< the mapping that holds it: the target, the integration
    std::string_view key;
    Span span;  ///< the reference, or the value when the function is called by its name
    Qualifier qualifier;
    /// The definition that gets the value is not in the template: it may add a qualifier.
    bool passed_on = false;
};

/// A value at a place that may call a function.
struct CallValue {
    const Resource* by = nullptr;
    const CallPlace* place = nullptr;
    const Node* value = nullptr;
    const Node* holder = nullptr;
    std::string_view key;
};
/// Of a resource, as they are written: scalars, and functions of CloudFormation as a whole. Linear in the size of its properties.
std::vector<CallValue> call_values(const Resource& by);

/// A value of the template that may name a function by its text, without a reference.
struct NamedCall : CallValue {
    std::vector<const Resource*> functions;  ///< that it names in some world, or may name
};
/// Over all worlds, in the order of the template. The worlds of each value are looked at apart, so that whoever asks for the calls of one
/// function decides nothing about values that never name it. Linear in the values times the functions with names.
std::vector<NamedCall> named_calls(Worlds& worlds, const Graph& graph);

/// The calls of the deployment's function in this world: by reference, else by its FunctionName. Decides only what the places that may
/// call this function depend on. Linear in their number.
std::vector<Call> calls_of(World& world, const Graph& graph, const std::vector<NamedCall>& named,
                           const Deployment& deployment);

/// Do both mean the same of the function? Unknown when one is.
Tri same_target(World& world, const Qualifier& a, const Qualifier& b);

/// The functions of this template whose deployments name the hook by reference, in this world; in the order of their aliases.
std::vector<const Resource*> functions_tested_by(World& world, const Graph& graph, const Resource& hook);

/// May a role with these rights (policies_of_role) invoke the function under this qualifier? Unknown when something opaque is among them.
Tri may_invoke(World& world, const Policy& rights, const Resource& function, const Qualifier& qualifier);

/// The role of this template that the property of a mapping names (RoleArn, Credentials, ...), or null.
const Resource* role_named(World& world, const Graph& graph, const Node* holder, std::string_view key);

}  // namespace stackfit
