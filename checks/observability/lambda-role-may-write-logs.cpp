// May the function write its logs?
#include "../common/referred.h"
#include "../common/rights.h"
#include "../common/say.h"
#include "stackfit/iam.h"
#include "stackfit/template_tri.h"

namespace stackfit::checks {
namespace {

Judgement judge(CheckContext& context, const Resource& function) {
    World& world = context.world;
    const Value named = world.get(function.properties, "Role");
    const Resource* role = referred(context, named, "AWS::IAM::Role");
    if (role == nullptr || !world.exists(role->id))
        return Judgement::unknown("the function's role is not in this template");
    const Policy& rights = rights_of(context, *role);
    const Tri allowed = both(allows(world, rights, "logs:CreateLogStream", {}),
                             allows(world, rights, "logs:PutLogEvents", {}));
    if (allowed == Tri::yes) return Judgement::pass();
    if (allowed == Tri::unknown)
        return Judgement::unknown(say("the rights of role ", role->id, " are not known here"));
    Judgement judgement = Judgement::fail(
        say("Function ", function.id, " cannot write logs: its role ", role->id,
            " allows neither logs:CreateLogStream nor logs:PutLogEvents, or only one of them. What the "
            "function prints "
            "is lost, and nobody sees why it fails. Attach the managed policy AWSLambdaBasicExecutionRole."),
        role->id_span, "Properties.Policies");
    judgement.location = role;
    return judgement;
}

}  // namespace

NativeCheck lambda_role_may_write_logs() { return {"lambda-role-may-write-logs", judge}; }

}  // namespace stackfit::checks
