// Circular dependencies: Tarjan's strongly connected components with a stack of its own, then one shortest cycle through the
// first resource of each component. Linear in resources and edges.
#include <algorithm>
#include <tuple>

#include "names.h"
#include "stackfit/graph.h"

namespace stackfit {
namespace {

constexpr std::uint32_t unvisited = 0xffffffffU;

/// The edges of a graph by source: [first[i], first[i + 1]) are those of resource i.
struct Adjacency {
    const std::vector<Edge>& edges;
    const std::vector<std::uint32_t>& first;
};

class Components {
public:
    explicit Components(const Adjacency& graph)
        : graph_(graph), order_(count(), unvisited), low_(count()), component_(count(), unvisited) {
        for (std::uint32_t node = 0; node < count(); ++node) {
            if (order_[node] == unvisited) visit(node);
        }
    }

    [[nodiscard]] std::uint32_t of(std::uint32_t node) const { return component_[node]; }
    /// The nodes of each component, ascending.
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> members() const {
        std::vector<std::vector<std::uint32_t>> result(components_);
        for (std::uint32_t node = 0; node < count(); ++node) result[component_[node]].push_back(node);
        return result;
    }

private:
    struct Frame {
        std::uint32_t node, edge;
    };

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(graph_.first.size() - 1); }

    void enter(std::uint32_t node) {
        order_[node] = low_[node] = next_++;
        open_.push_back(node);
        frames_.push_back({node, graph_.first[node]});
    }

    void visit(std::uint32_t root) {
        enter(root);
        while (!frames_.empty()) {
            Frame& frame = frames_.back();
            if (frame.edge == graph_.first[frame.node + 1]) {
                leave(frame.node);
                continue;
            }
            const auto source = frame.node;
            const auto target = graph_.edges[frame.edge++].to;
            if (order_[target] == unvisited)
                enter(target);
            else if (component_[target] == unvisited)
                low_[source] = std::min(low_[source], order_[target]);
        }
    }

    void leave(std::uint32_t node) {
        frames_.pop_back();
        if (!frames_.empty()) low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[node]);
        if (low_[node] != order_[node]) return;
        for (std::uint32_t last = unvisited; last != node;) {
            last = open_.back();
            open_.pop_back();
            component_[last] = components_;
        }
        ++components_;
    }

    Adjacency graph_;
    std::vector<std::uint32_t> order_, low_, component_;
    std::vector<std::uint32_t> open_;
    std::vector<Frame> frames_;
    std::uint32_t next_ = 0, components_ = 0;
};

/// Breadth first from `root` within its component until an edge leads back to it. Empty when none does.
std::vector<const Edge*> shortest_cycle(const Adjacency& graph, const Components& components,
                                        std::uint32_t root, std::vector<const Edge*>& came_by) {
    std::vector<std::uint32_t> queue{root};
    for (std::size_t head = 0; head < queue.size(); ++head) {
        const auto node = queue[head];
        for (auto i = graph.first[node]; i < graph.first[node + 1]; ++i) {
            const Edge& edge = graph.edges[i];
            if (edge.to == root) {
                std::vector<const Edge*> cycle{&edge};
                for (auto at = node; at != root; at = came_by[at]->from) cycle.push_back(came_by[at]);
                std::reverse(cycle.begin(), cycle.end());
                return cycle;
            }
            if (components.of(edge.to) != components.of(root) || came_by[edge.to] != nullptr) continue;
            came_by[edge.to] = &edge;
            queue.push_back(edge.to);
        }
    }
    return {};
}

bool by_place(const std::vector<const Edge*>& a, const std::vector<const Edge*>& b) {
    const auto key = [](const Edge& edge) {
        return std::tuple(edge.span.file, edge.span.begin, edge.from, edge.to);
    };
    return key(*a.front()) < key(*b.front());
}

/// What SAM makes of one of its resources depends on other parts of it in another order.
bool through_unexpanded(const Graph& graph, const std::vector<const Edge*>& cycle) {
    return std::any_of(cycle.begin(), cycle.end(),
                       [&](const Edge* edge) { return is_unexpanded(graph.resource(edge->from)); });
}

}  // namespace

std::vector<std::vector<const Edge*>> Graph::cycles() const {
    const Adjacency adjacency{edges_, first_out_};
    const Components components(adjacency);
    std::vector<const Edge*> came_by(templ_->resources().size());
    std::vector<std::vector<const Edge*>> result;
    for (const auto& members : components.members()) {
        auto cycle = shortest_cycle(adjacency, components, members.front(), came_by);
        if (!cycle.empty() && !through_unexpanded(*this, cycle)) result.push_back(std::move(cycle));
    }
    std::sort(result.begin(), result.end(), by_place);
    return result;
}

}  // namespace stackfit
