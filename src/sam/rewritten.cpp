#include "sam/rewritten.h"

#include <set>

#include "sam/function/function.h"
#include "sam/value.h"

namespace stackfit::sam {
namespace {

const Node* with_list(const Maker& make, const Node* old, const std::vector<const Node*>& added) {
    std::vector<const Node*> items;
    std::set<std::string> seen;
    if (old != nullptr) {
        for (const Node* item : old->items) {
            items.push_back(item);
            seen.insert(hash_json(*item));
        }
    }
    for (const Node* item : added) {
        if (seen.insert(hash_json(*item)).second) items.push_back(item);
    }
    const Maker place = old == nullptr ? make : make.at(old->span);
    return place.list(items);
}

void add_notifications(std::vector<Member>& properties, const std::vector<Edit>& edits, const Maker& make) {
    std::vector<const Node*> added;
    for (const Edit& edit : edits)
        added.insert(added.end(), edit.notifications.begin(), edit.notifications.end());
    const Node* config = find_value(properties, "NotificationConfiguration");
    if (config == nullptr || !config->is_mapping()) config = make.map(std::vector<Member>{});
    const Node* list = with_list(make, value_of(config, "LambdaConfigurations"), added);
    set_member(properties,
               make.member("NotificationConfiguration",
                           make.build().with(*config, make.member("LambdaConfigurations", list))));
}

void add_tags(std::vector<Member>& properties, const std::vector<Edit>& edits, const Node* propagated,
              const Maker& make) {
    std::vector<const Node*> tags;
    if (const Node* old = find_value(properties, "Tags"); old != nullptr)
        tags.assign(old->items.begin(), old->items.end());
    const std::size_t before = tags.size();
    for (const Edit& edit : edits) {
        if (edit.tag != nullptr) tags.push_back(edit.tag);
    }
    if (propagated != nullptr) {
        tags.clear();
        append_tags(make, propagated, tags);
    }
    if (propagated != nullptr || tags.size() != before)
        set_member(properties, make.member("Tags", make.list(tags)));
}

void add_triggers(std::vector<Member>& properties, const std::vector<Edit>& edits, const Maker& make) {
    std::vector<Member> triggers;
    if (const Node* old = find_value(properties, "LambdaConfig"); old != nullptr)
        triggers.assign(old->members.begin(), old->members.end());
    const std::size_t before = triggers.size();
    for (const Edit& edit : edits)
        triggers.insert(triggers.end(), edit.triggers.begin(), edit.triggers.end());
    if (triggers.size() != before) set_member(properties, make.member("LambdaConfig", make.map(triggers)));
}

const Node* dependencies(const Node* old, const std::vector<Edit>& edits, const Maker& make) {
    std::vector<const Node*> ids;
    if (old != nullptr && old->is_string()) ids.push_back(old);
    if (old != nullptr && old->is_sequence()) ids.assign(old->items.begin(), old->items.end());
    std::vector<const Node*> added;
    for (const Edit& edit : edits) {
        if (edit.depends_on != nullptr) added.push_back(edit.depends_on);
    }
    return added.empty() ? old : with_list(make, make.list(ids), added);
}

void check_shape(const Node* node, Kind kind, std::string_view what, Problems& problems) {
    if (node == nullptr || node->kind == kind || node->kind == Kind::null) return;
    problems.refuse(node->span, "'" + std::string(what) + "' must be a " +
                                    (kind == Kind::mapping ? "map" : "list") +
                                    " for SAM to add an event to it, but it is " + a_kind(*node) + ".");
}

}  // namespace

void Rewritten::commit(const Node* tags) {
    for (Edit& edit : pending_) {
        const auto [place, added] = index_.emplace(edit.resource, states_.size());
        if (added) states_.emplace_back(edit.resource, State{});
        State& state = states_[place->second].second;
        state.tags = tags;
        state.edits.push_back(std::move(edit));
    }
    pending_.clear();
}

bool Rewritten::has_trigger(std::string_view pool, std::string_view trigger) const {
    const auto named = [&](const Edit& edit) {
        return edit.resource == pool && find_value(edit.triggers, trigger) != nullptr;
    };
    for (const Edit& edit : pending_) {
        if (named(edit)) return true;
    }
    const auto found = index_.find(pool);
    if (found == index_.end()) return false;
    for (const Edit& edit : states_[found->second].second.edits) {
        if (named(edit)) return true;
    }
    return false;
}

const Node* Rewritten::properties(const Resource& resource, const State& state, const Maker& make) {
    std::vector<Member> members;
    if (resource.properties != nullptr)
        members.assign(resource.properties->members.begin(), resource.properties->members.end());
    const bool bucket = resource.type == "AWS::S3::Bucket";
    if (bucket) add_notifications(members, state.edits, make);
    add_tags(members, state.edits, bucket ? state.tags : nullptr, make);
    add_triggers(members, state.edits, make);
    return resource.properties == nullptr ? make.map(members)
                                          : make.at(resource.properties->span).map(members);
}

const Node* Rewritten::apply(const Resource& resource, const State& state, Builder build) {
    const Maker& make = state.edits.front().make;
    std::vector<Member> members;
    for (const char* kept :
         {"Type", "DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata"}) {
        if (const Member* member = resource.node->find(kept)) members.push_back(*member);
    }
    const Node* depends_on = dependencies(resource.node->get("DependsOn"), state.edits, make);
    if (truthy(depends_on)) members.push_back(make.member("DependsOn", depends_on));
    members.push_back(make.member("Properties", properties(resource, state, make)));
    return build.mapping(members, resource.node->span, make.origin());
}

std::vector<Rewritten::Result> Rewritten::finish(const Template& templ, Builder build) {
    std::vector<Result> results;
    for (const auto& [id, state] : states_) {
        const Resource* resource = templ.resource(id);
        if (resource == nullptr) continue;
        Member member;
        member.key = id;
        member.key_span = resource->id_span;
        member.value = apply(*resource, state, build);
        member.origin = state.edits.front().make.origin();
        results.push_back({id, member});
    }
    return results;
}

bool check_rewritten(const Resource& resource, std::string_view type, std::span<const PropertyRule> rules,
                     Problems& problems) {
    const Naming naming(problems, resource.id);
    const std::size_t before = problems.refusals();
    if (resource.type != type) {
        problems.refuse(resource.id_span, "An event refers to '" + std::string(resource.id) +
                                              "' as a resource of type " + std::string(type) +
                                              ", but its type is " + std::string(resource.type) + ".");
    } else if (resource.properties != nullptr && resource.properties->kind != Kind::null &&
               !resource.properties->is_mapping()) {
        problems.refuse(resource.properties->span,
                        "'Properties' must be a map, but they are " + a_kind(*resource.properties) + ".");
    } else if (resource.properties != nullptr) {
        check_properties(rules, *resource.properties, type, resource.id_span, problems);
        const Node* notification = resource.properties->get("NotificationConfiguration");
        check_shape(notification, Kind::mapping, "NotificationConfiguration", problems);
        check_shape(value_of(notification, "LambdaConfigurations"), Kind::sequence, "LambdaConfigurations",
                    problems);
        check_shape(resource.properties->get("LambdaConfig"), Kind::mapping, "LambdaConfig", problems);
    }
    return problems.refusals() == before;
}

}  // namespace stackfit::sam
