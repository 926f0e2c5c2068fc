// Does another function act in the same role?
#include "../common/say.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& function) {
    World& world = context.world;
    const Value role = world.get(function.properties, "Role");
    if (!role.is_text()) return Judgement::unknown("Role is known only at deployment");
    std::vector<std::string_view> others;
    for (const Resource& other : context.unit.expanded.resources()) {
        if (other.type != "AWS::Lambda::Function" || &other == &function) continue;
        const Value theirs = world.get(other.properties, "Role");
        if (theirs.is_text() && world.equal(role.text, theirs.text) == Tri::yes && world.exists(other.id))
            others.push_back(other.id);
    }
    if (others.empty()) return Judgement::pass();
    const std::string names = others.size() > 3 ? std::to_string(others.size()) + " others" : listed(others);
    return Judgement::fail(
        say("Function ", function.id, " acts in the same role as ", names,
            ". Each of them has what any of them needs, and a mistake in one reaches all. Give each function "
            "a role of its own."),
        role.node->span, "Properties.Role");
}

}  // namespace

NativeCheck lambda_function_own_role() { return {"lambda-function-own-role", judge}; }

}  // namespace stackfit::checks
