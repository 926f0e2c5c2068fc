// The runtime that a function names, for the checks that look it up.
#pragma once

#include "stackfit/engine.h"
#include "stackfit/spec.h"

namespace stackfit::checks {

/// What `judge` says of (the runtime of the table, the place of its name). A name that the table does not know passes: it may be newer than the
/// table.
template <class Judge>
Judgement judge_runtime(CheckContext& context, const Resource& function, Judge judge) {
    const Value value = context.world.get(function.properties, "Runtime");
    const auto name = context.world.literal_of(value);
    if (!name)
        return value.absent() ? Judgement::not_applicable()
                              : Judgement::unknown("Runtime is known only at deployment");
    const LambdaRuntime* runtime = lambda_runtime(*name);
    return runtime == nullptr ? Judgement::pass() : judge(*runtime, value.node->span);
}

}  // namespace stackfit::checks
