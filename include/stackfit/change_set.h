// change, the change itself: what CloudFormation does to the resources of a stack when NEW is deployed over OLD, as a change set would
// show it ("Updating stacks using change sets"), before anything reaches AWS and without knowing the stack.
//
// Both templates are compared after expansion and evaluation, in the worlds that the resources' own questions distinguish: what is spelled
// otherwise and comes to the same is no change. What SAM makes anew with each release (versions, API deployments, layers) is recognised. Where
// one side is packaged or built and the other is not, the place of an artefact is no change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stackfit/project.h"
#include "stackfit/spec_resources.h"

namespace stackfit {

using Replacement = PropertySpec::Replacement;
std::string_view to_string(Replacement replacement);  ///< "never", "conditionally", "always"

/// A value of a resource that differs.
struct PropertyChange {
    std::string path;  ///< below the resource: "Properties.KeySchema[0].AttributeName", "DeletionPolicy"
    std::string old_value, new_value;  ///< in one line, "" : not there; shortened to 200 code points
    Span old_span, new_span;           ///< of the value; where it is not there, of the resource's logical id
    Replacement replacement = Replacement::never;
    std::string_view
        because;  ///< the resource that is replaced and that the value refers to; "" : the value itself differs
    bool order = false;  ///< a list whose elements stand in another order
};

/// What happens to one resource, in some of the worlds.
struct ResourceChange {
    enum class Action : std::uint8_t {
        add,
        remove,
        modify,   ///< in place; or replaced when `replacement` is conditional
        replace,  ///< a new one is created, what refers to it is updated, then the old one is deleted
        rename,   ///< the logical id is another one: CloudFormation creates `id` and deletes `old_id`
        retype    ///< the same logical id has another type: CloudFormation refuses the update
    };
    Action action = Action::modify;
    Replacement replacement = Replacement::never;
    std::string_view id;               ///< in NEW; of a removed one in OLD
    std::string_view old_id;           ///< in OLD; "" of one that is added
    std::string_view type;             ///< in NEW; of a removed one in OLD
    std::string_view old_type;         ///< "" of one that is added
    const Resource* before = nullptr;  ///< null: not in OLD, in these worlds
    const Resource* after = nullptr;
    std::vector<PropertyChange> properties;  ///< of modify, replace and rename
    /// What becomes of the old one when it is removed, replaced or renamed: "Delete", "Retain", "Snapshot"; "unknown".
    std::string policy;
    std::string old_name, new_name;   ///< physical names that the templates give; "" : none
    std::vector<std::string> worlds;  ///< "Environment=prod"; one suffices; empty: every world
    bool in_headline = true;
    bool production_like = true;
    bool made_anew = false;  ///< SAM gives it another logical id with each release

    [[nodiscard]] bool is_gone() const {  ///< is the old one deleted, unless `policy` keeps it?
        return action != Action::add && action != Action::modify;
    }
};
std::string_view to_string(ResourceChange::Action action);

struct ChangeSet {
    const Unit* before = nullptr;  ///< null: the template is new
    const Unit* after = nullptr;   ///< null: it is gone
    std::vector<ResourceChange>
        resources;  ///< in the order of NEW, removed ones behind in that of OLD; one resource's by world
    bool complete = true;             ///< false: there are more worlds than were looked at
    std::size_t moved_artifacts = 0;  ///< resources of which only the place of an artefact differs

    /// The change of the resource with this logical id (in NEW, else in OLD) in the headline world, or null.
    [[nodiscard]] const ResourceChange* of(std::string_view id) const;
};

/// Both are readable templates. Costs about as much as reading the differences, besides one walk over both.
ChangeSet change_set(const Unit& before, const Unit& after);

}  // namespace stackfit
