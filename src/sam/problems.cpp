#include "problems.h"

namespace stackfit::sam {

void Problems::add(std::string_view check, Span span, std::string message, std::string_view resource) {
    const std::uint64_t place = (static_cast<std::uint64_t>(span.file) << 32U) | span.begin;
    if (!seen_.emplace(place, message).second) return;
    Problem problem;
    problem.check = check;
    problem.message = std::move(message);
    problem.span = span;
    problem.resource = resource;
    refusals_.push_back(std::move(problem));
}

void Problems::refuse_together(std::string_view check, const std::vector<Mistake>& mistakes) {
    if (mistakes.empty()) return;
    const Mistake& first = mistakes.front();
    std::string message = first.message;
    for (std::size_t i = 1; i < mistakes.size(); ++i)
        message += (i == 1 ? " Also: " : " ") + mistakes[i].message;
    add(check, first.span, std::move(message), first.resource);
}

}  // namespace stackfit::sam
