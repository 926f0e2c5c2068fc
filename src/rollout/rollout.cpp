// The worlds of a template in which its functions are released differently, each worked out once.
#include <algorithm>
#include <map>

#include "effects.h"
#include "release.h"
#include "stackfit/template_world_text.h"

namespace stackfit {
namespace {

constexpr int most_runs = 512;

class Rollouts {
public:
    Rollouts(const Graph& graph, const RolloutOptions& options)
        : graph_(graph), options_(options), outlooks_(options.assumptions) {}

    /// One run: a world that releases like one already seen needs no second look.
    void run(World& world) {
        const std::vector<Deployment> deployments = deployments_of(world);
        std::string key;
        for (const Deployment& deployment : deployments)
            if (is_shown(*deployment.function))
                key += std::string(deployment.function->id) + "|" + release_key(world, graph_, deployment) +
                       "\n";
        const auto [known, is_new] = keys_.emplace(std::move(key), keys_.size());
        worlds_of_runs_.push_back(known->second);
        if (is_new && worlds_.size() < options_.most_worlds)
            worlds_.push_back(world_rollout(world, deployments));
    }

    Rollout result(const Worlds::Exploration& exploration) {
        for (std::size_t i = 0; i < worlds_.size(); ++i) describe(i, exploration);
        return {options_.assumptions, std::move(worlds_),
                keys_.size() - std::min(keys_.size(), options_.most_worlds), exploration.complete};
    }

private:
    [[nodiscard]] bool is_shown(const Resource& function) const {
        return options_.function.empty() || function.id == options_.function;
    }

    std::vector<Deployment> deployments_of(World& world) {
        std::vector<Deployment> result;
        for (const Resource& resource : graph_.templ().resources()) {
            if (resource.type != "AWS::Lambda::Function") continue;
            if (world.exists(resource.id)) result.push_back(deployment_of(world, graph_, resource));
        }
        return result;
    }

    WorldRollout world_rollout(World& world, const std::vector<Deployment>& deployments) {
        WorldRollout result;
        result.order = update_order(world, graph_);
        for (const Deployment& deployment : deployments) {
            FunctionRollout function = release_of(world, graph_, deployment, outlooks_);
            if (function.kind == FunctionRollout::Kind::code_deploy)
                function.waiting = result.order.waiting_for(*function.alias);
            function.shown = is_shown(*deployment.function);
            result.functions.push_back(std::move(function));
        }
        add_effects(world, result);
        return result;
    }

    void describe(std::size_t world, const Worlds::Exploration& exploration) {
        std::vector<Leaf> leaves;
        bool production_like = true;
        for (std::size_t run = 0; run < exploration.runs.size(); ++run) {
            const bool chosen = worlds_of_runs_[run] == world;
            leaves.push_back({&exploration.runs[run].decisions, chosen});
            production_like = production_like && (!chosen || exploration.runs[run].production_like);
        }
        worlds_[world].when = describe_worlds(leaves);
        worlds_[world].headline = world == 0;
        worlds_[world].production_like = production_like;
    }

    const Graph& graph_;
    const RolloutOptions& options_;
    Outlooks outlooks_;
    std::map<std::string, std::size_t> keys_;  // in the order in which they were met, by value
    std::vector<std::size_t> worlds_of_runs_;
    std::vector<WorldRollout> worlds_;
};

}  // namespace

Rollout rollout(const Unit& unit, const Graph& graph, const RolloutOptions& options) {
    Rollouts rollouts(graph, options);
    const auto exploration = unit.worlds->explore([&](World& world) { rollouts.run(world); }, most_runs);
    return rollouts.result(exploration);
}

}  // namespace stackfit
