#include "sam/make.h"

namespace stackfit::sam {

Member Maker::member(std::string_view key, const Node* value) const {
    Member made;
    made.key = build_->text(key);
    made.key_span = span_;
    made.value = value;
    made.origin = origin_;
    return made;
}

const Node* Maker::texts(std::initializer_list<std::string_view> items) const {
    std::vector<const Node*> nodes;
    nodes.reserve(items.size());
    for (const std::string_view item : items) nodes.push_back(text(item));
    return list(nodes);
}

const Node* Maker::map(std::initializer_list<Entry> entries) const {
    std::vector<Member> members;
    members.reserve(entries.size());
    for (const Entry& entry : entries) {
        if (entry.value != nullptr) members.push_back(member(entry.key, entry.value));
    }
    return map(members);
}

const Node* Maker::attribute(std::string_view id, std::string_view name) const {
    return map({{"Fn::GetAtt", texts({id, name})}});
}

const Node* Maker::sub(std::string_view pattern, const Node* variables) const {
    if (variables == nullptr) return map({{"Fn::Sub", text(pattern)}});
    return map({{"Fn::Sub", list({text(pattern), variables})}});
}

const Node* Maker::choose(const Node* condition, const Node* then, const Node* otherwise) const {
    return map({{"Fn::If", list({condition, then, otherwise})}});
}

}  // namespace stackfit::sam
