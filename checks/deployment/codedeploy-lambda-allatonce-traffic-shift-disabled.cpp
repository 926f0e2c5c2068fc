#include "common.h"

namespace stackfit::checks {
namespace {

std::string message(const Resource& function, const std::string& cause, std::string_view mend) {
    return say("Function ", function.id, " is released all at once: ", cause,
               ". All callers get a new version in one step, so a mistake in it has reached all of them "
               "before an alarm can stop it. ",
               mend);
}

/// The alias moves without CodeDeploy.
Judgement no_codedeploy(CheckContext& context, const Deployment& deployment, bool sam) {
    const Resource& alias = *deployment.alias;
    const std::string name = context.world.show(context.world.get(alias.properties, "Name"));
    const Resource* idle = sam ? nullptr : idle_group(context.world, context.graph);
    std::string mend =
        sam ? "Add a DeploymentPreference with a gradual Type, such as Canary10Percent5Minutes."
            : "Add an UpdatePolicy with CodeDeployLambdaAliasUpdate to the alias, and a deployment "
              "group with a gradual DeploymentConfigName, such as "
              "CodeDeployDefault.LambdaCanary10Percent5Minutes.";
    std::string cause = say("CodeDeploy does not move its alias ", name);
    if (idle != nullptr) {
        cause += say(": deployment group ", idle->id, " is there, but no UpdatePolicy names it");
        mend = say("Name ", idle->id,
                   " in an UpdatePolicy with CodeDeployLambdaAliasUpdate at the alias, unless a "
                   "pipeline starts the deployments of this group with an AppSpec file.");
    }
    Judgement judgement = Judgement::fail(message(*deployment.function, cause, mend), alias.id_span);
    if (idle != nullptr) judgement.labels.push_back({idle->id_span, "the group that nothing is deployed in"});
    judgement.location = &alias;
    return judgement;
}

Judgement not_gradual(World& world, const Deployment& deployment, const DeploymentType& type, bool sam) {
    const std::string property = sam ? "DeploymentPreference.Type" : "DeploymentConfigName";
    const bool written = !type.value.absent();
    std::string cause = property + " is " + world.show(type.value);
    if (type.custom != nullptr)
        cause = say("its deployment configuration ", type.custom->id, " has no steps");
    // CodeDeploy API Reference, CreateDeploymentGroup: without a name it is CodeDeployDefault.OneAtATime,
    // which is for servers.
    if (!written) cause = say("its deployment group has no ", property);
    Judgement judgement = Judgement::fail(
        message(*deployment.function, cause,
                "Choose a type that shifts the traffic in steps, such as Canary10Percent5Minutes."),
        written ? type.value.node->span : deployment.group->id_span, "Properties.DeploymentConfigName");
    judgement.location = deployment.group;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (deployment->alias == nullptr) return implied("function-has-alias");
    const bool sam = made_by_sam(context, function);
    if (!deployment->has_update_policy) return no_codedeploy(context, *deployment, sam);
    if (deployment->group == nullptr)
        return Judgement::unknown("the deployment group is not in this template");

    const DeploymentType type = type_of(context.world, context.graph, *deployment);
    switch (is_gradual(context.world, context.graph, *deployment)) {
        case Tri::yes: return Judgement::pass();
        case Tri::no: return not_gradual(context.world, *deployment, type, sam);
        case Tri::unknown: break;
    }
    return Judgement::unknown(
        say("whether the deployment type ", context.world.show(type.value), " is gradual is not known here"));
}

}  // namespace

NativeCheck codedeploy_lambda_allatonce_traffic_shift_disabled() {
    return {"codedeploy-lambda-allatonce-traffic-shift-disabled", judge};
}

}  // namespace stackfit::checks
