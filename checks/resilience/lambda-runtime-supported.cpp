// Does AWS still patch the function's runtime?
#include "../common/runtime.h"
#include "../common/say.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& function) {
    return judge_runtime(context, function, [&](const LambdaRuntime& runtime, Span place) {
        if (!runtime.deprecated || context.as_of < *runtime.deprecated) return Judgement::pass();
        Judgement judgement = Judgement::fail(
            say("Function ", function.id, " runs on ", runtime.name, ", which Lambda has not patched since ",
                runtime.deprecated->text(), ". Holes that are found in it stay open",
                runtime.update_blocked
                    ? say(", and from ", runtime.update_blocked->text(), " on the function cannot be updated")
                    : std::string(),
                ". Move to ", runtime.successor, "."),
            place, "Properties.Runtime");
        // Where Lambda refuses it altogether, that is the finding.
        if (runtime.create_blocked && *runtime.create_blocked <= context.as_of) {
            judgement.implied = true;
            judgement.implied_by = "lambda-runtime-can-be-created";
        }
        return judgement;
    });
}

}  // namespace

NativeCheck lambda_runtime_supported() { return {"lambda-runtime-supported", judge}; }

}  // namespace stackfit::checks
