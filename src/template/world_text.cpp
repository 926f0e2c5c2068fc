// The chosen leaves of a decision tree, described shortly.
//
// The leaves partition the worlds, and each is a conjunction of decisions. Of a chosen leaf's conjunction every decision is dropped that
// can be: those without which the rest still meets no leaf that is not chosen. What remains of several leaves is often the same. The
// budgets of the exploration bound the work: some 64 leaves with a handful of decisions each.
#include "stackfit/template_world_text.h"

#include <algorithm>

namespace stackfit {

bool contradict(const Decision& a, const Decision& b) {
    if (a.atom != b.atom || a.condition != b.condition) return false;
    if (a.value == b.value) return a.equal != b.equal;
    return a.equal && b.equal;
}

bool meet(const Conjunction& a, const Conjunction& b) {
    return std::none_of(a.begin(), a.end(), [&](const Decision& x) {
        return std::any_of(b.begin(), b.end(), [&](const Decision& y) { return contradict(x, y); });
    });
}

namespace {

bool only_chosen(const Conjunction& conjunction, const std::vector<Leaf>& leaves) {
    return std::none_of(leaves.begin(), leaves.end(),
                        [&](const Leaf& leaf) { return !leaf.chosen && meet(conjunction, *leaf.decisions); });
}

/// What "P≠x" adds to "P=y" is nothing, and it goes first; after that earlier decisions are kept rather than later ones.
Conjunction shortened(Conjunction conjunction, const std::vector<Leaf>& leaves) {
    std::stable_partition(conjunction.begin(), conjunction.end(), [](const Decision& d) { return d.equal; });
    for (std::size_t i = conjunction.size(); i-- > 0;) {
        Conjunction without = conjunction;
        without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
        if (only_chosen(without, leaves)) conjunction = std::move(without);
    }
    return conjunction;
}

}  // namespace

std::string conjunction_text(const Conjunction& conjunction) {
    std::string text;
    for (const Decision& decision : conjunction) text += (text.empty() ? "" : " and ") + decision.text();
    return text;
}

std::vector<Conjunction> chosen_worlds(const std::vector<Leaf>& leaves) {
    std::vector<Conjunction> worlds;
    if (std::all_of(leaves.begin(), leaves.end(), [](const Leaf& leaf) { return leaf.chosen; })) return worlds;
    for (const Leaf& leaf : leaves) {
        if (!leaf.chosen) continue;
        Conjunction world = shortened(*leaf.decisions, leaves);
        if (std::find(worlds.begin(), worlds.end(), world) == worlds.end()) worlds.push_back(std::move(world));
    }
    return worlds;
}

std::vector<std::string> describe_worlds(const std::vector<Leaf>& leaves) {
    std::vector<std::string> texts;
    for (const Conjunction& world : chosen_worlds(leaves)) texts.push_back(conjunction_text(world));
    return texts;
}

}  // namespace stackfit
