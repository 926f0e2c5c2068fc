#include "sam/draft.h"

#include "sam/value.h"

namespace stackfit::sam {

void set_member(std::vector<Member>& members, const Member& member) {
    for (Member& old : members) {
        if (old.key != member.key) continue;
        old = member;
        return;
    }
    members.push_back(member);
}

const Node* find_value(const std::vector<Member>& members, std::string_view key) {
    for (const Member& member : members) {
        if (member.key == key) return member.value;
    }
    return nullptr;
}

const Member* SamResource::property(std::string_view name) const { return member_of(properties, name); }

const Node* SamResource::value(std::string_view name) const { return value_of(properties, name); }

Span SamResource::key_span(std::string_view name) const {
    const Member* member = properties->find(name);
    return member == nullptr ? id_span : member->key_span;
}

std::vector<Member> SamResource::inherited() const {
    std::vector<Member> kept;
    for (const Member& member : attributes) {
        if (member.key == "Condition" || member.key == "DeletionPolicy" ||
            member.key == "UpdateReplacePolicy") {
            kept.push_back(member);
        }
    }
    return kept;
}

const Node* SamResource::condition() const { return find_value(attributes, "Condition"); }

const Node* Target::condition() const { return find_value(inherited, "Condition"); }

Draft::Draft(std::string_view id_, std::string_view type_, Maker make_, std::vector<Member> attributes_)
    : id(make_.build().text(id_)), type(type_), make(make_), attributes(std::move(attributes_)) {}

void Draft::set(std::string_view name, const Node* value) {
    if (value != nullptr) set_member(properties, make.member(name, value));
}

void Draft::pass(const Node* from, std::string_view name, std::string_view as) {
    const Member* member = member_of(from, name);
    if (member == nullptr) return;
    Member passed = *member;
    if (!as.empty()) passed.key = as;
    set_member(properties, passed);
}

void Draft::set_attribute(std::string_view name, const Node* value) {
    if (value != nullptr) set_member(attributes, make.member(name, value));
}

const Node* Draft::property(std::string_view name) const { return find_value(properties, name); }

const Node* Draft::attribute(std::string_view name) const { return find_value(attributes, name); }

void Draft::depend_on(const Node* ids) { set_member(attributes, make.member("DependsOn", ids)); }

const Node* Draft::node() const {
    std::vector<Member> members{make.member("Type", make.text(type))};
    if (depends_on != nullptr && truthy(depends_on->value)) members.push_back(*depends_on);
    members.insert(members.end(), attributes.begin(), attributes.end());
    members.push_back(make.member("Properties", properties_node()));
    return make.map(members);
}

}  // namespace stackfit::sam
