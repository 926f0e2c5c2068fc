#include "sam/placeholders.h"

namespace stackfit::sam {

void Placeholders::add(std::string_view heading, std::string_view what, std::string_view resource,
                       Span span) {
    Group& group = groups_[std::string(heading)];
    Subjects& subjects = group.try_emplace(std::string(what), Subjects{span, {}}).first->second;
    if (subjects.resources.empty() || subjects.resources.back() != resource)
        subjects.resources.push_back(resource);
}

Problem Placeholders::note(const std::string& heading, const Group& group) {
    constexpr std::size_t named = 5;
    Problem note;
    note.check = "sam-template";
    note.note = true;
    note.span = group.begin()->second.span;
    note.message = heading + ": ";
    for (const auto& [what, subjects] : group) {
        if (&subjects != &group.begin()->second) note.message += "; ";
        note.message += what + " (";
        const std::vector<std::string_view>& ids = subjects.resources;
        for (std::size_t i = 0; i < ids.size() && i < named; ++i)
            note.message += (i > 0 ? ", " : "") + std::string(ids[i]);
        if (ids.size() > named) note.message += " and " + std::to_string(ids.size() - named) + " more";
        note.message += ")";
    }
    note.message += ".";
    return note;
}

std::vector<Problem> Placeholders::notes() const {
    std::vector<Problem> notes;
    for (const auto& [heading, group] : groups_) notes.push_back(note(heading, group));
    return notes;
}

}  // namespace stackfit::sam
