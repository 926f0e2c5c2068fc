// Is the function's runtime the newest of its language?
#include "../common/runtime.h"
#include "../common/say.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& function) {
    return judge_runtime(context, function, [&](const LambdaRuntime& runtime, Span place) {
        if (runtime.successor.empty()) return Judgement::pass();
        // One that is no longer patched is reported as that.
        if (runtime.deprecated && *runtime.deprecated <= context.as_of) return Judgement::not_applicable();
        return Judgement::fail(
            say("Function ", function.id, " runs on ", runtime.name, "; the newest of its language is ",
                runtime.successor,
                ". A newer runtime is supported for longer and often faster. Move when its libraries allow "
                "it."),
            place, "Properties.Runtime");
    });
}

}  // namespace

NativeCheck lambda_runtime_newest() { return {"lambda-runtime-newest", judge}; }

}  // namespace stackfit::checks
