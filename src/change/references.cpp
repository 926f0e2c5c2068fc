#include "references.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "difference.h"
#include "policies.h"
#include "stackfit/graph.h"
#include "stackfit/template_pieces.h"

namespace stackfit::change {
namespace {

using Action = ResourceChange::Action;

/// A value of a resource that refers to another one.
struct Reference {
    std::string path;
    const Evaluated* value = nullptr;
};

void find(const Evaluated& value, const std::string& path, std::string_view id,
          std::vector<Reference>& found) {
    const bool here = std::any_of(value.text.begin(), value.text.end(), [&](const Piece& piece) {
        return is_of_a_resource(piece) && piece.name == id;
    });
    if (here) found.push_back({path, &value});
    for (const auto& [key, member] : value.members) find(member, path + "." + std::string(key), id, found);
    for (std::size_t i = 0; i < value.items.size(); ++i)
        find(value.items[i], path + "[" + std::to_string(i) + "]", id, found);
}

bool may_be_another(const ResourceChange& change) {
    return change.after != nullptr && change.before != nullptr && change.action != Action::retype &&
           !change.made_anew && change.action != Action::rename && change.replacement != Replacement::never;
}

class Follower {
public:
    explicit Follower(ChangeSet& changes) : changes_(changes), graph_(changes.after->expanded) {}

    void follow() {
        // Entries are added and strengthened on the way; an index stays valid.
        std::deque<std::size_t> causes;
        for (std::size_t i = 0; i < changes_.resources.size(); ++i)
            if (may_be_another(changes_.resources[i])) causes.push_back(i);
        while (!causes.empty()) {
            const std::size_t cause = causes.front();
            causes.pop_front();
            for (const std::size_t stronger : dependants_of(cause)) causes.push_back(stronger);
        }
    }

private:
    /// Those whose own replacement became stronger.
    std::vector<std::size_t> dependants_of(std::size_t cause) {
        std::vector<std::size_t> stronger;
        const Resource* replaced = changes_.resources[cause].after;
        std::set<std::uint32_t> users;  // in the order of the template
        for (const Edge* edge : graph_.in(*replaced))
            if (edge->kind != Edge::Kind::depends_on) users.insert(edge->from);
        for (const std::uint32_t index : users) {
            const Resource* user = &graph_.resource(index);
            std::vector<Reference> found;
            if (const Evaluated* properties = declaration_of(*user).get("Properties"))
                find(*properties, "Properties", replaced->id, found);
            if (found.empty() || changes_.before->expanded.resource(user->id) == nullptr || user == replaced)
                continue;
            const std::size_t entry = entry_of(*user, cause);
            const Replacement was = changes_.resources[entry].replacement;
            for (const Reference& reference : found)
                add(changes_.resources[entry], reference, changes_.resources[cause]);
            if (changes_.resources[entry].replacement > was && may_be_another(changes_.resources[entry]))
                stronger.push_back(entry);
        }
        return stronger;
    }

    /// Properties and UpdateReplacePolicy in the headline world; empty when the resource does not exist there.
    const Evaluated& declaration_of(const Resource& resource) {
        const auto known = evaluated_.find(&resource);
        if (known != evaluated_.end()) return known->second;
        Evaluated& made = evaluated_[&resource];
        changes_.after->worlds->explore(
            [&](World& world) {
                if (!world.exists(resource.id)) return;
                for (const char* attribute : {"Properties", "UpdateReplacePolicy"})
                    made.members.emplace_back(attribute, evaluated(world, resource.node->get(attribute)));
            },
            1);
        return made;
    }

    /// The entry of the resource in the worlds of the cause, made where there is none.
    std::size_t entry_of(const Resource& user, std::size_t cause) {
        const ResourceChange& why = changes_.resources[cause];
        for (std::size_t i = 0; i < changes_.resources.size(); ++i) {
            const ResourceChange& one = changes_.resources[i];
            const bool same_worlds = one.worlds == why.worlds || (one.in_headline && why.in_headline);
            if (one.after == &user && same_worlds && one.action != Action::add) return i;
        }
        ResourceChange made;
        made.id = made.old_id = user.id;
        made.type = made.old_type = user.type;
        made.before = changes_.before->expanded.resource(user.id);
        made.after = &user;
        made.worlds = why.worlds;
        made.in_headline = why.in_headline;
        made.production_like = why.production_like;
        made.old_name = made.new_name = physical_name(types(), user.type, declaration_of(user));
        changes_.resources.push_back(std::move(made));
        return changes_.resources.size() - 1;
    }

    void add(ResourceChange& change, const Reference& reference, const ResourceChange& cause) {
        const auto same_path = [&](const PropertyChange& one) {
            return one.path == reference.path && one.because.empty();
        };
        if (std::any_of(change.properties.begin(), change.properties.end(), same_path)) return;
        PropertyChange property;
        property.path = reference.path;
        property.old_value = property.new_value = to_string(*reference.value, 200);
        property.old_span = change.before->id_span;
        property.new_span =
            reference.value->node->span.known() ? reference.value->node->span : change.after->id_span;
        property.because = cause.id;
        const bool certain = cause.action == Action::replace;
        property.replacement = replacement_of(types(), change.type, reference.path);
        if (!certain) property.replacement = std::min(property.replacement, Replacement::conditional);
        const auto known =
            std::find_if(change.properties.begin(), change.properties.end(), [&](const PropertyChange& one) {
                return one.path == property.path && one.because == property.because;
            });
        if (known == change.properties.end())
            change.properties.push_back(property);
        else
            known->replacement = std::max(known->replacement, property.replacement);
        strengthen(change, property.replacement);
    }

    void strengthen(ResourceChange& change, Replacement replacement) {
        if (replacement <= change.replacement) return;
        if (change.policy.empty())
            change.policy = policy_on_replacement(change.type, declaration_of(*change.after));
        change.replacement = replacement;
        if (change.action == Action::modify && replacement == Replacement::always)
            change.action = Action::replace;
    }

    [[nodiscard]] const ResourceTypes& types() const { return changes_.after->expanded.types(); }

    ChangeSet& changes_;
    Graph graph_;
    std::map<const Resource*, Evaluated> evaluated_;
};

}  // namespace

void follow_references(ChangeSet& changes) {
    if (std::any_of(changes.resources.begin(), changes.resources.end(), may_be_another))
        Follower(changes).follow();
}

}  // namespace stackfit::change
