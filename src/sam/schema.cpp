#include "sam/schema.h"

#include <algorithm>

#include "sam/python_scalar.h"
#include "sam/value.h"
#include "stackfit/support/text.h"

namespace stackfit::sam {
namespace {

enum class Shape : std::uint8_t {
    any,
    text,
    boolean,
    integer,
    number,
    words,
    map,
    map_of,
    list,
    choice,
    model
};

/// `first` and `count` are a type's own rows: in fields of a model, in words, in choices; of a list or map, `first` is its items' type.
struct Type {
    Shape shape;
    std::uint16_t first;
    std::uint16_t count;
};

struct Field {
    char name[40];
    std::uint16_t type;
    bool required;
};

struct Word {
    char text[28];
};

#include "sam/schemas.inc"

/// Where a value stands: its name in messages, and whom to point at when it is wrong or lacks something.
struct Place {
    std::string path;
    Span span;

    [[nodiscard]] Place member(const Member& member) const {
        return {inside(member.key), member.key_span.known() ? member.key_span : span};
    }
    [[nodiscard]] Place item(std::size_t index, const Node& node) const {
        return {inside(std::to_string(index)), node.span.known() ? node.span : span};
    }
    [[nodiscard]] std::string inside(std::string_view name) const {
        return (path.empty() ? "" : path + ".") + std::string(name);
    }
};

std::string expected(const Type& type) {
    switch (type.shape) {
        case Shape::text: return "a string";
        case Shape::boolean: return "true or false";
        case Shape::integer: return "an integer";
        case Shape::number: return "a number";
        case Shape::list: return "a list";
        case Shape::words:
        case Shape::choice: break;
        default: return "a map";
    }
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < type.count; ++i) {
        if (type.shape == Shape::words)
            parts.emplace_back(words[type.first + i].text);
        else
            parts.push_back(expected(types[choices[type.first + i]]));
    }
    const std::string last = parts.back();
    parts.pop_back();
    return parts.empty() ? last : join(parts, ", ") + " or " + last;
}

/// dict() of a list: its items are pairs of a name and a value, each a list, a map's two keys or a string of two characters.
const Node* map_of_pairs(Context& context, const Node& list, const Maker& make) {
    std::vector<Member> members;
    for (const Node* pair : list.items) {
        std::vector<const Node*> parts(pair->items.begin(), pair->items.end());
        for (const Member& member : pair->members) parts.push_back(make.at(member.key_span).text(member.key));
        if (pair->is_string() && pair->text.size() == 2)
            parts = {make.text(pair->text.substr(0, 1)), make.text(pair->text.substr(1))};
        if (parts.size() != 2 || !parts[0]->is_string()) return nullptr;
        set_member(members, make.at(parts[0]->span).member(parts[0]->text, parts[1]));
    }
    return context.build.mapping(members, list.span, make.origin());
}

class SchemaReader {
public:
    SchemaReader(Context& context, std::string_view what) : context_(context), what_(what) {}

    std::vector<Mistake> mistakes;

    const Node* read(const Type& type, const Node& value, const Place& place) {
        if (value.kind == Kind::null) return wrong(type, value, place);
        switch (type.shape) {
            case Shape::any: return &value;
            case Shape::words: return word(type, value, place);
            case Shape::map: return map(type, value, place);
            case Shape::map_of: return map_of(type, value, place);
            case Shape::list: return list(type, value, place);
            case Shape::choice: return choice(type, value, place);
            case Shape::model: return model(type, value, place);
            default: return scalar(type, value, place);
        }
    }

private:
    const Node* wrong(const Type& type, const Node& value, const Place& place) {
        const std::string start = "Property '" + place.path + "' of " + std::string(what_) + " must ";
        add(place.span,
            start + (type.shape == Shape::any ? "not be null."
                                              : "be " + expected(type) + ", but " + told(value) + "."));
        return nullptr;
    }

    void add(Span span, std::string message) {
        mistakes.push_back({context_.problems.of(), span, std::move(message)});
    }

    Maker converted(const Node& value, const Place& place, std::string_view kind) {
        return {context_.build, value.span.known() ? value.span : place.span,
                context_.build.origin(context_.text(place.path + " -> " + std::string(kind)), value.origin)};
    }

    const Node* scalar(const Type& type, const Node& value, const Place& place) {
        if (type.shape == Shape::boolean) {
            const auto yes = as_python_boolean(value);
            if (!yes) return wrong(type, value, place);
            return value.kind == Kind::boolean ? &value : converted(value, place, "boolean").yes(*yes);
        }
        const bool text = type.shape == Shape::text;
        const bool whole = type.shape == Shape::integer;
        const Kind kind = text ? Kind::string : whole ? Kind::integer : Kind::floating;
        if (value.kind == kind) return &value;
        const auto read = text    ? as_python_text(value)
                          : whole ? as_python_integer(value)
                                  : as_python_number(value);
        if (!read) return wrong(type, value, place);
        Node made = *converted(value, place, text ? "string" : whole ? "integer" : "number").text(*read);
        made.kind = kind;
        return context_.arena.make(made);
    }

    const Node* word(const Type& type, const Node& value, const Place& place) {
        std::vector<std::string_view> known;
        for (std::size_t i = 0; i < type.count; ++i) known.emplace_back(words[type.first + i].text);
        if (!value.is_string()) return wrong(type, value, place);
        if (std::find(known.begin(), known.end(), value.text) != known.end()) return &value;
        const std::string_view meant = closest(value.text, known);
        std::string message = "Property '" + place.path + "' of " + std::string(what_) + " must be " +
                              expected(type) + ", not " + quote(&value);
        message += meant.empty() ? "." : "; did you mean '" + std::string(meant) + "'?";
        add(place.span, std::move(message));
        return nullptr;
    }

