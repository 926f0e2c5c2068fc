// Does AWS still patch the function's runtime?
#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/spec.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& function) {
    const Value value = context.world.get(function.properties, "Runtime");
    const auto name = context.world.literal_of(value);
    if (!name)
        return value.absent() ? Judgement::not_applicable()
                              : Judgement::unknown("Runtime is known only at deployment");
    const LambdaRuntime* runtime = lambda_runtime(*name);
    // A name that the table does not know may be newer than the table.
    if (runtime == nullptr || !runtime->deprecated || context.as_of < *runtime->deprecated)
        return Judgement::pass();
    Judgement judgement = Judgement::fail(
        say("Function ", function.id, " runs on ", runtime->name, ", which Lambda has not patched since ",
            runtime->deprecated->text(), ". Holes that are found in it stay open",
            runtime->update_blocked
                ? say(", and from ", runtime->update_blocked->text(), " on the function cannot be updated")
                : std::string(),
            ". Move to ", runtime->successor, "."),
        value.node->span, "Properties.Runtime");
    // Where Lambda refuses it altogether, that is the finding.
    if (runtime->create_blocked && *runtime->create_blocked <= context.as_of) {
        judgement.implied = true;
        judgement.implied_by = "lambda-runtime-can-be-created";
    }
    return judgement;
}

}  // namespace

NativeCheck lambda_runtime_supported() { return {"lambda-runtime-supported", judge}; }

}  // namespace stackfit::checks
