// Does a caller in one template call the alias of a function that another template releases gradually?
#include <algorithm>

#include "common.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "callers-elsewhere-use-alias";

/// A value that leads to the function itself: its Ref, its ARN or its name, with nothing behind it.
bool is_function_itself(const Graph& graph, const Elsewhere& there) {
    if (!there.value.is_text() || there.value.text.size() != 1) return false;
    const Piece& piece = there.value.text[0];
    switch (piece.kind) {
        case Piece::Kind::reference: return graph.resolve(piece.name) == there.resource;
        case Piece::Kind::attribute: return piece.attribute == "Arn" && piece.name == there.resource->id;
        case Piece::Kind::literal: return piece.name.find(':') == std::string::npos;
        case Piece::Kind::parameter:
        case Piece::Kind::opaque: break;
    }
    return false;
}

/// The alias that CodeDeploy moves, in the template of the function; "" when it is not released so.
std::string released_alias(World& world, const Graph& graph, const Resource& function) {
    if (role_of(world, graph, function) != FunctionRole::ordinary) return {};
    const Deployment deployment = deployment_of(world, graph, function);
    return deployment.has_update_policy ? world.show(world.get(deployment.alias->properties, "Name"))
                                        : std::string();
}

/// May the value lead to another template? Says so without asking the worlds, since most callers stay at home.
bool leads_out(const Template& templ, const Node& node) {
    const Member* function = intrinsic(node);
    if (function != nullptr && function->key == "Fn::ImportValue") return true;
    if (function != nullptr && function->key == "Ref" && templ.parameter(function->value->text) != nullptr)
        return true;
    if (node.text.find("Outputs.") != std::string_view::npos) return true;
    return std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node* item) { return leads_out(templ, *item); }) ||
           std::any_of(node.members.begin(), node.members.end(),
                       [&](const Member& member) { return leads_out(templ, *member.value); });
}

/// A value through which the resource calls a function of another template.
struct Door {
    const Resource* by = nullptr;
    const CallPlace* place = nullptr;
    const Node* value = nullptr;
};

void look_at(CheckContext& context, const Door& door, std::vector<Problem>& problems) {
    World& world = context.world;
    if (!world.exists(door.by->id)) return;
    const Value value = world.evaluate(door.value);
    const Elsewhere there = find_elsewhere(context, value, "AWS::Lambda::Function");
    if (!there) return;
    std::string alias;
    OtherTemplate& other = other_template(context, *there.unit);
    other.ask([&](World& its) {
        if (is_function_itself(other.graph, there)) alias = released_alias(its, other.graph, *there.resource);
    });
    if (alias.empty()) return;
    problems.push_back(
        {id,
         say(named(*door.by), " calls function ", there.resource->id, " of ", there.unit->name,
             " itself, past its alias ", alias,
             ". It gets every update as soon as it is uploaded, before any hook has run, and CodeDeploy can "
             "neither "
             "shift its traffic in steps nor take it back. Hand the alias over instead of the function."),
         value.node->span, door.by->id, false});
}

class Search {
public:
    Search(CheckContext& context, std::vector<Problem>& problems) : context_(context), problems_(problems) {}

    void read(const Resource& by) {
        if (by.properties == nullptr) return;
        for (const CallPlace* place : call_places(by.type)) {
            const Member* member = by.properties->find(place->property);
            if (member != nullptr && place->role == CallPlace::Role::caller)
                walk({&by, place, member->value}, member->key);
        }
    }

private:
    /// Documents are at most DocumentLimits::depth deep.
    void walk(const Door& door, std::string_view key) {
        const Node& node = *door.value;
        if (node.is_scalar() || intrinsic(node) != nullptr) return take(door, key);
        for (const Node* item : node.items) walk({door.by, door.place, item}, key);
        for (const Member& member : node.members) walk({door.by, door.place, member.value}, member.key);
    }

    void take(const Door& door, std::string_view key) {
        const std::string_view wanted = door.place->key;
        if (!wanted.empty() && wanted != key) return;
        // Only Lambda's own resources accept a function's bare name.
        const bool name = intrinsic(*door.value) == nullptr && door.by->type.starts_with("AWS::Lambda::");
        if (!name && !leads_out(context_.unit.expanded, *door.value)) return;
        context_.ask_apart(problems_, [door](CheckContext& context, std::vector<Problem>& problems) {
            look_at(context, door, problems);
        });
    }

    CheckContext& context_;
    std::vector<Problem>& problems_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    Search search(context, problems);
    for (const Resource& resource : context.unit.expanded.resources()) search.read(resource);
}

}  // namespace

NativeCheck callers_elsewhere_use_alias() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
