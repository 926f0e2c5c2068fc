// Finds every reference of a template in one walk; private to the graph layer.
#pragma once

#include <set>
#include <utility>

#include "names.h"
#include "stackfit/graph.h"

namespace stackfit {

/// The walk keeps its own stack: templates may be nested deeper than a call stack likes. Where a reference stands (resource,
/// property) is state of the walk, so that the handlers of the functions stay short.
class GraphReader {
public:
    explicit GraphReader(Graph& graph);
    void read();

private:
    /// Where in its resource a node stands: see Edge.
    struct Place {
        const Node* value = nullptr;
        const Node* holder = nullptr;
        std::string_view key;
        std::uint32_t guard = Edge::no_guard;
    };
    struct Item {
        const Node* node = nullptr;
        Place place;
    };

    void read_resource(const Resource& resource);
    void read_attribute(const Member& attribute);
    void read_member(const Node& holder, const Member& member, std::string_view property);
    void read_depends_on(const Node& value);
    void read_outputs();
    void read_section(std::string_view name);

    void walk(const Node& start, std::string_view property) { walk(start, property, Place{}); }
    void walk(const Node& start, std::string_view property, const Place& place);
    void visit(const Item& item);
    void push(const Node& node) { stack_.push_back({&node, place_}); }
    bool visit_function(const Member& function);
    void push_children(const Node& node);
    void push_items(const Node& sequence, std::size_t from);
    void read_ref(const Node& argument);
    bool read_get_att(const Node& argument);
    void read_sub(const Node& argument);
    void read_sub_text(const Node& format, const Node* variables);
    void read_find_in_map(const Node& argument);
    void read_if(const Node& argument);
    void push_branch(const Node& argument, std::size_t branch);
    void bind(const Node& loop);

    void refer(Edge::Kind kind, std::string_view name, Span span, std::string_view function);
    void refer_to_attribute(Edge::Kind kind, std::string_view id, std::string_view attribute, Span span,
                            std::string_view function);
    void refer_dotted(Edge::Kind kind, std::string_view name, Span span, std::string_view function);
    void connect(Edge edge);
    void refer_to_condition(const Node& name, std::string_view function);
    void miss(std::string_view name, Span span, std::string_view function);

    Graph& graph_;
    Names names_;
    std::vector<Item> stack_;
    const Resource* resource_ = nullptr;  ///< null: Outputs, Conditions, Rules
    std::uint32_t from_ = 0;
    std::string_view property_;
    Place place_;                         ///< of the node that is visited
    bool in_conditions_ = false;
    std::set<std::pair<std::uint32_t, std::string_view>>
        missed_;  ///< by place: SAM copies a value into several resources
};

}  // namespace stackfit
