// May CodeDeploy act as the role of the deployment, and may the role do what a deployment takes?
#include <algorithm>

#include "../common/rights.h"
#include "common.h"

namespace stackfit::checks {
namespace {

/// What a deployment calls (AWS Managed Policy Reference, AWSCodeDeployRoleForLambda).
struct Right {
    const char* action;
    const char* purpose;
    bool (*is_needed)(World& world, const Deployment& deployment);
};

bool always(World&, const Deployment&) { return true; }
bool watches_alarms(World&, const Deployment& deployment) { return !deployment.alarms.empty(); }
bool has_provisioned_concurrency(World& world, const Deployment& deployment) {
    return !world.get(deployment.alias->properties, "ProvisionedConcurrencyConfig").absent();
}

constexpr Right rights[] = {
    {"lambda:GetAlias", "read the alias", always},
    {"lambda:UpdateAlias", "move the alias", always},
    {"cloudwatch:DescribeAlarms", "look at the alarms", watches_alarms},
    {"lambda:GetProvisionedConcurrencyConfig", "wait for the provisioned concurrency",
     has_provisioned_concurrency},
};

/// CodeDeploy's principal, in one region or in all.
Tri is_codedeploy(World& world, const Principal& principal) {
    if (principal.kind == "*") return Tri::yes;
    if (principal.kind != "Service") return Tri::no;
    const auto service = world.literal_of(principal.value);
    if (!service) return Tri::unknown;
    return *service == "*" || service->starts_with("codedeploy.") ? Tri::yes : Tri::no;
}

Tri trusts_codedeploy(World& world, const Resource& role) {
    const Policy trust = read_policy(world, world.get(role.properties, "AssumeRolePolicyDocument"));
    Tri result = trust.unknown ? Tri::unknown : Tri::no;
    for (const Statement& statement : trust.statements) {
        if (statement.allow == Tri::no) continue;
        for (const Principal& principal : statement.principals) {
            const Tri answer = is_codedeploy(world, principal);
            if (answer == Tri::yes) return Tri::yes;
            if (answer == Tri::unknown) result = Tri::unknown;
        }
    }
    return result;
}

/// What the role allows.
struct RoleRights {
    Tri trust = Tri::unknown;  ///< in CodeDeploy
    std::vector<std::pair<const Right*, Tri>>
        doubtful;  ///< rights that it lacks, or of which nothing is known
};

/// In the world of the role's own template.
RoleRights ask_role(CheckContext& context, World& world, const Resource& role) {
    RoleRights answer{trusts_codedeploy(world, role), {}};
    if (answer.trust == Tri::no) return answer;
    const Policy& policy = rights_of(context, world, role);
    for (const Right& right : rights) {
        const Tri allowed = allows(world, policy, right.action, {});
        if (allowed != Tri::yes) answer.doubtful.emplace_back(&right, allowed);
    }
    return answer;
}

/// What the role lacks: trust in CodeDeploy, or a right.
struct Answer {
    Tri can_act = Tri::yes;
    const Right* lacks = nullptr;  ///< null with no: it does not trust CodeDeploy
};

/// Whether the deployment takes a right is asked only of those in doubt: it may depend on parameters that nothing else here does.
Answer answer_of(World& world, const Deployment& deployment, const RoleRights& role) {
    Answer answer{role.trust, nullptr};
    if (answer.can_act == Tri::no) return answer;
    for (const auto& [right, allowed] : role.doubtful) {
        if (!right->is_needed(world, deployment)) continue;
        if (allowed == Tri::no) return {Tri::no, right};
        answer.can_act = Tri::unknown;
    }
    return answer;
}

std::string message(const Deployment& deployment, std::string_view role, const Right* lacks) {
    if (lacks == nullptr)
        return say("CodeDeploy may not act as role ", role, ", which the deployment of function ",
                   deployment.function->id,
                   " names: its trust policy does not let codedeploy.amazonaws.com assume it. No deployment "
                   "can begin. "
                   "Add the service to the Principal of AssumeRolePolicyDocument.");
    return say(
        "Role ", role, " may not ", lacks->purpose, " in the deployment of function ",
        deployment.function->id, ": no policy of it allows ", lacks->action,
        ". The deployment fails. Allow it, or attach AWS's managed policy AWSCodeDeployRoleForLambda.");
}

/// At the role, or where this template names one of another.
Judgement mistake(const Deployment& deployment, const Elsewhere& elsewhere, const Answer& answer) {
    if (elsewhere) {
        const std::string role = say(elsewhere.resource->id, " of ", elsewhere.unit->name);
        Judgement judgement =
            Judgement::fail(message(deployment, role, answer.lacks), deployment.service_role.node->span,
                            "Properties.ServiceRoleArn");
        judgement.location = deployment.group;
        return judgement;
    }
    const Resource& role = *deployment.role;
    const bool distrust = answer.lacks == nullptr;
    Judgement judgement =
        Judgement::fail(message(deployment, role.id, answer.lacks),
                        distrust ? place_of(role, "AssumeRolePolicyDocument") : role.id_span,
                        distrust ? "Properties.AssumeRolePolicyDocument" : "");
    judgement.location = &role;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (!deployment->has_update_policy) return implied(asks_for_release);

    Elsewhere elsewhere;
    if (deployment->role == nullptr)
        elsewhere = find_elsewhere(context, deployment->service_role, "AWS::IAM::Role");
    if (deployment->role == nullptr && !elsewhere)
        return Judgement::unknown("the role of the deployment is in none of these templates");
    RoleRights role;
    if (elsewhere)
        other_template(context, *elsewhere.unit).ask([&](World& world) {
            role = ask_role(context, world, *elsewhere.resource);
        });
    else
        role = ask_role(context, context.world, *deployment->role);
    const Answer answer = answer_of(context.world, *deployment, role);
    if (answer.can_act == Tri::no) return mistake(*deployment, elsewhere, answer);
    if (answer.can_act == Tri::yes) return Judgement::pass();
    return Judgement::unknown("the policies of the deployment's role, or whom it trusts, are not all known");
}

}  // namespace

NativeCheck deployment_role_can_act() { return {"deployment-role-can-act", judge}; }

}  // namespace stackfit::checks
