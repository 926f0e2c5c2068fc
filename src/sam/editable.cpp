#include "sam/editable.h"

#include <algorithm>

#include "sam/intrinsics.h"
#include "sam/value.h"

namespace stackfit::sam {

void Editable::catch_up() {
    if (epoch_ == nullptr || seen_ == epoch_->copies) return;
    // A copy that leaves the order alone leaves the table alone, and so do all further ones.
    for (std::uint32_t i = seen_; i < epoch_->copies && hashed && keys_.reinsert(); ++i) {
    }
    seen_ = epoch_->copies;
}

void Editable::join(const Epoch* epoch) {
    if (epoch_ == epoch && epoch != nullptr) return;
    catch_up();  // with the definition that it leaves
    epoch_ = epoch;
    seen_ = epoch == nullptr ? 0 : epoch->copies;
    for (Editable* item : items) item->join(epoch);
    for (EditableMember& member : members_) {
        if (member.value != nullptr) member.value->join(epoch);
    }
}

EditableMember* Editable::member(std::string_view key) {
    if (!is_dict()) return nullptr;
    const KeyOrder::Key* found = keys_.find(key);
    return found == nullptr ? nullptr : &members_[found->value];
}

Editable* Editable::get(std::string_view key) const {
    const KeyOrder::Key* found = is_dict() ? keys_.find(key) : nullptr;
    return found == nullptr ? nullptr : members_[found->value].value;
}

Editable* Editable::value(std::string_view key) const {
    Editable* found = get(key);
    return found == nullptr || found->kind == Kind::null ? nullptr : found;
}

void Editable::set(const EditableMember& member) {
    catch_up();
    if (epoch_ != nullptr) member.value->join(epoch_);
    if (EditableMember* old = this->member(member.key)) {
        old->value = member.value;
        return;
    }
    keys_.add({member.key, key_hash(member.key), static_cast<std::uint32_t>(members_.size())});
    members_.push_back(member);
}

void Editable::remove(std::string_view key) {
    catch_up();
    if (EditableMember* old = member(key)) old->value = nullptr;
    keys_.remove(key);
}

void Editable::update(const Editable& other) {
    catch_up();
    std::vector<KeyOrder::Key> keys;
    std::vector<EditableMember*> all = const_cast<Editable&>(other).members();
    for (const EditableMember* added : all) {
        const KeyOrder::Key* old = keys_.find(added->key);
        if (old != nullptr) {
            keys.push_back(*old);
            members_[old->value].value = added->value;
        } else {
            keys.push_back({added->key, key_hash(added->key), static_cast<std::uint32_t>(members_.size())});
            members_.push_back(*added);
        }
        if (epoch_ != nullptr) added->value->join(epoch_);
    }
    keys_.merge(keys);
}

std::vector<EditableMember*> Editable::members() {
    catch_up();
    std::vector<EditableMember*> all;
    if (hashed) {
        for (const KeyOrder::Key& key : keys_.keys()) all.push_back(&members_[key.value]);
    } else {
        for (EditableMember& member : members_) {
            if (member.value != nullptr) all.push_back(&member);
        }
    }
    return all;
}

EditableMember* Editable::only() { return is_dict() && size() == 1 ? members().front() : nullptr; }

Editable* EditableHeap::fresh(Kind kind, const Maker& make) {
    Editable& value = values_.emplace_back();
    value.kind = kind;
    value.span = make.span();
    value.origin = make.origin();
    return &value;
}

Editable* EditableHeap::fresh_dict(bool hashed, const Maker& make) {
    Editable* value = fresh(Kind::mapping, make);
    value->hashed = hashed;
    return value;
}

Editable* EditableHeap::from_node(const Node& node) {
    Editable& value = values_.emplace_back();
    value.kind = node.kind;
    value.text = node.text;
    value.authored = node.is_string() && node.origin != &service_value;
    value.hashed = node.is_mapping();
    value.short_form = node.short_form;
    value.written = node.is_scalar() ? &node : nullptr;
    value.span = node.span;
    value.origin = node.origin;
    for (const Node* item : node.items) value.items.push_back(from_node(*item));
    for (const Member& member : node.members) {
        value.set({member.key, true, member.key_span, member.origin, from_node(*member.value)});
    }
    return &value;
}

const Node* EditableHeap::to_node(Editable& value) {
    if (value.written != nullptr) return value.written;
    Node node;
    node.kind = value.kind;
    node.text = value.text;
    node.short_form = value.short_form;
    node.span = value.span;
    node.origin = value.origin;
    std::vector<const Node*> items;
    for (Editable* item : value.items) items.push_back(to_node(*item));
    node.items = arena_.copy(items);
    std::vector<Member> members;
    for (const EditableMember& member : value.members_) {
        if (member.value == nullptr) continue;
        Member made;
        made.key = member.key;
        made.key_span = member.key_span;
        made.origin = member.origin;
        made.value = to_node(*member.value);
        members.push_back(made);
    }
    node.members = arena_.copy(members);
    return arena_.make(node);
}

Editable* EditableHeap::string(std::string_view text, const Maker& make, bool authored) {
    Editable* value = fresh(Kind::string, make);
    value->text = build_.text(text);
    value->authored = authored;
    return value;
}

Editable* EditableHeap::boolean(bool truth, const Maker& make) {
    Editable* value = fresh(Kind::boolean, make);
    value->text = truth ? "true" : "false";
    return value;
}

Editable* EditableHeap::list(std::vector<Editable*> items, const Maker& make) {
    Editable* value = fresh(Kind::sequence, make);
    value->items = std::move(items);
    return value;
}

Editable* EditableHeap::plain(std::initializer_list<std::pair<std::string_view, Editable*>> members,
                              const Maker& make) {
    Editable* value = fresh_dict(false, make);
    for (const auto& [key, inner] : members) set(*value, key, inner, make);
    return value;
}

void EditableHeap::set(Editable& dict, std::string_view key, Editable* value, const Maker& make,
                       bool authored) {
    dict.set({build_.text(key), authored, make.span(), make.origin(), value});
}

Editable* EditableHeap::set_default(Editable& dict, std::string_view key, Editable* value, const Maker& make,
                                    bool authored) {
    if (Editable* old = dict.get(key)) return old;
    set(dict, key, value, make, authored);
    return value;
}

void EditableHeap::append(Editable& list, Editable* value) {
    if (list.epoch_ != nullptr) value->join(list.epoch_);
    list.items.push_back(value);
}

Editable* EditableHeap::ref(std::string_view id, const Maker& make, bool authored) {
    return plain({{"Ref", string(id, make, authored)}}, make);
}

Editable* EditableHeap::attribute(std::string_view id, std::string_view name, const Maker& make,
                                  bool authored) {
    return plain({{"Fn::GetAtt", list({string(id, make, authored), string(name, make)}, make)}}, make);
}

Editable* EditableHeap::sub(std::string_view pattern, Editable* variables, const Maker& make) {
    Editable* text = string(pattern, make);
    return plain({{"Fn::Sub", variables == nullptr ? text : list({text, variables}, make)}}, make);
}

Editable* EditableHeap::choose(Editable* condition, Editable* then, const Maker& make) {
    return plain({{"Fn::If", list({condition, then, ref("AWS::NoValue", make)}, make)}}, make);
}

Editable* EditableHeap::clone(const Editable& value) {
    Editable& copy = values_.emplace_back(value);
    copy.epoch_ = nullptr;
    for (Editable*& item : copy.items) item = clone(*item);
    for (EditableMember& member : copy.members_) {
        if (member.value != nullptr) member.value = clone(*member.value);
    }
    return &copy;
}

Editable* EditableHeap::deep_copy(Editable& value) {
    value.catch_up();
    Editable& copy = values_.emplace_back(value);
    copy.epoch_ = nullptr;
    for (Editable*& item : copy.items) item = deep_copy(*item);
    for (EditableMember& member : copy.members_) {
        if (member.value != nullptr) member.value = deep_copy(*member.value);
    }
    if (copy.hashed) copy.keys_.reinsert();
    return &copy;
}

Editable* EditableHeap::shallow_copy(Editable& dict, const Maker& make) {
    Editable* copy = fresh_dict(dict.hashed, make);
    copy->update(dict);
    return copy;
}

bool truthy(const Editable* value) {
    if (value == nullptr) return false;
    if (value->is_list()) return !value->items.empty();
    if (value->is_dict()) return value->size() != 0;
    Node scalar;
    scalar.kind = value->kind;
    scalar.text = value->text;
    return truthy(&scalar);
}

bool is_intrinsic(Editable* value) {
    const EditableMember* only = value == nullptr ? nullptr : value->only();
    return only != nullptr &&
           (only->key == "Ref" || only->key == "Condition" || only->key.starts_with("Fn::"));
}

bool is_no_value(Editable* value) {
    const EditableMember* only = value == nullptr ? nullptr : value->only();
    return only != nullptr && only->key == "Ref" && only->value->is("AWS::NoValue");
}

std::string a_kind(const Editable& value) {
    Node node;
    node.kind = value.kind;
    return a_kind(node);
}

bool same_value(Editable* a, Editable* b) {
    if (a == b) return true;
    if (a == nullptr || b == nullptr || a->kind != b->kind || a->size() != b->size() ||
        a->items.size() != b->items.size())
        return false;
    return hash_json(*a) == hash_json(*b);
}

}  // namespace stackfit::sam
