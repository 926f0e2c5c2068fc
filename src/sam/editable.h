// Mutable values as the service's Python has them while it edits an API's definition: dictionaries in Python 2.7's order (python_keys.h),
// strings that know whether they came from the template (they print as u'...') or from the service ('...'). Values live in a PyHeap and are
// shared by pointer, as Python's are.
//
// The service copies the whole definition before and after every edit, and a copy may reorder the keys of each dictionary in it. Here the
// definition is edited in place: an Epoch counts its copies, and a dictionary catches up with the count when it is next looked at.
#pragma once

#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "make.h"
#include "python_keys.h"
#include "stackfit/support/arena.h"

namespace stackfit::sam {

/// How often a definition was copied.
struct Epoch {
    std::uint32_t copies = 0;
};

struct Py;

struct PyMember {
    std::string_view key;
    bool unicode = false;  ///< the key came from the template
    Span key_span;
    const Origin* origin = nullptr;
    Py* value = nullptr;  ///< null: removed
};

struct Py {
    Kind kind = Kind::null;
    bool unicode = false;  ///< a string of the template
    bool python2 = false;  ///< a dictionary in Python 2.7's order; else in that of insertion
    bool short_form = false;
    std::string_view text;          ///< scalars, as in Node
    const Node* written = nullptr;  ///< the scalar in the template, unchanged
    std::vector<Py*> items;
    Span span;
    const Origin* origin = nullptr;

    [[nodiscard]] bool is_dict() const { return kind == Kind::mapping; }
    [[nodiscard]] bool is_list() const { return kind == Kind::sequence; }
    [[nodiscard]] bool is_string() const { return kind == Kind::string; }
    [[nodiscard]] bool is(std::string_view string) const { return is_string() && text == string; }

    [[nodiscard]] std::size_t size() const { return keys_.size(); }
    [[nodiscard]] bool has(std::string_view key) const { return is_dict() && keys_.find(key) != nullptr; }
    [[nodiscard]] PyMember* member(std::string_view key);
    /// The value of a key: null when there is none. A value that is null itself is given.
    [[nodiscard]] Py* get(std::string_view key) const;
    /// As `get`, but nothing for a value that is null.
    [[nodiscard]] Py* value(std::string_view key) const;
    void set(const PyMember& member);
    void remove(std::string_view key);
    /// dict.update(other), also of an empty dictionary: dict(other).
    void update(const Py& other);
    /// The members in order. Pointers are good until the next `set`.
    [[nodiscard]] std::vector<PyMember*> members();
    /// The only member of a dictionary of one.
    [[nodiscard]] PyMember* only();

    void join(const Epoch* epoch);  ///< this value and all below become part of a definition

private:
    friend class PyHeap;
    void catch_up();

    PythonKeys keys_;
    std::vector<PyMember> members_;
    const Epoch* epoch_ = nullptr;
    std::uint32_t seen_ = 0;
};

class PyHeap {
public:
    PyHeap(Arena& arena, Builder build) : arena_(arena), build_(build) {}

    /// What the service makes of the template's own values: strings marked, dictionaries in Python 2.7's order.
    Py* from_node(const Node& node);
    const Node* to_node(Py& value);

    Py* null(const Maker& make) { return fresh(Kind::null, make); }
    Py* string(std::string_view text, const Maker& make, bool unicode = false);
    Py* boolean(bool value, const Maker& make);
    Py* list(std::vector<Py*> items, const Maker& make);
    Py* dict(const Maker& make) { return fresh_dict(true, make); }
    /// An ordinary dictionary of Python 3.
    Py* plain(std::initializer_list<std::pair<std::string_view, Py*>> members, const Maker& make);
    Py* ref(std::string_view id, const Maker& make, bool unicode = false);
    Py* attribute(std::string_view id, std::string_view name, const Maker& make, bool unicode = false);
    Py* sub(std::string_view pattern, Py* variables, const Maker& make);
    /// {Fn::If: [condition, then, otherwise or NoValue]}
    Py* choose(Py* condition, Py* then, const Maker& make);
    /// The same value with the dictionaries copied slot by slot: as if it stood at another place.
    Py* clone(const Py& value);
    /// copy.deepcopy(): every dictionary's keys are put into a new table.
    Py* deep_copy(Py& value);
    /// dict.copy()
    Py* shallow_copy(Py& dict, const Maker& make);

    void set(Py& dict, std::string_view key, Py* value, const Maker& make, bool unicode = false);
    /// dict.setdefault(key, value)
    Py* set_default(Py& dict, std::string_view key, Py* value, const Maker& make, bool unicode = false);
    static void append(Py& list, Py* value);

    [[nodiscard]] Builder& build() { return build_; }

private:
    Py* fresh(Kind kind, const Maker& make);
    Py* fresh_dict(bool python2, const Maker& make);

    Arena& arena_;
    Builder build_;
    std::deque<Py> values_;
};

bool truthy(const Py* value);
bool same_value(Py* a, Py* b);
bool is_intrinsic(Py* value);
bool is_no_value(Py* value);
std::string a_kind(const Py& value);
/// str(value) as Python 2.7 wrote it.
std::string python_str(Py& value);
/// json.dumps(value): ", " and ": " between, keys in order.
std::string python_dumps(Py& value);
/// json.dumps(value, separators=(",", ":"), sort_keys=True)
std::string python_json(Py& value);

}  // namespace stackfit::sam
