// Waves by Kahn's algorithm over the dependencies that a world takes.
#include <algorithm>
#include <set>

#include "stackfit/graph_update_order.h"

namespace stackfit {
namespace {

using Dependency = UpdateOrder::Dependency;

/// Each pair once, although a resource may refer to another in many places.
std::vector<Dependency> taken_dependencies(World& world, const Graph& graph,
                                           const std::vector<bool>& exists) {
    std::vector<Dependency> result;
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (const Edge& edge : graph.edges()) {
        if (!exists[edge.from] || !exists[edge.to] || !seen.insert({edge.from, edge.to}).second) continue;
        const Resource& from = graph.resource(edge.from);
        const Resource& to = graph.resource(edge.to);
        if (taken_dependency(world, graph, from, to).known()) result.push_back({&from, &to});
    }
    return result;
}

/// Places each resource into the wave behind the last of its dependencies.
class Waves {
public:
    Waves(const Graph& graph, const std::vector<bool>& exists, UpdateOrder& order)
        : graph_(graph), exists_(exists), order_(order), open_(exists.size()), dependents_(exists.size()) {
        for (const Dependency& dependency : order.dependencies) {
            ++open_[graph.index(*dependency.resource)];
            dependents_[graph.index(*dependency.on)].push_back(graph.index(*dependency.resource));
        }
    }

    void place() {
        for (auto wave = first(); !wave.empty(); wave = next(wave)) {
            std::vector<const Resource*>& placed = order_.waves.emplace_back();
            for (const std::uint32_t index : wave) placed.push_back(&graph_.resource(index));
        }
        for (std::uint32_t i = 0; i < open_.size(); ++i)
            if (open_[i] > 0) order_.circular.push_back(&graph_.resource(i));
    }

private:
    [[nodiscard]] std::vector<std::uint32_t> first() const {
        std::vector<std::uint32_t> wave;
        for (std::uint32_t i = 0; i < open_.size(); ++i)
            if (exists_[i] && open_[i] == 0) wave.push_back(i);
        return wave;
    }

    std::vector<std::uint32_t> next(const std::vector<std::uint32_t>& wave) {
        std::vector<std::uint32_t> result;
        for (const std::uint32_t done : wave)
            for (const std::uint32_t dependent : dependents_[done])
                if (--open_[dependent] == 0) result.push_back(dependent);
        std::sort(result.begin(), result.end());
        return result;
    }

    const Graph& graph_;
    const std::vector<bool>& exists_;
    UpdateOrder& order_;
    std::vector<std::uint32_t> open_;  // dependencies that are not placed yet
    std::vector<std::vector<std::uint32_t>> dependents_;
};

/// What is reached from `start` over the dependencies, each seen from `from` to `to`; without `start`.
std::vector<const Resource*> reached(const UpdateOrder& order, const Resource& start,
                                     const Resource* Dependency::*from, const Resource* Dependency::*to) {
    std::set<const Resource*> seen{&start};
    std::vector<const Resource*> queue{&start};
    for (std::size_t head = 0; head < queue.size(); ++head)
        for (const Dependency& dependency : order.dependencies)
            if (dependency.*from == queue[head] && seen.insert(dependency.*to).second)
                queue.push_back(dependency.*to);
    queue.erase(queue.begin());
    std::sort(queue.begin(), queue.end());  // resources lie in one array, in the order of the text
    return queue;
}

}  // namespace

std::vector<const Resource*> UpdateOrder::waiting_for(const Resource& resource) const {
    return reached(*this, resource, &Dependency::on, &Dependency::resource);
}

std::vector<const Resource*> UpdateOrder::before(const Resource& resource) const {
    return reached(*this, resource, &Dependency::resource, &Dependency::on);
}

UpdateOrder update_order(World& world, const Graph& graph) {
    std::vector<bool> exists;
    for (const Resource& resource : graph.templ().resources()) exists.push_back(world.exists(resource.id));
    UpdateOrder order;
    order.dependencies = taken_dependencies(world, graph, exists);
    Waves(graph, exists, order).place();
    return order;
}

}  // namespace stackfit
