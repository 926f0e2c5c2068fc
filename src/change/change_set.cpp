// The change set: resources of both sides are paired by their logical ids, or as renamed; of each pair that may differ, both declarations
// are evaluated in every world that their own questions distinguish, and compared in each pair of worlds that can go together. Worlds with
// the same outcome become one entry.
//
// Most resources are alike in both revisions. They cost one comparison of trees: a tree that is equal and mentions no parameter, mapping or
// condition that has changed cannot evaluate to something else.
#include "stackfit/change_set.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "artifacts.h"
#include "changed_names.h"
#include "difference.h"
#include "paired_worlds.h"
#include "policies.h"
#include "references.h"
#include "renames.h"

namespace stackfit {
namespace {

using namespace change;
using Action = ResourceChange::Action;

constexpr std::size_t most_shown = 200;  // code points of a value
constexpr const char* compared[] = {"Properties", "Metadata", "DeletionPolicy", "UpdateReplacePolicy"};

/// Of an exploration that asks nothing.
Worlds::Exploration nowhere() { return {{Worlds::Run{}}, true}; }

/// A resource in each of its worlds.
struct Side {
    const Resource* resource = nullptr;            ///< null: the side does not have it
    std::vector<std::optional<Evaluated>> states;  ///< by run; nothing: it does not exist there
    Worlds::Exploration runs = nowhere();
};

/// Properties and the like as one mapping.
Evaluated declaration(World& world, const Resource& resource) {
    Evaluated made;
    made.kind = Evaluated::Kind::mapping;
    made.node = resource.node;
    for (const char* attribute : compared) {
        Evaluated value = evaluated(world, resource.node->get(attribute));
        if (!value.absent()) made.members.emplace_back(attribute, std::move(value));
    }
    return made;
}

Side read_side(const Unit& unit, const Resource* resource, const Renaming& renaming) {
    Side side;
    side.resource = resource;
    if (resource == nullptr) {
        side.states.emplace_back();
        return side;
    }
    side.runs = unit.worlds->explore([&](World& world) {
        const bool there = world.exists(resource->id);
        side.states.push_back(there ? std::optional(declaration(world, *resource)) : std::nullopt);
    });
    for (auto& state : side.states)
        if (state) rename(*state, renaming);
    return side;
}

bool is_secret(const Parameter& parameter) {
    const Node* no_echo = parameter.node == nullptr ? nullptr : parameter.node->get("NoEcho");
    return no_echo != nullptr && no_echo->text == "true";
}

/// What an undecided parameter stands for: its value in the headline world; of a secret nobody is to see more than that it changed.
Text meaning_of(const Unit& unit, const Parameter& parameter, const char* side) {
    if (is_secret(parameter)) return {{Piece::Kind::opaque, std::string(side) + " secret", {}}};
    std::optional<std::string> value;
    unit.worlds->explore(
        [&](World& world) {
            if (const auto known = world.value(parameter.name)) value = std::string(*known);
        },
        1);
    if (parameter.ssm && parameter.default_value)
        return {{Piece::Kind::opaque, "SSM parameter " + std::string(*parameter.default_value), {}}};
    return value ? literal_text(*value) : Text{{Piece::Kind::parameter, std::string(parameter.name), {}}};
}

/// `other`: the other side's template. A secret with the same Default is the same secret.
void add_meanings(const Unit& unit, const Template& other, const std::set<std::string_view>& names,
                  const char* side, Renaming& renaming) {
    for (const auto name : names) {
        const Parameter *parameter = unit.expanded.parameter(name), *there = other.parameter(name);
        if (parameter == nullptr) continue;
        const bool same_secret =
            there != nullptr && is_secret(*parameter) && there->default_value == parameter->default_value;
        if (!same_secret) renaming.parameters.emplace(name, meaning_of(unit, *parameter, side));
    }
}

class ChangeSetBuilder {
public:
    ChangeSetBuilder(const Unit& before, const Unit& after)
        : before_(before),
          after_(after),
          types_(after.expanded.types()),
          names_(changed_names(before.expanded, after.expanded)) {
        result_.before = &before;
        result_.after = &after;
        add_meanings(before, after.expanded, names_, "the old", old_renaming_);
        add_meanings(after, before.expanded, names_, "the new", new_renaming_);
    }

