#include "sam/remarks.h"

namespace stackfit::sam {

void Remarks::refuse(std::string_view check, Span span, std::string message) {
    Problem& problem = refusals_.emplace_back();
    problem.check = check;
    problem.message = std::move(message);
    problem.span = span;
    problem.resource = resource_;
}

void Remarks::Listing::add(std::string entry, Span at) {
    if (entries.empty()) span = at;
    if (seen.insert(entry).second) entries.push_back(std::move(entry));
}

Problem Remarks::Listing::note(std::string_view start) const {
    constexpr std::size_t named = 8;
    Problem problem;
    problem.check = "sam-template";
    problem.note = true;
    problem.span = span;
    problem.message = start;
    for (std::size_t i = 0; i < entries.size() && i < named; ++i)
        problem.message += (i > 0 ? "; " : "") + entries[i];
    if (entries.size() > named)
        problem.message += "; and " + std::to_string(entries.size() - named) + " more";
    problem.message += ".";
    return problem;
}

std::vector<Problem> Remarks::finish() {
    std::vector<Problem> all = std::move(refusals_);
    if (!left_.entries.empty()) all.push_back(left_.note("Not expanded, and what it adds is not known: "));
    if (!assumed_.entries.empty()) all.push_back(assumed_.note("Expanded for "));
    return all;
}

}  // namespace stackfit::sam
