// The chosen leaves of a decision tree, described shortly.
//
// The leaves partition the worlds, and each is a conjunction of decisions. Of a chosen leaf's conjunction every decision is dropped that
// can be: those without which the rest still meets no leaf that is not chosen. What remains of several leaves is often the same. The
// budgets of the exploration bound the work: some 64 leaves with a handful of decisions each.
#include "stackfit/template_world_text.h"

#include <algorithm>

namespace stackfit {
namespace {

using Decisions = std::vector<Decision>;

bool contradict(const Decision& a, const Decision& b) {
    if (a.atom != b.atom || a.condition != b.condition) return false;
    if (a.value == b.value) return a.equal != b.equal;
    return a.equal && b.equal;
}

bool meet(const Decisions& a, const Decisions& b) {
    return std::none_of(a.begin(), a.end(), [&](const Decision& x) {
        return std::any_of(b.begin(), b.end(), [&](const Decision& y) { return contradict(x, y); });
    });
}

bool only_chosen(const Decisions& conjunction, const std::vector<Leaf>& leaves) {
    return std::none_of(leaves.begin(), leaves.end(),
                        [&](const Leaf& leaf) { return !leaf.chosen && meet(conjunction, *leaf.decisions); });
}

/// What "P≠x" adds to "P=y" is nothing, and it goes first; after that earlier decisions are kept rather than later ones.
Decisions shortened(Decisions conjunction, const std::vector<Leaf>& leaves) {
    std::stable_partition(conjunction.begin(), conjunction.end(), [](const Decision& d) { return d.equal; });
    for (std::size_t i = conjunction.size(); i-- > 0;) {
        Decisions without = conjunction;
        without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
        if (only_chosen(without, leaves)) conjunction = std::move(without);
    }
    return conjunction;
}

std::string text_of(const Decisions& conjunction) {
    std::string text;
    for (const Decision& decision : conjunction) text += (text.empty() ? "" : " and ") + decision.text();
    return text;
}

}  // namespace

std::vector<std::string> describe_worlds(const std::vector<Leaf>& leaves) {
    std::vector<std::string> texts;
    if (std::all_of(leaves.begin(), leaves.end(), [](const Leaf& leaf) { return leaf.chosen; })) return texts;
    for (const Leaf& leaf : leaves) {
        if (!leaf.chosen) continue;
        std::string text = text_of(shortened(*leaf.decisions, leaves));
        if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace stackfit
