// `related`: is there a resource of this type that points at the subject (`via`), or at which the subject points (`to`)?
//
// Pointing is by text: Ref, GetAtt and Sub leave a piece with the logical id, so any text with such a piece points there. A literal
// points at a resource whose physical name is the same text; without a name of its own the resource gets a generated one, which no
// literal can be. A path may go through every item of a list or member of a map ("*"): Properties.Targets.*.Arn.
#include <algorithm>
#include <iterator>

#include "interpreter.h"
#include "stackfit/template_pieces.h"

namespace stackfit {
namespace {

/// The items of a list, the values of a map, or the one value.
std::vector<Value> parts(World& world, const Value& value) {
    if (!value.is_mapping()) return world.items(value, true);
    std::vector<Value> result;
    for (auto& [member, part] : world.members(value)) result.push_back(std::move(part));
    return result;
}

/// The values at a path with "*" in it, and the items of those that are lists.
std::vector<Value> pointers(World& world, const BlobView& blob, const Node* start, ListRef path) {
    std::uint32_t star = 0;
    while (star < path.count && blob.item(path, star) != "*") ++star;
    const Value value = walk(world, blob, start, {path.first, star}).value;
    if (value.unknown()) return {value};
    if (star == path.count) return world.items(value, true);
    std::vector<Value> result;
    const ListRef rest{path.first + star + 1, path.count - star - 1};
    for (const Value& part : parts(world, value)) {
        std::vector<Value> found =
            part.unknown() ? std::vector<Value>{part} : pointers(world, blob, part.node, rest);
        std::move(found.begin(), found.end(), std::back_inserter(result));
    }
    return result;
}

}  // namespace

Tri Interpreter::points_at(const Value& value, const Resource& target, const Value& name) {
    if (value.unknown()) return Tri::unknown;
    if (!value.is_text()) return Tri::no;
    if (name.is_text() && value.text == name.text) return Tri::yes;  // also where both are put together alike
    bool elsewhere = false;
    for (const Piece& piece : value.text) {
        if (!is_of_a_resource(piece)) continue;
        if (piece.name == target.id) return Tri::yes;
        elsewhere = true;
    }
    if (elsewhere || name.absent()) return Tri::no;
    return name.is_text() ? context_.world.equal(value.text, name.text) : Tri::unknown;
}

/// Does `other` stand in the relation to the scope's resource? A list points wherever one of its items does.
Tri Interpreter::link(const BlobNode& node, const Scope& scope, const Resource& other) {
    World& world = context_.world;
    const bool via = node.kind == NodeKind::related_via;
    const Value name =
        via && node.name.count > 0 ? walk(world, blob_, scope.resource->node, node.name).value : Value{};
    Tri result = Tri::no;
    for (const Value& item : pointers(world, blob_, via ? other.node : scope.start, node.path)) {
        const Tri one = points_at(item, via ? *scope.resource : other, name);
        if (one == Tri::yes) return one;
        if (one == Tri::unknown) result = one;
    }
    return result;
}

Answer Interpreter::related(std::uint32_t index, const BlobNode& node, const Scope& scope) {
    Answer result{Tri::no, {index, scope, {}}, {}};
    if (scope.resource == nullptr) return result;
    const std::string_view type = blob_.item(node.operands, 0);
    for (const Resource& other : context_.unit.expanded.resources()) {
        if (other.type != type) continue;
        const Tri linked = link(node, scope, other);
        if (linked == Tri::no || !context_.world.exists(other.id)) continue;
        Answer one{Tri::yes, {}, {}};
        if (node.child != no_index) one = evaluate(node.child, {&other, other.node});
        if (one.tri == Tri::no) continue;
        if (one.tri == Tri::yes && linked == Tri::yes) return one;
        if (one.tri == Tri::yes)
            one = {Tri::unknown,
                   {},
                   "whether " + std::string(other.id) + " belongs to it is known only at deployment"};
        if (result.tri == Tri::no) result = std::move(one);
    }
    if (result.tri == Tri::no && context_.unit.expanded.is_open("Resources"))
        return {
            Tri::unknown, {}, "what is not expanded here may add a resource of type " + std::string(type)};
    return result;
}

}  // namespace stackfit