    const Node* map(const Type& type, const Node& value, const Place& place) {
        if (value.is_mapping()) return &value;
        const bool empty = value.is_string() && value.text.empty();
        const bool pairs = empty || value.is_sequence();
        const Node* made = pairs ? map_of_pairs(context_, value, converted(value, place, "map")) : nullptr;
        return made != nullptr ? made : wrong(type, value, place);
    }

    const Node* map_of(const Type& type, const Node& value, const Place& place) {
        const Node* whole = map(type, value, place);
        if (whole == nullptr) return nullptr;
        std::vector<Member> members(whole->members.begin(), whole->members.end());
        for (Member& member : members)
            member.value = read(types[type.first], *member.value, place.member(member));
        return rebuilt(*whole, members);
    }

    const Node* model(const Type& type, const Node& value, const Place& place) {
        const Node* whole = map(type, value, place);
        if (whole == nullptr) return nullptr;
        std::vector<Member> members(whole->members.begin(), whole->members.end());
        for (const Field& field : std::span(fields).subspan(type.first, type.count)) {
            const auto found = std::find_if(members.begin(), members.end(),
                                            [&](const Member& member) { return member.key == field.name; });
            if (found != members.end()) {
                const bool missing = found->value->kind == Kind::null && !field.required;
                if (!missing) found->value = read(types[field.type], *found->value, place.member(*found));
            } else if (field.required) {
                add(place.span,
                    "Property '" + place.inside(field.name) + "' is required by " + std::string(what_) + ".");
            }
        }
        for (const Member& member : members) add_unknown(type, member, place);
        return rebuilt(*whole, members);
    }

    void add_unknown(const Type& type, const Member& member, const Place& place) {
        std::vector<std::string_view> names;
        for (const Field& field : std::span(fields).subspan(type.first, type.count))
            names.emplace_back(field.name);
        if (std::find(names.begin(), names.end(), member.key) != names.end()) return;
        const std::string_view meant = closest(member.key, names);
        const std::vector<std::string> all(names.begin(), names.end());
        std::string message =
            "Property '" + place.inside(member.key) + "' is not known to " + std::string(what_);
        message += meant.empty() ? "; " + place.path + " takes " + join(all, ", ") + "."
                                 : "; did you mean '" + std::string(meant) + "'?";
        add(place.member(member).span, std::move(message));
    }

    const Node* list(const Type& type, const Node& value, const Place& place) {
        if (!value.is_sequence()) return wrong(type, value, place);
        std::vector<const Node*> items(value.items.begin(), value.items.end());
        for (std::size_t i = 0; i < items.size(); ++i)
            items[i] = read(types[type.first], *items[i], place.item(i, *items[i]));
        if (std::find(items.begin(), items.end(), nullptr) != items.end()) return nullptr;
        return std::equal(items.begin(), items.end(), value.items.begin())
                   ? &value
                   : context_.build.sequence(items, value.span, value.origin);
    }

    /// The first alternative that fits. When none does, the one of the value's own kind says what is wrong inside.
    const Node* choice(const Type& type, const Node& value, const Place& place) {
        std::vector<Mistake> before = std::move(mistakes);
        std::vector<Mistake> inner;
        for (std::size_t i = 0; i < type.count; ++i) {
            mistakes.clear();
            const Type& one = types[choices[type.first + i]];
            if (const Node* made = read(one, value, place); made != nullptr && mistakes.empty()) {
                mistakes = std::move(before);
                return made;
            }
            if ((one.shape == Shape::list && value.is_sequence()) ||
                (one.shape == Shape::model && value.is_mapping()))
                inner = std::move(mistakes);
        }
        mistakes = std::move(before);
        if (inner.empty()) return wrong(type, value, place);
        mistakes.insert(mistakes.end(), inner.begin(), inner.end());
        return nullptr;
    }

    /// The map with the values that were read; null when one could not be.
    const Node* rebuilt(const Node& old, const std::vector<Member>& members) {
        bool same = true;
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (members[i].value == nullptr) return nullptr;
            same = same && members[i].value == old.members[i].value;
        }
        return same ? &old : context_.build.mapping(members, old.span, old.origin);
    }

    Context& context_;
    std::string_view what_;
};

}  // namespace

const Node* read_by_schema(Context& context, Schema schema, const Member& member, std::string_view what,
                           std::string_view path, std::vector<Mistake>& mistakes) {
    SchemaReader reader(context, what);
    const Node* value = reader.read(types[roots[static_cast<std::size_t>(schema)]], *member.value,
                                    {std::string(path), member.key_span});
    if (reader.mistakes.empty()) return value;
    mistakes.insert(mistakes.end(), reader.mistakes.begin(), reader.mistakes.end());
    return nullptr;
}

const Node* without_nulls(Builder& build, const Node& map) {
    const auto is_null = [](const Member& member) { return member.value->kind == Kind::null; };
    if (std::none_of(map.members.begin(), map.members.end(), is_null)) return &map;
    std::vector<Member> members(map.members.begin(), map.members.end());
    std::erase_if(members, is_null);
    return build.mapping(members, map.span, map.origin);
}

}  // namespace stackfit::sam
