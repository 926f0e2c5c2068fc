// deployment, elsewhere: what a value means that leads to another template of the run: an import, an output of a nested stack, a parameter that
// a parent stack fills, or a name that another template gives.
#pragma once

#include <functional>
#include <string_view>

#include "stackfit/deployment.h"

namespace stackfit {

/// A resource of another template.
struct Elsewhere {
    const Unit* unit = nullptr;  ///< null: the value leads nowhere, or to no template of the run
    const Resource* resource = nullptr;
    Value value;  ///< what names it there: `!Ref Gate.Alias`

    explicit operator bool() const { return unit != nullptr; }
};

/// Another template of the run, as one judging reads it: in its headline world. Its worlds are its own, since its own judging may run at the
/// same time.
struct OtherTemplate {
    explicit OtherTemplate(const Unit& unit) : graph(unit.expanded), worlds(unit.worlds->apart()) {}

    void ask(const std::function<void(World&)>& question) { worlds.explore(question, 1); }

    Graph graph;
    Worlds worlds;
};

/// Gives other templates; the reference holds as long as the caller likes to use it.
using OtherTemplates = std::function<OtherTemplate&(const Unit&)>;

/// The function or role (`type`) that the value of template `from` leads to. Other templates are read in their headline world. Linear in
/// the resources of the run.
Elsewhere find_elsewhere(const Project& project, const OtherTemplates& others, const Unit& from,
                         const Value& value, std::string_view type);

}  // namespace stackfit
