// Values that can be edited, as the service has them while it writes into an API's definition. Maps keep the order in which the service lists
// their keys, and texts know whether the author wrote them or the service: both show in the text from which a deployment's id is hashed.
// How that order comes about is python27's business (python27/key_order.h). Values live in an EditableHeap and are shared by pointer.
//
// The service copies the whole definition before and after every edit, and a copy may reorder the keys of each map in it. Here the
// definition is edited in place: an Epoch counts its copies, and a map catches up with the count when it is next looked at.
#pragma once

#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "sam/make.h"
#include "sam/python27/key_order.h"
#include "stackfit/support/arena.h"

namespace stackfit::sam {

/// How often a definition was copied.
struct Epoch {
    std::uint32_t copies = 0;
};

struct Editable;

struct EditableMember {
    std::string_view key;
    bool authored = false;  ///< the key came from the template
    Span key_span;
    const Origin* origin = nullptr;
    Editable* value = nullptr;  ///< null: removed
};

struct Editable {
    Kind kind = Kind::null;
    bool authored = false;  ///< a string of the template
    bool hashed = false;    ///< a map whose keys are in the service's old order; else in that of insertion
    bool short_form = false;
    std::string_view text;          ///< scalars, as in Node
    const Node* written = nullptr;  ///< the scalar in the template, unchanged
    std::vector<Editable*> items;
    Span span;
    const Origin* origin = nullptr;

    [[nodiscard]] bool is_dict() const { return kind == Kind::mapping; }
    [[nodiscard]] bool is_list() const { return kind == Kind::sequence; }
    [[nodiscard]] bool is_string() const { return kind == Kind::string; }
    [[nodiscard]] bool is(std::string_view string) const { return is_string() && text == string; }

    [[nodiscard]] std::size_t size() const { return keys_.size(); }
    [[nodiscard]] bool has(std::string_view key) const { return is_dict() && keys_.find(key) != nullptr; }
    [[nodiscard]] EditableMember* member(std::string_view key);
    /// The value of a key: null when there is none. A value that is null itself is given.
    [[nodiscard]] Editable* get(std::string_view key) const;
    /// As `get`, but nothing for a value that is null.
    [[nodiscard]] Editable* value(std::string_view key) const;
    void set(const EditableMember& member);
    void remove(std::string_view key);
    /// dict.update(other), also of an empty dictionary: dict(other).
    void update(const Editable& other);
    /// The members in order. Pointers are good until the next `set`.
    [[nodiscard]] std::vector<EditableMember*> members();
    /// The only member of a dictionary of one.
    [[nodiscard]] EditableMember* only();

    void join(const Epoch* epoch);  ///< this value and all below become part of a definition

private:
    friend class EditableHeap;
    void catch_up();

    KeyOrder keys_;
    std::vector<EditableMember> members_;
    const Epoch* epoch_ = nullptr;
    std::uint32_t seen_ = 0;
};

class EditableHeap {
public:
    EditableHeap(Arena& arena, Builder build) : arena_(arena), build_(build) {}

    /// What the service makes of the template's own values: texts marked as authored, maps in its old order.
    Editable* from_node(const Node& node);
    const Node* to_node(Editable& value);

    Editable* null(const Maker& make) { return fresh(Kind::null, make); }
    Editable* string(std::string_view text, const Maker& make, bool authored = false);
    Editable* boolean(bool value, const Maker& make);
    Editable* list(std::vector<Editable*> items, const Maker& make);
    Editable* dict(const Maker& make) { return fresh_dict(true, make); }
    /// A map in the order of insertion.
    Editable* plain(std::initializer_list<std::pair<std::string_view, Editable*>> members, const Maker& make);
    Editable* ref(std::string_view id, const Maker& make, bool authored = false);
    Editable* attribute(std::string_view id, std::string_view name, const Maker& make, bool authored = false);
    Editable* sub(std::string_view pattern, Editable* variables, const Maker& make);
    /// {Fn::If: [condition, then, otherwise or NoValue]}
    Editable* choose(Editable* condition, Editable* then, const Maker& make);
    /// The same value with the dictionaries copied slot by slot: as if it stood at another place.
    Editable* clone(const Editable& value);
    /// copy.deepcopy(): every dictionary's keys are put into a new table.
    Editable* deep_copy(Editable& value);
    /// dict.copy()
    Editable* shallow_copy(Editable& dict, const Maker& make);

    void set(Editable& dict, std::string_view key, Editable* value, const Maker& make, bool authored = false);
    /// dict.setdefault(key, value)
    Editable* set_default(Editable& dict, std::string_view key, Editable* value, const Maker& make,
                          bool authored = false);
    static void append(Editable& list, Editable* value);

    [[nodiscard]] Builder& build() { return build_; }

private:
    Editable* fresh(Kind kind, const Maker& make);
    Editable* fresh_dict(bool hashed, const Maker& make);

    Arena& arena_;
    Builder build_;
    std::deque<Editable> values_;
};

bool truthy(const Editable* value);
bool same_value(Editable* a, Editable* b);
bool is_intrinsic(Editable* value);
bool is_no_value(Editable* value);
std::string a_kind(const Editable& value);
/// The text from which a deployment's id is hashed (python27/printed.cpp).
std::string printed(Editable& value);
/// json.dumps(value): ", " and ": " between, keys in order.
std::string printed_json(Editable& value);
/// json.dumps(value, separators=(",", ":"), sort_keys=True)
std::string hash_json(Editable& value);

}  // namespace stackfit::sam
