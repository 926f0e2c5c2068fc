// change, hazards: what is dangerous about a change, although both revisions may be fine. docs/compare.md describes each.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/change_set.h"
#include "stackfit/engine.h"

namespace stackfit {

struct HazardKind {
    const char* id;  ///< "stateful-resource-replaced"
    Severity
        severity;  ///< error: the update fails, or something is lost; the least of one hazard may be lower
    const char* title;
};
/// All kinds, in the order in which a change is searched for them.
std::span<const HazardKind> hazard_kinds();

struct Hazard {
    const HazardKind* kind = nullptr;
    Severity severity =
        Severity::warning;               ///< info where it holds only in worlds that are not production-like
    const ChangeSet* changes = nullptr;  ///< of which template
    std::string_view resource;           ///< logical id, in NEW or else in OLD; of an export the output
    Span old_span, new_span;             ///< no place: there is nothing on that side
    std::string what, why, advice;       ///< a sentence or two each; `what` stands alone
    std::vector<std::string> worlds;     ///< empty: in every world
};

/// The hazards of all change sets of a project, by template, then as in hazard_kinds(), then in the order of the resources. How functions
/// are released is judged in the headline world. `before` and `after` own the templates; hazards point into `changes`.
std::vector<Hazard> find_hazards(const std::vector<ChangeSet>& changes, const Project& before,
                                 const Project& after);

}  // namespace stackfit
