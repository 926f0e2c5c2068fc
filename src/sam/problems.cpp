#include "sam/problems.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace stackfit::sam {

namespace {

std::uint64_t place_of(Span span) { return (static_cast<std::uint64_t>(span.file) << 32U) | span.begin; }

}  // namespace

void Problems::add(std::string_view check, Span span, std::string message, std::string_view named,
                   bool document) {
    if (!seen_.emplace(place_of(span), resource_, message).second) return;
    Problem problem;
    problem.check = check;
    problem.message = std::move(message);
    problem.span = span;
    problem.resource = named;
    refusals_.push_back({std::move(problem), resource_, stage_, document});
}

/// The first refusal of a resource is the one that the service reports. Its others are kept; they name no resource where that would be
/// another one. A refusal of the document that is the first of its resource ends everything.
std::vector<Problem> Problems::finish() {
    std::vector<Problem> all;
    if (refusals_.empty()) return all;
    const auto by_stage = [](const Refusal& a, const Refusal& b) { return a.stage < b.stage; };
    const Stage last = std::min_element(refusals_.begin(), refusals_.end(), by_stage)->stage;
    std::unordered_map<std::string_view, std::string_view> named;
    std::map<std::pair<std::uint64_t, std::string>, std::size_t> places;
    for (Refusal& refusal : refusals_) {
        if (refusal.stage != last) continue;
        Problem& problem = refusal.problem;
        const auto [first, added] = named.emplace(refusal.owner, problem.resource);
        if (added && refusal.document) return {std::move(problem)};
        if (problem.resource != first->second) problem.resource = {};
        const auto [same, fresh] =
            places.emplace(std::pair(place_of(problem.span), problem.message), all.size());
        if (fresh)
            all.push_back(std::move(problem));
        else
            join(all[same->second], problem.resource);
    }
    return all;
}

/// One mistake of several resources, which inherit it.
void Problems::join(Problem& problem, std::string_view resource) {
    if (resource.empty() || problem.resource == resource) return;
    if (problem.resource.empty())
        problem.resource = resource;
    else
        problem.also.push_back(resource);
}

void Problems::refuse_together(std::string_view check, const std::vector<Mistake>& mistakes) {
    if (mistakes.empty()) return;
    const Mistake& first = mistakes.front();
    std::string message = first.message;
    for (std::size_t i = 1; i < mistakes.size(); ++i)
        message += (i == 1 ? " Also: " : " ") + mistakes[i].message;
    add(check, first.span, std::move(message), first.resource, false);
}

}  // namespace stackfit::sam
