#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/spec.h"

namespace stackfit::checks {
namespace {

/// What that means for the stacks that have it already.
std::string for_existing(const LambdaRuntime& runtime, const Date& as_of) {
    if (!runtime.update_blocked) return " Existing functions can still be updated.";
    const std::string day = runtime.update_blocked->text();
    if (as_of < *runtime.update_blocked) return say(" Existing functions can be updated until ", day, ".");
    return say(" Existing functions cannot be updated either, since ", day, ".");
}

std::string message(const Resource& function, const LambdaRuntime& runtime, const Date& as_of) {
    return say("Function ", function.id, " cannot be created: since ", runtime.create_blocked->text(),
               " Lambda accepts no new function with runtime ", runtime.name, ".",
               for_existing(runtime, as_of), " Move to ", runtime.successor, ".");
}

Judgement judge(CheckContext& context, const Resource& function) {
    const Value value = context.world.get(function.properties, "Runtime");
    const auto name = context.world.literal_of(value);
    if (!name)
        return value.absent() ? Judgement::not_applicable()
                              : Judgement::unknown("Runtime is known only at deployment");
    const LambdaRuntime* runtime = lambda_runtime(*name);
    // A name that the table does not know may be newer than the table.
    if (runtime == nullptr || !runtime->create_blocked || context.as_of < *runtime->create_blocked)
        return Judgement::pass();
    return Judgement::fail(message(function, *runtime, context.as_of), value.node->span,
                           "Properties.Runtime");
}

}  // namespace

NativeCheck lambda_runtime_can_be_created() { return {"lambda-runtime-can-be-created", judge}; }

}  // namespace stackfit::checks
