// Is a secret written in the environment of a function?
#include <algorithm>

#include "../common/say.h"
#include "../common/together.h"
#include "../common/written_secret.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

/// Only what is written out: a parameter's value is its own matter.
bool is_secret_value(std::string_view name, const Value& value) {
    const auto text = value.is_text() ? literal(value.text) : std::nullopt;
    return text && is_secret(name, *text);
}

/// Is a secret written anywhere in it, in whatever branch? Asked first: most variables have none, and then their conditions decide nothing.
bool writes_secret(std::string_view name, const Node& node) {
    if (node.is_string()) return is_secret(name, node.text);
    return std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node* item) { return writes_secret(name, *item); }) ||
           std::any_of(node.members.begin(), node.members.end(),
                       [&](const Member& member) { return writes_secret(name, *member.value); });
}

Judgement judge(CheckContext& context, const Resource& function) {
    World& world = context.world;
    const Value variables = world.at(function.properties, {"Environment", "Variables"});
    if (variables.unknown()) return Judgement::unknown(variables.reason);
    if (variables.node == nullptr || !variables.node->is_mapping()) return Judgement::pass();
    std::vector<Judgement> mistakes;
    for (const Member& member : variables.node->members) {
        if (!writes_secret(member.key, *member.value)) continue;
        const Value value = world.evaluate(member.value);
        if (!is_secret_value(member.key, value)) continue;
        mistakes.push_back(
            Judgement::fail(say("Variable ", member.key, " of function ", function.id,
                                " looks like a secret that is written in the template. Whoever may read the "
                                "template, its history or the "
                                "function's configuration has it. Keep it in Secrets Manager, let the "
                                "function read it there, and change "
                                "the one that was written here."),
                            value.node->span, say("Properties.Environment.Variables.", member.key)));
    }
    return together(std::move(mistakes), Judgement::pass());
}

}  // namespace

NativeCheck lambda_environment_holds_no_secret() { return {"lambda-environment-holds-no-secret", judge}; }

}  // namespace stackfit::checks