    ChangeSet build() {
        std::vector<RenamedResource> renames = renamed(before_, after_);
        // Layers first: functions refer to them, and versions are those of functions.
        std::stable_partition(renames.begin(), renames.end(),
                              [&](const auto& one) { return owner(one) == nullptr; });
        for (const RenamedResource& one : renames) {
            if (one.made_anew && is_merely_moved(one))
                old_renaming_.ids.emplace(one.before->id, one.after->id);
            partners_.emplace(one.after, one);
            has_partner_.insert(one.before);
        }
        for (const Resource& resource : after_.expanded.resources()) add_new(resource);
        for (const Resource& resource : before_.expanded.resources()) {
            const bool matched =
                has_partner_.contains(&resource) || after_.expanded.resource(resource.id) != nullptr;
            if (!matched) compare_sides(&resource, nullptr, nullptr);
        }
        follow_references(result_);
        sort();
        return std::move(result_);
    }

private:
    /// The author's resource that a generated one was made for, where it still exists after the expansion.
    [[nodiscard]] const Resource* owner(const RenamedResource& one) const {
        return one.made_anew ? after_.expanded.resource(one.maker) : nullptr;
    }

    /// Does nothing differ but where the code lies, so that SAM's hash says nothing?
    bool is_merely_moved(const RenamedResource& one) {
        const Resource *after = owner(one), *before = before_.expanded.resource(one.maker);
        if (after == nullptr || before == nullptr) before = one.before, after = one.after;
        const Side old_side = read_side(before_, before, old_renaming_),
                   new_side = read_side(after_, after, new_renaming_);
        if (!old_side.states[0] || !new_side.states[0]) return false;
        const Evaluated &was = *old_side.states[0], &is = *new_side.states[0];
        return artifact_moved(after->type, was, is) && all_differences(after->type, was, is, true).empty();
    }

    void add_new(const Resource& resource) {
        const auto renamed = partners_.find(&resource);
        if (renamed != partners_.end())
            return compare_sides(renamed->second.before, &resource, &renamed->second);
        const Resource* before = before_.expanded.resource(resource.id);
        const bool alike = before != nullptr && same_tree(*before->node, *resource.node) &&
                           !mentions(*resource.node, names_);
        if (!alike) compare_sides(before, &resource, nullptr);
    }

    void compare_sides(const Resource* before, const Resource* after, const RenamedResource* renamed) {
        const Side old_side = read_side(before_, before, old_renaming_),
                   new_side = read_side(after_, after, new_renaming_);
        result_.complete = result_.complete && old_side.runs.complete && new_side.runs.complete;
        const std::vector<WorldPair> pairs = paired(old_side.runs, new_side.runs);
        std::vector<std::optional<ResourceChange>> changes;
        for (const WorldPair& pair : pairs) changes.push_back(change_in(old_side, new_side, pair, renamed));
        add_alike(pairs, changes);
    }

    /// One entry for all pairs of worlds in which the same happens.
    void add_alike(const std::vector<WorldPair>& pairs, std::vector<std::optional<ResourceChange>>& changes) {
        std::vector<bool> done(changes.size());
        for (std::size_t i = 0; i < changes.size(); ++i) {
            if (!changes[i] || done[i]) continue;
            ResourceChange one = *changes[i];
            std::vector<bool> chosen(changes.size());
            one.in_headline = i == 0;
            one.production_like = false;
            for (std::size_t k = i; k < changes.size(); ++k) {
                if (done[k] || !changes[k] || !happens_alike(one, *changes[k])) continue;
                done[k] = chosen[k] = true;
                one.production_like = one.production_like || pairs[k].production_like;
            }
            one.worlds = describe(pairs, chosen);
            result_.resources.push_back(std::move(one));
        }
    }

    static bool happens_alike(const ResourceChange& a, const ResourceChange& b) {
        const auto alike = [](const PropertyChange& x, const PropertyChange& y) {
            return x.path == y.path && x.old_value == y.old_value && x.new_value == y.new_value &&
                   x.order == y.order;
        };
        return a.action == b.action && a.replacement == b.replacement && a.policy == b.policy &&
               a.old_name == b.old_name && a.new_name == b.new_name &&
               std::equal(a.properties.begin(), a.properties.end(), b.properties.begin(), b.properties.end(),
                          alike);
    }

    std::optional<ResourceChange> change_in(const Side& old_side, const Side& new_side, const WorldPair& pair,
                                            const RenamedResource* renamed) {
        const std::optional<Evaluated>&was = old_side.states[pair.before], &is = new_side.states[pair.after];
        if (!was && !is) return std::nullopt;
        ResourceChange change =
            named(was ? old_side.resource : nullptr, is ? new_side.resource : nullptr, was, is);
        if (!was) return with_action(std::move(change), Action::add, is);
        if (!is) return with_action(std::move(change), Action::remove, is);
        if (old_side.resource->type != new_side.resource->type)
            return with_action(std::move(change), Action::retype, is);
        const bool moved = artifact_moved(change.type, *was, *is);
        add_properties(change, all_differences(change.type, *was, *is, moved));
        const bool same_id = renamed == nullptr || old_renaming_.ids.contains(old_side.resource->id);
        if (moved && change.properties.empty() && same_id && pair.before + pair.after == 0)
            ++result_.moved_artifacts;
        if (renamed != nullptr && !same_id) {
            change.made_anew = renamed->made_anew;
            return with_action(std::move(change), renamed->made_anew ? Action::replace : Action::rename, is);
        }
        if (change.properties.empty()) return std::nullopt;
        return with_action(std::move(change),
                           change.replacement == Replacement::always ? Action::replace : Action::modify, is);
    }

