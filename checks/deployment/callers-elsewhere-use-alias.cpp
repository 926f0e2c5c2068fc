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

/// Only Lambda's own resources accept a function's bare name.
bool may_lead_out(const Template& templ, const CallValue& call) {
    const bool name = intrinsic(*call.value) == nullptr && call.by->type.starts_with("AWS::Lambda::");
    return name || leads_out(templ, *call.value);
}

void look_at(CheckContext& context, const CallValue& call, std::vector<Problem>& problems) {
    World& world = context.world;
    if (!world.exists(call.by->id)) return;
    const Value value = world.evaluate(call.value);
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
         say(named(*call.by), " calls function ", there.resource->id, " of ", there.unit->name,
             " itself, past its alias ", alias,
             ". It gets every update as soon as it is uploaded, before any hook has run, and CodeDeploy can "
             "neither "
             "shift its traffic in steps nor take it back. Hand the alias over instead of the function."),
         value.node->span, call.by->id, false});
}

void find(CheckContext& context, std::vector<Problem>& problems) {
    const Template& templ = context.unit.expanded;
    for (const Resource& resource : templ.resources()) {
        for (const CallValue& call : call_values(resource)) {
            if (call.place->role != CallPlace::Role::caller || !may_lead_out(templ, call)) continue;
            context.ask_apart(problems, [call](CheckContext& apart, std::vector<Problem>& found) {
                look_at(apart, call, found);
            });
        }
    }
}

}  // namespace

NativeCheck callers_elsewhere_use_alias() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
