#include "../common/runtime.h"
#include "../common/say.h"

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
    return judge_runtime(context, function, [&](const LambdaRuntime& runtime, Span place) {
        if (!runtime.create_blocked || context.as_of < *runtime.create_blocked) return Judgement::pass();
        return Judgement::fail(message(function, runtime, context.as_of), place, "Properties.Runtime");
    });
}

}  // namespace

NativeCheck lambda_runtime_can_be_created() { return {"lambda-runtime-can-be-created", judge}; }

}  // namespace stackfit::checks
