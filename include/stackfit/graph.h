// graph: the resources of a template and who refers to whom.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/project.h"

namespace stackfit {

struct Edge {
    enum class Kind : std::uint8_t { ref, get_att, sub, depends_on };
    Kind kind = Kind::ref;
    std::uint32_t from = 0, to = 0;   ///< indices into Template::resources()
    std::string_view attribute;       ///< of GetAtt and ${Id.Attr}
    Span span;                        ///< the reference
    std::string_view property;        ///< top-level attribute or property it stands in ("Environment", "UpdatePolicy", ...)
    /// The whole value that the reference is a part of: the outermost function around it but Fn::If. Null for DependsOn.
    const Node* value = nullptr;
    const Node* holder = nullptr;     ///< the mapping that holds that value, or the list it stands in
    std::string_view key{};           ///< under this key: "Arn", "uri"; in a list, that of the list
    std::uint32_t guard = no_guard;   ///< the innermost Fn::If whose branch it stands in; see Graph::is_taken()

    static constexpr std::uint32_t no_guard = 0xffffffff;
};

/// A branch of an Fn::If.
struct Guard {
    std::string_view condition;
    bool then = true;                 ///< else the value for "false"
    std::uint32_t outer = Edge::no_guard;
};

/// Something that names a thing which the template does not declare.
struct Dangling {
    std::string_view name;            ///< as written: the logical id or parameter that is missing
    Span span;
    std::string_view resource;        ///< where it stands, or "" (Outputs, Conditions)
    std::string_view function;        ///< "Ref", "Fn::GetAtt", "Fn::Sub", "DependsOn", "Condition", "Fn::FindInMap", "Fn::If"
};

/// Edges of one expanded template, over every branch of Fn::If. Linear in the size of the template.
class Graph {
public:
    /// `templ` must outlive the graph.
    explicit Graph(const Template& templ);

    [[nodiscard]] const Template& templ() const { return *templ_; }
    /// The resource that a reference names: a logical id, or SAM's "F.Alias", "F.Version", "Api.Stage", "Api.Deployment" of what
    /// SAM generated (SAM specification, "Referring to generated resources"). Null when there is none.
    [[nodiscard]] const Resource* resolve(std::string_view name) const;
    [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
    [[nodiscard]] std::vector<const Edge*> out(const Resource& resource) const;
    [[nodiscard]] std::vector<const Edge*> in(const Resource& resource) const;
    /// Is the reference there in this world: does its resource exist, and are the branches it stands in taken? Decides.
    [[nodiscard]] bool is_taken(World& world, const Edge& edge) const;
    /// In the order of the text: resources, Outputs, Conditions, Rules. One place once, however often SAM copied it. Names that a macro,
    /// an include, a loop, a module or a SAM resource that was not expanded may provide are not missed.
    [[nodiscard]] const std::vector<Dangling>& dangling() const { return dangling_; }
    /// Strongly connected components of more than one resource, or a resource that depends on itself: one representative cycle
    /// each, as edges in order. Sorted by the first edge's place. References in the template that are only in untaken branches
    /// count; the check asks the worlds. Cycles through SAM resources that were not expanded are left out.
    [[nodiscard]] std::vector<std::vector<const Edge*>> cycles() const;
    [[nodiscard]] std::uint32_t index(const Resource& resource) const;
    [[nodiscard]] const Resource& resource(std::uint32_t index) const { return templ_->resources()[index]; }

private:
    const Template* templ_;
    std::vector<Edge> edges_;                       // sorted by from
    std::vector<std::uint32_t> first_out_;          // per resource, into edges_
    std::vector<std::uint32_t> in_, first_in_;      // edge indices by target
    std::vector<Guard> guards_;
    std::vector<Dangling> dangling_;
    std::map<std::string, const Resource*, std::less<>> generated_;  // "F.Alias" and the like
    friend class GraphReader;
};

/// A kind of place through which a resource calls a function, or grants a caller the right to.
struct CallPlace {
    enum class Role : std::uint8_t {
        caller,           ///< runs the function in the course of things
        grant,            ///< AWS::Lambda::Permission
        hook,             ///< an alias' UpdatePolicy
        custom_resource,  ///< ServiceToken
        environment,      ///< the environment of another function, which may call what it is told of
        scaling,          ///< changes the provisioned concurrency of an alias
    };
    const char* type;       ///< of the resource
    const char* property;
    const char* key;        ///< of the value within the property; "": any
    /// The service that must be permitted to call the function; "": the caller acts in a role of its own.
    const char* principal;
    Role role;
};

/// A reference to a function, its version or its alias from such a place.
struct Invocation {
    const Resource* by = nullptr;      ///< Permission, EventSourceMapping, Rule, StateMachine, custom resource, alias, ...
    const Edge* edge = nullptr;
    const CallPlace* place = nullptr;
};
/// Edges that reach the function, its versions and its aliases from a CallPlace, over all worlds.
std::vector<Invocation> invocations(const Graph& graph, const Resource& function);
/// The places of resources of this type.
std::vector<const CallPlace*> call_places(std::string_view type);

}  // namespace stackfit
