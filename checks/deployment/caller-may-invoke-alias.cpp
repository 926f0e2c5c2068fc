// Does the role of whoever calls an alias cover the alias, and not only the function?
#include "common.h"

namespace stackfit::checks {
namespace {

using Role = CallPlace::Role;
using Of = Qualifier::Kind;

struct RolePlace {
    const char* type;
    const char* property;  ///< "": beside the value, in the same mapping
    const char* key;
};

/// Where the role stands in which a caller acts.
constexpr RolePlace role_places[] = {
    {"AWS::Lambda::Function", "Properties", "Role"},
    {"AWS::StepFunctions::StateMachine", "Properties", "RoleArn"},
    {"AWS::Pipes::Pipe", "Properties", "RoleArn"},
    {"AWS::AppSync::DataSource", "Properties", "ServiceRoleArn"},
    {"AWS::Scheduler::Schedule", "", "RoleArn"},
    {"AWS::ApiGateway::Method", "", "Credentials"},
    {"AWS::ApiGateway::RestApi", "", "credentials"},
    {"AWS::ApiGatewayV2::Api", "", "credentials"},
    {"AWS::ApiGatewayV2::Integration", "", "CredentialsArn"},
    {"AWS::Events::Rule", "", "RoleArn"},
};

const Resource* role_of_caller(CheckContext& context, const Call& call) {
    for (const RolePlace& place : role_places) {
        if (call.by->type != place.type) continue;
        const Node* holder = place.property[0] != '\0' ? call.by->properties : call.holder;
        return role_named(context.world, context.graph, holder, place.key);
    }
    return nullptr;
}

/// The role was given the function and not what stands behind the colon. A role that may call neither is another matter.
bool covers_function_only(CheckContext& context, const Resource& role, const Deployment& deployment,
                          const Call& call) {
    const Policy& rights = rights_of(context, role);
    return may_invoke(context.world, rights, *deployment.function, call.qualifier) == Tri::no &&
           may_invoke(context.world, rights, *deployment.function, Qualifier{}) == Tri::yes;
}

Judgement mistake(const Deployment& deployment, const Call& call, const Resource& role) {
    const std::string_view function = deployment.function->id;
    Judgement judgement =
        Judgement::fail(say("Role ", role.id, " lets ", named(*call.by), " invoke function ", function,
                            " itself and not the alias that it calls. A policy that ends with the function's "
                            "ARN does not cover what "
                            "stands behind a further colon, so every call is refused. Allow "
                            "lambda:InvokeFunction on !Sub '${",
                            function, ".Arn}:*' as well."),
                        call.span, say("Properties.", call.place->property));
    judgement.location = call.by;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (deployment->alias == nullptr) return Judgement::unknown("the function has no alias in this template");

    std::vector<Judgement> mistakes;
    for (const Call& call : calls_of(context, *deployment)) {
        const bool calls = call.place->role == Role::caller || call.place->role == Role::environment;
        if (!calls || call.qualifier.kind != Of::alias) continue;
        if (role_of(context.world, context.graph, *call.by) == FunctionRole::hook)
            continue;  // hook-may-invoke-version
        const Resource* role = role_of_caller(context, call);
        if (role != nullptr && covers_function_only(context, *role, *deployment, call))
            mistakes.push_back(mistake(*deployment, call, *role));
    }
    return together(std::move(mistakes), Judgement::pass());
}

}  // namespace

NativeCheck caller_may_invoke_alias() { return {"caller-may-invoke-alias", judge}; }

}  // namespace stackfit::checks