    [[nodiscard]] ResourceChange named(const Resource* before, const Resource* after,
                                       const std::optional<Evaluated>& was,
                                       const std::optional<Evaluated>& is) const {
        ResourceChange change;
        const Resource* newest = after != nullptr ? after : before;
        change.id = newest->id;
        change.type = newest->type;
        change.before = before;
        change.after = after;
        if (before != nullptr) change.old_id = before->id, change.old_type = before->type;
        if (was) change.old_name = physical_name(types_, before->type, *was);
        if (is) change.new_name = physical_name(types_, after->type, *is);
        if (was) change.policy = policy_on_removal(before->type, *was);
        return change;
    }

    /// `is`: the declaration in NEW.
    static ResourceChange with_action(ResourceChange change, Action action,
                                      const std::optional<Evaluated>& is) {
        change.action = action;
        if (action == Action::rename || action == Action::retype || action == Action::replace)
            change.replacement = Replacement::always;
        const bool stays = action == Action::replace && !change.made_anew;
        if (stays || (action == Action::modify && change.replacement == Replacement::conditional))
            change.policy = policy_on_replacement(change.type, *is);
        if (action == Action::add || (action == Action::modify && change.replacement == Replacement::never))
            change.policy.clear();
        return change;
    }

    [[nodiscard]] std::vector<Difference> all_differences(std::string_view type, const Evaluated& was,
                                                          const Evaluated& is, bool moved) const {
        std::vector<Difference> found = differences(types_, type, was, is);
        std::erase_if(found, [&](const Difference& one) {
            return is_tool_metadata(one.path) || (moved && is_artifact(type, one.path));
        });
        return found;
    }

    /// In the order of NEW, what is gone behind in that of OLD.
    void sort() {
        std::map<const Resource*, std::size_t> place;
        for (const Unit* unit : {&after_, &before_})
            for (const Resource& resource : unit->expanded.resources())
                place.emplace(&resource, place.size());
        const auto place_of = [&](const ResourceChange& one) {
            return place[one.after != nullptr ? one.after : one.before];
        };
        std::stable_sort(result_.resources.begin(), result_.resources.end(),
                         [&](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
    }

    static Span span_of(const Evaluated* value, const Resource& resource) {
        const bool known = value != nullptr && value->node != nullptr && value->node->span.known();
        return known ? value->node->span : resource.id_span;
    }

    static void add_properties(ResourceChange& change, const std::vector<Difference>& found) {
        for (const Difference& one : found) {
            PropertyChange property;
            property.path = one.path;
            if (one.before != nullptr) property.old_value = to_string(*one.before, most_shown);
            if (one.after != nullptr) property.new_value = to_string(*one.after, most_shown);
            property.old_span = span_of(one.before, *change.before);
            property.new_span = span_of(one.after, *change.after);
            property.replacement = one.replacement;
            property.order = one.order;
            change.replacement = std::max(change.replacement, one.replacement);
            change.properties.push_back(std::move(property));
        }
    }

    const Unit& before_;
    const Unit& after_;
    const ResourceTypes& types_;
    std::set<std::string_view> names_;
    Renaming old_renaming_, new_renaming_;
    std::map<const Resource*, RenamedResource> partners_;
    std::set<const Resource*> has_partner_;
    ChangeSet result_;
};

}  // namespace

std::string_view to_string(Replacement replacement) {
    switch (replacement) {
        case Replacement::never: return "never";
        case Replacement::conditional: return "conditionally";
        case Replacement::always: break;
    }
    return "always";
}

std::string_view to_string(ResourceChange::Action action) {
    switch (action) {
        case Action::add: return "add";
        case Action::remove: return "remove";
        case Action::modify: return "modify";
        case Action::replace: return "replace";
        case Action::rename: return "rename";
        case Action::retype: break;
    }
    return "retype";
}

const ResourceChange* ChangeSet::of(std::string_view id) const {
    for (const bool in_new : {true, false})
        for (const ResourceChange& one : resources)
            if (one.in_headline && (in_new ? one.id : one.old_id) == id) return &one;
    return nullptr;
}

ChangeSet change_set(const Unit& before, const Unit& after) {
    return ChangeSetBuilder(before, after).build();
}

}  // namespace stackfit
