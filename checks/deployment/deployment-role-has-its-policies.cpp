// Does the deployment group wait for the policies of its role?
#include <algorithm>
#include <set>

#include "common.h"

namespace stackfit::checks {
namespace {

/// What the role has from the moment it is there.
bool acts_at_once(World& world, const Resource& role) {
    const Value managed = world.get(role.properties, "ManagedPolicyArns");
    if (managed.unknown() || !world.items(managed).empty()) return true;
    const Value own = world.get(role.properties, "Policies");
    const auto policies = world.items(own);
    return own.unknown() || std::any_of(policies.begin(), policies.end(), [&](const Value& one) {
               const Policy policy = read_policy(world, world.get(one, "PolicyDocument"));
               return allows(world, policy, "lambda:UpdateAlias", {}) != Tri::no;
           });
}

bool is_attached_policy(const Resource& resource, const Edge& edge) {
    const bool names_role = edge.property == "Roles" || edge.property == "RoleName";
    return names_role && (resource.type == "AWS::IAM::Policy" || resource.type == "AWS::IAM::RolePolicy" ||
                          resource.type == "AWS::IAM::ManagedPolicy");
}

/// Everything that CloudFormation makes before the group.
std::set<const Resource*> made_before(const CheckContext& context, const Resource& group) {
    std::set<const Resource*> seen{&group};
    std::vector<const Resource*> open{&group};
    while (!open.empty()) {
        const Resource& next = *open.back();
        open.pop_back();
        for (const Edge* edge : context.graph.out(next)) {
            const Resource& to = context.graph.resource(edge->to);
            if (seen.insert(&to).second) open.push_back(&to);
        }
    }
    return seen;
}

Judgement mistake(const Deployment& deployment, const Resource& policy) {
    Judgement judgement = Judgement::fail(
        say("Deployment group ", deployment.group->id, " of function ", deployment.function->id,
            " names role ", deployment.role->id, ", whose rights come with ", policy.id,
            ", and nothing makes it wait for that policy. CloudFormation may begin the deployment before the "
            "role may "
            "move the alias, and then it fails, now and then. Add DependsOn: ",
            policy.id, " to the group, or write the policy into the role's Policies."),
        deployment.group->id_span, "DependsOn");
    judgement.location = deployment.group;
    judgement.labels.push_back({policy.id_span, "the policy"});
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment || deployment->group == nullptr || deployment->role == nullptr)
        return Judgement::not_applicable();
    std::vector<const Resource*> policies;
    for (const Edge* edge : context.graph.in(*deployment->role)) {
        const Resource& by = context.graph.resource(edge->from);
        if (is_attached_policy(by, *edge) && context.graph.is_taken(context.world, *edge))
            policies.push_back(&by);
    }
    if (policies.empty() || acts_at_once(context.world, *deployment->role))
        return Judgement::not_applicable();
    const auto before = made_before(context, *deployment->group);
    const auto late = std::find_if(policies.begin(), policies.end(),
                                   [&](const Resource* policy) { return !before.contains(policy); });
    return late == policies.end() ? Judgement::pass() : mistake(*deployment, **late);
}

}  // namespace

NativeCheck deployment_role_has_its_policies() { return {"deployment-role-has-its-policies", judge}; }

}  // namespace stackfit::checks
