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
    struct Item {
        const Node* node = nullptr;
        std::string_view qualifier;  ///< what an enclosing Fn::Join puts behind this value
    };

    void read_resource(const Resource& resource);
    void read_attribute(const Member& attribute);
    void read_member(const Member& member, std::string_view property);
    void read_depends_on(const Node& value);
    void read_outputs();
    void read_section(std::string_view name);

    void walk(const Node& start, std::string_view property);
    void visit(const Item& item);
    bool visit_function(const Member& function, const Item& item);
    void push_children(const Node& node);
    void push_items(const Node& sequence, std::size_t from);
    void read_ref(const Node& argument, std::string_view qualifier);
    bool read_get_att(const Node& argument, std::string_view qualifier);
    void read_sub(const Node& argument);
    void read_sub_text(const Node& format, const Node* variables);
    void read_join(const Node& argument);
    void read_find_in_map(const Node& argument);
    void read_if(const Node& argument);
    void bind(const Node& loop);

    void refer(Edge::Kind kind, std::string_view name, Span span, std::string_view function,
               std::string_view qualifier = {});
    void refer_to_attribute(Edge::Kind kind, std::string_view id, std::string_view attribute, Span span,
                            std::string_view function, std::string_view qualifier);
    void refer_dotted(Edge::Kind kind, std::string_view name, Span span, std::string_view function,
                      std::string_view qualifier);
    void connect(const Edge& edge);
    void refer_to_condition(const Node& name, std::string_view function);
    void miss(std::string_view name, Span span, std::string_view function);

    Graph& graph_;
    Names names_;
    std::vector<Item> stack_;
    const Resource* resource_ = nullptr;  ///< null: Outputs, Conditions, Rules
    std::uint32_t from_ = 0;
    std::string_view property_;
    bool in_conditions_ = false;
    std::set<std::pair<std::uint32_t, std::string_view>>
        missed_;  ///< by place: SAM copies a value into several resources
};

}  // namespace stackfit
