// Is there concurrency left beside what the alias has provisioned?
#include "common.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment || deployment->alias == nullptr) return Judgement::not_applicable();
    World& world = context.world;
    const Value provisioned = world.at(deployment->alias->properties,
                                       {"ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions"});
    if (provisioned.absent()) return Judgement::not_applicable();
    const Value reserved = world.get(function.properties, "ReservedConcurrentExecutions");
    if (reserved.absent()) return Judgement::pass();

    const auto whole = world.number(reserved), part = world.number(provisioned);
    if (!whole || !part) return Judgement::unknown("the concurrency is known only at deployment");
    if (*whole > *part) return Judgement::pass();
    return Judgement::fail(
        say("Function ", function.id, " reserves ", world.show(reserved),
            " executions at a time, and its alias has provisioned ", world.show(provisioned),
            " of them: nothing is left beside it. While a release shifts traffic, two versions share them, "
            "and the hooks' trial calls need "
            "some as well; what is throttled is no error, so no alarm on errors sees it. Reserve more than "
            "is provisioned."),
        reserved.node->span, "Properties.ReservedConcurrentExecutions");
}

}  // namespace

NativeCheck reserved_concurrency_leaves_room() { return {"reserved-concurrency-leaves-room", judge}; }

}  // namespace stackfit::checks
