// A value of a template in one world, all of it: what two revisions are compared in. Private to the change layer.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stackfit/template.h"

namespace stackfit::change {

/// What CloudFormation gets after functions are evaluated, as far as that is known before a deployment. Numbers and booleans are text, as
/// in CloudFormation's own comparison ("8080" and 8080 are equal).
struct Evaluated {
    enum class Kind : std::uint8_t { absent, text, mapping, sequence, unknown };
    Kind kind = Kind::absent;
    Text text;                                                    ///< of text
    const Node* node = nullptr;                                   ///< where it stands; null only for absent
    std::vector<std::pair<std::string_view, Evaluated>> members;  ///< sorted by key
    std::vector<Evaluated> items;

    [[nodiscard]] const Evaluated* get(std::string_view key) const;
    [[nodiscard]] bool absent() const { return kind == Kind::absent; }
};

/// Decides whatever stands in the way. Linear in the value; what is nested more than 200 deep is unknown.
Evaluated evaluated(World& world, const Value& value);
inline Evaluated evaluated(World& world, const Node* node) { return evaluated(world, world.evaluate(node)); }

/// Equal in a world in which both have the same parameter values. What is not known is equal when it is written alike.
bool same(const Evaluated& a, const Evaluated& b);
bool same_tree(const Node& a, const Node& b);

/// Names of the old side that the new side calls otherwise, and what an undecided parameter stands for.
struct Renaming {
    std::map<std::string_view, std::string_view> ids;
    std::map<std::string_view, Text> parameters;
};
void rename(Evaluated& value, const Renaming& renaming);

/// As a person would write it, in one line: `[a, {Key: v}]`.
std::string to_string(const Evaluated& value);
/// At most so many code points, and an ellipsis where something is left out.
std::string to_string(const Evaluated& value, std::size_t most);

/// Calls `visit` with every part of every text in the value.
template <class Visit>
void each_piece(const Evaluated& value, const Visit& visit) {
    for (const Piece& piece : value.text) visit(piece);
    for (const auto& [key, member] : value.members) each_piece(member, visit);
    for (const Evaluated& item : value.items) each_piece(item, visit);
}

}  // namespace stackfit::change
