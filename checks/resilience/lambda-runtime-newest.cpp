// Is the function's runtime the newest of its language?
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
    if (runtime == nullptr || runtime->successor.empty()) return Judgement::pass();
    // One that is no longer patched is reported as that.
    if (runtime->deprecated && *runtime->deprecated <= context.as_of) return Judgement::not_applicable();
    return Judgement::fail(say("Function ", function.id, " runs on ", runtime->name,
                               "; the newest of its language is ", runtime->successor,
                               ". A newer runtime is supported for longer and often faster. Move when its "
                               "libraries allow it."),
                           value.node->span, "Properties.Runtime");
}

}  // namespace

NativeCheck lambda_runtime_newest() { return {"lambda-runtime-newest", judge}; }

}  // namespace stackfit::checks
