#include "paired_worlds.h"

#include <algorithm>

namespace stackfit::change {
namespace {

WorldPair pair_of(const Worlds::Exploration& before, const Worlds::Exploration& after, std::size_t i,
                  std::size_t j) {
    WorldPair pair{i, j, after.runs[j].decisions,
                   before.runs[i].production_like && after.runs[j].production_like};
    for (const Decision& decision : before.runs[i].decisions) {
        const bool known =
            std::find(pair.decisions.begin(), pair.decisions.end(), decision) != pair.decisions.end();
        const bool contradicted = std::any_of(pair.decisions.begin(), pair.decisions.end(),
                                              [&](const Decision& one) { return contradict(one, decision); });
        if (!known && !contradicted) pair.decisions.push_back(decision);
    }
    return pair;
}

}  // namespace

std::vector<WorldPair> paired(const Worlds::Exploration& before, const Worlds::Exploration& after) {
    std::vector<WorldPair> pairs = {pair_of(before, after, 0, 0)};
    for (std::size_t j = 0; j < after.runs.size(); ++j)
        for (std::size_t i = 0; i < before.runs.size(); ++i)
            if (i + j > 0 && meet(before.runs[i].decisions, after.runs[j].decisions))
                pairs.push_back(pair_of(before, after, i, j));
    return pairs;
}

std::vector<std::string> describe(const std::vector<WorldPair>& pairs, const std::vector<bool>& chosen) {
    std::vector<Leaf> leaves;
    for (std::size_t i = 0; i < pairs.size(); ++i) leaves.push_back({&pairs[i].decisions, chosen[i]});
    return describe_worlds(leaves);
}

}  // namespace stackfit::change
