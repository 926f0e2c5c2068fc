// DependsOn that says what a reference says already.
//
// A reference outside of every Fn::If counts in each world in which its resource exists, and what it names must exist there too. So a chain
// of such references orders its ends in every world, and no world has to be asked. Of a DependsOn on the way, that is certain only when
// what it names has no Condition.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "../common/say.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "depends-on-is-needed";
/// Edges that are looked at in one template: every way of 500 resources with a thousand references.
constexpr std::size_t most_steps = 500'000;

/// The places of all texts in branches of Fn::If: a reference there counts only where the branch is taken.
class Branches {
public:
    explicit Branches(const Template& templ) {
        for (const Resource& resource : templ.resources()) walk(*resource.node, false);
    }

    [[nodiscard]] bool hold(Span span) const { return places_.contains({span.file, span.begin}); }

private:
    /// Documents are at most DocumentLimits::depth deep.
    void walk(const Node& node, bool inside) {
        if (inside && node.is_scalar()) places_.emplace(node.span.file, node.span.begin);
        for (const Node* item : node.items) walk(*item, inside);
        for (const Member& member : node.members) walk(*member.value, inside || member.key == "Fn::If");
    }

    std::set<std::pair<std::uint32_t, std::uint32_t>> places_;
};

/// The resources that one waits for, and by which edge each is reached, without the DependsOn of that one itself.
class Ways {
public:
    explicit Ways(const Graph& graph)
        : graph_(graph), branches_(graph.templ()), places_(graph.templ().resources().size()) {}

    /// False: the budget is used up.
    bool walk(const Resource& start) {
        ++walk_;
        start_ = graph_.index(start);
        queue_.clear();
        for (const Edge* edge : graph_.out(start)) step(*edge, edge->kind != Edge::Kind::depends_on);
        for (std::size_t head = 0; head < queue_.size(); ++head) {
            for (const Edge* edge : graph_.out(graph_.resource(queue_[head]))) {
                if (++steps_ > most_steps) return false;
                step(*edge, true);
            }
        }
        return true;
    }

    /// The last edge of a shortest way to it; null: there is none.
    [[nodiscard]] const Edge* last(std::uint32_t target) const {
        return places_[target].reached == walk_ ? places_[target].by : nullptr;
    }

private:
    struct Place {
        std::uint32_t queued = 0, reached = 0;  ///< in which walk
        const Edge* by = nullptr;
    };

    /// `counts`: a DependsOn of the start leads on, but does not prove itself.
    void step(const Edge& edge, bool counts) {
        Place& place = places_[edge.to];
        if (edge.to == start_ || !is_certain(edge)) return;  // a circle is told by circular-dependency
        if (place.queued != walk_) queue_.push_back(edge.to);
        place.queued = walk_;
        if (!counts || place.reached == walk_) return;
        place.reached = walk_;
        place.by = &edge;
    }

    bool is_certain(const Edge& edge) const {
        if (edge.kind == Edge::Kind::depends_on) return graph_.resource(edge.to).condition.empty();
        return edge.property != "Metadata" && !branches_.hold(edge.span);
    }

    const Graph& graph_;
    Branches branches_;
    std::vector<Place> places_;
    std::vector<std::uint32_t> queue_;
    std::uint32_t walk_ = 0, start_ = 0;
    std::size_t steps_ = 0;
};

std::string message(const Graph& graph, const Resource& from, const Edge& last) {
    const Resource& by = graph.resource(last.from);
    const std::string_view target = graph.resource(last.to).id;
    const std::string reason = last.kind == Edge::Kind::depends_on
                                   ? say(by.id, " has it in DependsOn")
                                   : say(by.id, " refers to it in ", last.property);
    return say("DependsOn ", target,
               " is implied: ", &by == &from ? reason : say(from.id, " waits for ", by.id, ", and ", reason),
               ". CloudFormation creates what is referred to first. Take the entry out, so that those which "
               "are needed stand out.");
}

/// The CDK writes DependsOn for whatever a construct depends on, and its author has no line to take out.
bool is_synthesised(const Resource& resource) {
    const Node* metadata = resource.node->get("Metadata");
    return metadata != nullptr && metadata->find("aws:cdk:path") != nullptr;
}

/// One entry that the author wrote. SAM gives several resources the same one: it is implied where it is for all of them.
struct Entry {
    Span span;
    const Resource* resource = nullptr;
    std::optional<std::string> implied;
};

class Search {
public:
    explicit Search(const Graph& graph) : graph_(graph), ways_(graph) {}

    void run(std::vector<Problem>& problems) {
        for (const Resource& resource : graph_.templ().resources()) {
            const Member* written = resource.node->find("DependsOn");
            if (written == nullptr || written->origin != nullptr || written->value->origin != nullptr ||
                is_synthesised(resource))
                continue;
            if (!ways_.walk(resource)) return;
            if (written->value->is_string()) judge(resource, *written->value);
            for (const Node* item : written->value->items) judge(resource, *item);
        }
        for (auto& [place, entry] : entries_)
            if (entry.implied)
                problems.push_back({id, std::move(*entry.implied), entry.span, entry.resource->id, false});
    }

private:
    void judge(const Resource& resource, const Node& name) {
        const Resource* target = name.is_string() ? graph_.resolve(name.text) : nullptr;
        if (target == nullptr) return;
        const Edge* last = ways_.last(graph_.index(*target));
        const auto [entry, is_new] =
            entries_.try_emplace({name.span.file, name.span.begin}, Entry{name.span, &resource, {}});
        if (last == nullptr)
            entry->second.implied.reset();
        else if (is_new)
            entry->second.implied = message(graph_, resource, *last);
    }

    const Graph& graph_;
    Ways ways_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Entry> entries_;
};

bool has_depends_on(const Resource& resource) { return resource.node->find("DependsOn") != nullptr; }

void find(CheckContext& context, std::vector<Problem>& problems) {
    const auto& resources = context.unit.expanded.resources();
    if (std::none_of(resources.begin(), resources.end(), has_depends_on)) return;
    if (context.unit.expanded.macro() == nullptr) Search(context.graph).run(problems);
}

}  // namespace

NativeCheck depends_on_is_needed() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
