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

void Problems::not_expanded(std::string_view what, std::string_view resource, Span span) {
    Gap& gap = gaps_.try_emplace(std::string(what), Gap{span, {}}).first->second;
    if (gap.resources.empty() || gap.resources.back() != resource) gap.resources.push_back(resource);
}

std::vector<Problem> Problems::finish() {
    std::vector<Problem> all = std::move(refusals_);
    if (gaps_.empty()) return all;
    Problem note;
    note.check = "sam-template";
    note.note = true;
    note.span = gaps_.begin()->second.span;
    note.message = "Not expanded yet, judged as written: ";
    for (const auto& [what, gap] : gaps_) {
        if (&gap != &gaps_.begin()->second) note.message += "; ";
        note.message += what + " (";
        constexpr std::size_t named = 5;
        for (std::size_t i = 0; i < gap.resources.size() && i < named; ++i) {
            note.message += (i > 0 ? ", " : "") + std::string(gap.resources[i]);
        }
        if (gap.resources.size() > named)
            note.message += " and " + std::to_string(gap.resources.size() - named) + " more";
        note.message += ")";
    }
    note.message += ".";
    all.push_back(std::move(note));
    return all;
}

}  // namespace stackfit::sam
