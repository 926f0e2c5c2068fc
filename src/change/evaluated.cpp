#include "evaluated.h"

#include <algorithm>

#include "stackfit/support/text.h"
#include "stackfit/template_pieces.h"

namespace stackfit::change {
namespace {

constexpr int most_depth = 200;

Evaluated read(World& world, const Value& value, int depth);

void read_members(World& world, const Value& value, int depth, Evaluated& into) {
    into.kind = Evaluated::Kind::mapping;
    for (const auto& [member, one] : world.members(value))
        into.members.emplace_back(member->key, read(world, one, depth));
    std::stable_sort(into.members.begin(), into.members.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
}

Evaluated read(World& world, const Value& value, int depth) {
    Evaluated made;
    made.node = value.node;
    if (value.absent()) return made;
    if (value.is_text()) {
        made.kind = Evaluated::Kind::text;
        made.text = value.text;
    } else if (value.unknown() || depth >= most_depth) {
        made.kind = Evaluated::Kind::unknown;
    } else if (value.is_mapping()) {
        read_members(world, value, depth + 1, made);
    } else {
        made.kind = Evaluated::Kind::sequence;
        for (const Value& item : world.items(value)) made.items.push_back(read(world, item, depth + 1));
    }
    return made;
}

bool same_members(std::span<const Member> a, std::span<const Member> b) {
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const Member& member) {
               const auto found = std::find_if(b.begin(), b.end(),
                                               [&](const Member& other) { return other.key == member.key; });
               return found != b.end() && same_tree(*member.value, *found->value);
           });
}

void append_shown(std::string& out, const Evaluated& value, std::size_t most) {
    if (out.size() > most) return;
    const char* separator = "";
    switch (value.kind) {
        case Evaluated::Kind::absent: out += "(not set)"; return;
        case Evaluated::Kind::unknown: out += "(known at deployment)"; return;
        case Evaluated::Kind::text: out += value.text.empty() ? "\"\"" : to_string(value.text); return;
        case Evaluated::Kind::sequence:
            out += '[';
            for (const Evaluated& item : value.items)
                out += std::exchange(separator, ", "), append_shown(out, item, most);
            out += ']';
            return;
        case Evaluated::Kind::mapping:
            out += '{';
            for (const auto& [key, member] : value.members) {
                out += std::exchange(separator, ", ");
                out.append(key).append(": ");
                append_shown(out, member, most);
            }
            out += '}';
            return;
    }
}

}  // namespace

const Evaluated* Evaluated::get(std::string_view key) const {
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == key; });
    return found == members.end() ? nullptr : &found->second;
}

Evaluated evaluated(World& world, const Value& value) { return read(world, value, 0); }

bool same_tree(const Node& a, const Node& b) {
    if (&a == &b) return true;
    return a.kind == b.kind && a.text == b.text && same_members(a.members, b.members) &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                      [](const Node* x, const Node* y) { return same_tree(*x, *y); });
}

bool same(const Evaluated& a, const Evaluated& b) {
    if (a.kind != b.kind) return false;
    if (a.kind == Evaluated::Kind::unknown) return same_tree(*a.node, *b.node);
    return a.text == b.text &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
           std::equal(
               a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
               [](const auto& x, const auto& y) { return x.first == y.first && same(x.second, y.second); });
}

void rename(Evaluated& value, const Renaming& renaming) {
    Text text;
    for (Piece& piece : value.text) {
        const auto id = is_of_a_resource(piece) ? renaming.ids.find(piece.name) : renaming.ids.end();
        if (id != renaming.ids.end()) piece.name = id->second;
        const auto parameter = piece.kind == Piece::Kind::parameter ? renaming.parameters.find(piece.name)
                                                                    : renaming.parameters.end();
        parameter == renaming.parameters.end() ? append(text, piece) : append(text, parameter->second);
    }
    value.text = std::move(text);
    for (auto& member : value.members) rename(member.second, renaming);
    for (Evaluated& item : value.items) rename(item, renaming);
}

std::string to_string(const Evaluated& value, std::size_t most) {
    std::string shown;
    append_shown(shown, value, most * 4);  // a code point has at most four bytes
    if (code_points(shown) <= most) return shown;
    std::size_t end = 0;
    for (std::size_t left = most; left > 0 && end < shown.size(); --left) {
        ++end;
        while (end < shown.size() && (static_cast<unsigned char>(shown[end]) & 0xC0) == 0x80) ++end;
    }
    return shown.substr(0, end) + "...";
}

std::string to_string(const Evaluated& value) {
    std::string shown;
    append_shown(shown, value, std::string::npos);
    return shown;
}

}  // namespace stackfit::change
