#include "python_value.h"

#include <algorithm>

#include "intrinsics.h"
#include "value.h"

namespace stackfit::sam {

void Py::catch_up() {
    if (epoch_ == nullptr || seen_ == epoch_->copies) return;
    // A copy that leaves the order alone leaves the table alone, and so do all further ones.
    for (std::uint32_t i = seen_; i < epoch_->copies && python2 && keys_.reinsert(); ++i) {
    }
    seen_ = epoch_->copies;
}

void Py::join(const Epoch* epoch) {
    if (epoch_ == epoch && epoch != nullptr) return;
    catch_up();  // with the definition that it leaves
    epoch_ = epoch;
    seen_ = epoch == nullptr ? 0 : epoch->copies;
    for (Py* item : items) item->join(epoch);
    for (PyMember& member : members_) {
        if (member.value != nullptr) member.value->join(epoch);
    }
}

PyMember* Py::member(std::string_view key) {
    if (!is_dict()) return nullptr;
    const PythonKeys::Key* found = keys_.find(key);
    return found == nullptr ? nullptr : &members_[found->value];
}

Py* Py::get(std::string_view key) const {
    const PythonKeys::Key* found = is_dict() ? keys_.find(key) : nullptr;
    return found == nullptr ? nullptr : members_[found->value].value;
}

Py* Py::value(std::string_view key) const {
    Py* found = get(key);
    return found == nullptr || found->kind == Kind::null ? nullptr : found;
}

void Py::set(const PyMember& member) {
    catch_up();
    if (epoch_ != nullptr) member.value->join(epoch_);
    if (PyMember* old = this->member(member.key)) {
        old->value = member.value;
        return;
    }
    keys_.add({member.key, python_hash(member.key), static_cast<std::uint32_t>(members_.size())});
    members_.push_back(member);
}

void Py::remove(std::string_view key) {
    catch_up();
    if (PyMember* old = member(key)) old->value = nullptr;
    keys_.remove(key);
}

void Py::update(const Py& other) {
    catch_up();
    std::vector<PythonKeys::Key> keys;
    std::vector<PyMember*> all = const_cast<Py&>(other).members();
    for (const PyMember* added : all) {
        const PythonKeys::Key* old = keys_.find(added->key);
        if (old != nullptr) {
            keys.push_back(*old);
            members_[old->value].value = added->value;
        } else {
            keys.push_back(
                {added->key, python_hash(added->key), static_cast<std::uint32_t>(members_.size())});
            members_.push_back(*added);
        }
        if (epoch_ != nullptr) added->value->join(epoch_);
    }
    keys_.merge(keys);
}

std::vector<PyMember*> Py::members() {
    catch_up();
    std::vector<PyMember*> all;
    if (python2) {
        for (const PythonKeys::Key& key : keys_.keys()) all.push_back(&members_[key.value]);
    } else {
        for (PyMember& member : members_) {
            if (member.value != nullptr) all.push_back(&member);
        }
    }
    return all;
}

PyMember* Py::only() { return is_dict() && size() == 1 ? members().front() : nullptr; }

Py* PyHeap::fresh(Kind kind, const Maker& make) {
    Py& value = values_.emplace_back();
    value.kind = kind;
    value.span = make.span();
    value.origin = make.origin();
    return &value;
}

Py* PyHeap::fresh_dict(bool python2, const Maker& make) {
    Py* value = fresh(Kind::mapping, make);
    value->python2 = python2;
    return value;
}

Py* PyHeap::from_node(const Node& node) {
    Py& value = values_.emplace_back();
    value.kind = node.kind;
    value.text = node.text;
    value.unicode = node.is_string() && node.origin != &service_value;
    value.python2 = node.is_mapping();
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

const Node* PyHeap::to_node(Py& value) {
    if (value.written != nullptr) return value.written;
    Node node;
    node.kind = value.kind;
    node.text = value.text;
    node.short_form = value.short_form;
    node.span = value.span;
    node.origin = value.origin;
    std::vector<const Node*> items;
    for (Py* item : value.items) items.push_back(to_node(*item));
    node.items = arena_.copy(items);
    std::vector<Member> members;
    for (const PyMember& member : value.members_) {
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

Py* PyHeap::string(std::string_view text, const Maker& make, bool unicode) {
    Py* value = fresh(Kind::string, make);
    value->text = build_.text(text);
    value->unicode = unicode;
    return value;
}

Py* PyHeap::boolean(bool truth, const Maker& make) {
    Py* value = fresh(Kind::boolean, make);
    value->text = truth ? "true" : "false";
    return value;
}

Py* PyHeap::list(std::vector<Py*> items, const Maker& make) {
    Py* value = fresh(Kind::sequence, make);
    value->items = std::move(items);
    return value;
}

Py* PyHeap::plain(std::initializer_list<std::pair<std::string_view, Py*>> members, const Maker& make) {
    Py* value = fresh_dict(false, make);
    for (const auto& [key, inner] : members) set(*value, key, inner, make);
    return value;
}

void PyHeap::set(Py& dict, std::string_view key, Py* value, const Maker& make, bool unicode) {
    dict.set({build_.text(key), unicode, make.span(), make.origin(), value});
}

Py* PyHeap::set_default(Py& dict, std::string_view key, Py* value, const Maker& make, bool unicode) {
    if (Py* old = dict.get(key)) return old;
    set(dict, key, value, make, unicode);
    return value;
}

void PyHeap::append(Py& list, Py* value) {
    if (list.epoch_ != nullptr) value->join(list.epoch_);
    list.items.push_back(value);
}

Py* PyHeap::ref(std::string_view id, const Maker& make, bool unicode) {
    return plain({{"Ref", string(id, make, unicode)}}, make);
}

Py* PyHeap::attribute(std::string_view id, std::string_view name, const Maker& make, bool unicode) {
    return plain({{"Fn::GetAtt", list({string(id, make, unicode), string(name, make)}, make)}}, make);
}

Py* PyHeap::sub(std::string_view pattern, Py* variables, const Maker& make) {
    Py* text = string(pattern, make);
    return plain({{"Fn::Sub", variables == nullptr ? text : list({text, variables}, make)}}, make);
}

Py* PyHeap::choose(Py* condition, Py* then, const Maker& make) {
    return plain({{"Fn::If", list({condition, then, ref("AWS::NoValue", make)}, make)}}, make);
}

Py* PyHeap::clone(const Py& value) {
    Py& copy = values_.emplace_back(value);
    copy.epoch_ = nullptr;
    for (Py*& item : copy.items) item = clone(*item);
    for (PyMember& member : copy.members_) {
        if (member.value != nullptr) member.value = clone(*member.value);
    }
    return &copy;
}

Py* PyHeap::deep_copy(Py& value) {
    value.catch_up();
    Py& copy = values_.emplace_back(value);
    copy.epoch_ = nullptr;
    for (Py*& item : copy.items) item = deep_copy(*item);
    for (PyMember& member : copy.members_) {
        if (member.value != nullptr) member.value = deep_copy(*member.value);
    }
    if (copy.python2) copy.keys_.reinsert();
    return &copy;
}

Py* PyHeap::shallow_copy(Py& dict, const Maker& make) {
    Py* copy = fresh_dict(dict.python2, make);
    copy->update(dict);
    return copy;
}

bool truthy(const Py* value) {
    if (value == nullptr) return false;
    if (value->is_list()) return !value->items.empty();
    if (value->is_dict()) return value->size() != 0;
    Node scalar;
    scalar.kind = value->kind;
    scalar.text = value->text;
    return truthy(&scalar);
}

bool is_intrinsic(Py* value) {
    const PyMember* only = value == nullptr ? nullptr : value->only();
    return only != nullptr &&
           (only->key == "Ref" || only->key == "Condition" || only->key.starts_with("Fn::"));
}

bool is_no_value(Py* value) {
    const PyMember* only = value == nullptr ? nullptr : value->only();
    return only != nullptr && only->key == "Ref" && only->value->is("AWS::NoValue");
}

std::string a_kind(const Py& value) {
    Node node;
    node.kind = value.kind;
    return a_kind(node);
}

bool same_value(Py* a, Py* b) {
    if (a == b) return true;
    if (a == nullptr || b == nullptr || a->kind != b->kind || a->size() != b->size() ||
        a->items.size() != b->items.size())
        return false;
    return python_json(*a) == python_json(*b);
}

}  // namespace stackfit::sam
