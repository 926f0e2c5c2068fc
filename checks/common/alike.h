// Resources of one type that say the same of themselves.
#pragma once

#include <optional>
#include <vector>

#include "stackfit/engine.h"

namespace stackfit::checks {

/// The subject and those that are like it, in the order of the template; nothing when it is not known whether there are any.
/// `same` is asked of (subject, other) before their existence is: most pairs differ in what is written.
template <class Same>
std::optional<std::vector<const Resource*>> alike(CheckContext& context, const Resource& subject, Same same) {
    std::vector<const Resource*> found;
    bool known = true;
    for (const Resource& other : context.unit.expanded.resources()) {
        if (&other == &subject) {
            found.push_back(&other);
            continue;
        }
        if (other.type != subject.type) continue;
        const Tri answer = same(subject, other);
        if (answer == Tri::no || !context.world.exists(other.id)) continue;
        if (answer == Tri::unknown)
            known = false;
        else
            found.push_back(&other);
    }
    if (found.size() == 1 && !known) return std::nullopt;
    return found;
}

/// Where one mistake of all of them is told, so that it is told once: at the second.
inline const Resource& place_of_mistake(const std::vector<const Resource*>& alike) { return *alike[1]; }

inline std::vector<std::string_view> ids_of(const std::vector<const Resource*>& resources) {
    std::vector<std::string_view> ids;
    ids.reserve(resources.size());
    for (const Resource* resource : resources) ids.push_back(resource->id);
    return ids;
}

}  // namespace stackfit::checks
