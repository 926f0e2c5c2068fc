#include "stackfit/graph.h"

#include "reader.h"

namespace stackfit {

Graph::Graph(const Template& templ) : templ_(&templ), generated_(generated_names(templ)) {
    GraphReader(*this).read();
    // Resources are read in order, so the edges are sorted by `from` already; a counting sort gives those by target.
    const auto count = templ.resources().size();
    first_out_.assign(count + 1, 0);
    first_in_.assign(count + 1, 0);
    for (const Edge& edge : edges_) {
        ++first_out_[edge.from + 1];
        ++first_in_[edge.to + 1];
    }
    for (std::size_t i = 0; i < count; ++i) {
        first_out_[i + 1] += first_out_[i];
        first_in_[i + 1] += first_in_[i];
    }
    in_.resize(edges_.size());
    auto next = first_in_;
    for (std::uint32_t i = 0; i < edges_.size(); ++i) in_[next[edges_[i].to]++] = i;
}

const Resource* Graph::resolve(std::string_view name) const {
    if (const Resource* resource = templ_->resource(name)) return resource;
    const auto found = generated_.find(name);
    return found != generated_.end() ? found->second : nullptr;
}

std::vector<const Edge*> Graph::out(const Resource& resource) const {
    const auto i = index(resource);
    std::vector<const Edge*> result;
    for (auto edge = first_out_[i]; edge < first_out_[i + 1]; ++edge) result.push_back(&edges_[edge]);
    return result;
}

std::vector<const Edge*> Graph::in(const Resource& resource) const {
    const auto i = index(resource);
    std::vector<const Edge*> result;
    for (auto edge = first_in_[i]; edge < first_in_[i + 1]; ++edge) result.push_back(&edges_[in_[edge]]);
    return result;
}

bool Graph::is_taken(World& world, const Edge& edge) const {
    if (!world.exists(resource(edge.from).id)) return false;
    for (auto i = edge.guard; i != Edge::no_guard; i = guards_[i].outer)
        if (world.condition(guards_[i].condition) != guards_[i].then) return false;
    return true;
}

std::uint32_t Graph::index(const Resource& resource) const {
    return static_cast<std::uint32_t>(&resource - templ_->resources().data());
}

}  // namespace stackfit
