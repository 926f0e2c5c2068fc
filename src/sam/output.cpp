#include "sam/output.h"

#include <algorithm>
#include <iterator>

#include "sam/value.h"

namespace stackfit::sam {

Dependencies::Dependencies(const Node* written) {
    if (written != nullptr && !written->is_sequence()) append(written);
    if (written != nullptr)
        for (const Node* item : written->items) append(item);
}

void Dependencies::append(const Node* item) {
    if (item->is_string()) places_[item->text].push_back(items_.size());
    items_.push_back(item);
}

void Dependencies::add(const Node* id) {
    const auto found = places_.find(id->text);
    if (found == places_.end() || found->second.empty()) append(id);
}

bool Dependencies::remove(std::string_view id) {
    const auto found = places_.find(id);
    if (found == places_.end() || found->second.empty()) return false;
    items_[found->second.front()] = nullptr;
    found->second.erase(found->second.begin());
    return true;
}

std::vector<const Node*> Dependencies::items() const {
    std::vector<const Node*> left;
    std::copy_if(items_.begin(), items_.end(), std::back_inserter(left),
                 [](const Node* item) { return item != nullptr; });
    return left;
}

void Output::put(std::size_t owner, const Member& resource) {
    const auto [place, added] = index_.emplace(resource.key, entries_.size());
    if (added)
        entries_.push_back({owner, resource});
    else
        entries_[place->second] = {entries_[place->second].owner, resource};
    const Node* depends_on = resource.value->get("DependsOn");
    if (depends_on == nullptr) return;
    if (depends_on->is_string()) dependents_[depends_on->text].push_back(place->second);
    for (const Node* item : depends_on->items) {
        if (item->is_string()) dependents_[item->text].push_back(place->second);
    }
}

void Output::remove(std::string_view id) {
    if (Entry* found = entry(id)) found->removed = true;
}

Output::Entry* Output::entry(std::string_view id) {
    const auto found = index_.find(id);
    return found == index_.end() || entries_[found->second].removed ? nullptr : &entries_[found->second];
}

const Node* Output::find(std::string_view id) const {
    const auto found = index_.find(id);
    if (found == index_.end() || entries_[found->second].removed) return nullptr;
    return entries_[found->second].member.value;
}

std::vector<Member> Output::all() const {
    std::vector<Member> all;
    for (const Entry& entry : entries_) {
        if (!entry.removed) all.push_back(entry.member);
    }
    return all;
}

Dependencies& Output::shared_dependencies(Entry& entry) {
    if (entry.dependencies == nullptr) {
        const Node* written = entry.member.value->get("DependsOn");
        std::shared_ptr<Dependencies> own;
        const bool is_list = written != nullptr && written->is_sequence();
        std::shared_ptr<Dependencies>& list = is_list ? shared_[{entry.owner, written}] : own;
        if (list == nullptr) list = std::make_shared<Dependencies>(written);
        entry.dependencies = list;
    }
    return *entry.dependencies;
}

Dependencies& Output::own_dependencies(Entry& entry) {
    Dependencies& list = shared_dependencies(entry);
    if (entry.owns_dependencies) return list;
    entry.owns_dependencies = true;
    entry.dependencies = std::make_shared<Dependencies>(list);
    return *entry.dependencies;
}

/// It did when it was noted as a dependent; it may have been put anew since.
bool Output::may_depend(const Entry& entry, std::string_view id) {
    if (entry.removed || entry.dependencies != nullptr) return !entry.removed;
    const Node* written = entry.member.value->get("DependsOn");
    return written != nullptr && (written->is_sequence() || is_text(written, id));
}

void Output::depend(std::string_view id, const Node* other) {
    Entry* found = entry(id);
    if (found == nullptr) return;
    own_dependencies(*found).add(other);
    found->cause = other;
}

void Output::replace_dependency(std::string_view id, const std::vector<const Node*>& made) {
    const auto found = dependents_.find(id);
    if (found == dependents_.end()) return;
    std::vector<std::size_t> places = found->second;
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    for (const std::size_t place : places) {
        Entry& entry = entries_[place];
        if (!may_depend(entry, id) || !shared_dependencies(entry).remove(id)) continue;
        Dependencies& own = own_dependencies(entry);
        for (const Node* one : made) own.add(one);
        entry.cause = made.empty() ? nullptr : made.front();
    }
}

Member Output::with_dependencies(const Entry& entry, Builder& build) {
    Member resource = entry.member;
    Member list;
    if (const Member* written = resource.value->find("DependsOn"))
        list = *written;
    else
        list = {"DependsOn", entry.cause->span, nullptr, entry.cause->origin};
    const Span span = list.value == nullptr ? list.key_span : list.value->span;
    const Origin* origin = entry.cause == nullptr ? list.origin : entry.cause->origin;
    list.value = build.sequence(entry.dependencies->items(), span, origin);
    resource.value = build.with(*resource.value, list);
    return resource;
}

std::vector<Member> Output::members(Builder& build) {
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const Entry& a, const Entry& b) { return a.owner < b.owner; });
    std::vector<Member> all;
    for (const Entry& entry : entries_) {
        if (entry.removed) continue;
        all.push_back(entry.dependencies == nullptr ? entry.member : with_dependencies(entry, build));
    }
    return all;
}

}  // namespace stackfit::sam
