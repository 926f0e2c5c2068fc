// Can CodeDeploy move the alias at all?
#include <algorithm>

#include "common.h"
#include "sam_properties.h"

namespace stackfit::checks {
namespace {

Judgement at(const Resource& alias, std::string message, Span place, std::string property) {
    Judgement judgement = Judgement::fail(std::move(message), place, std::move(property));
    judgement.location = &alias;
    return judgement;
}

/// A weight is shared between two published versions (Lambda Developer Guide, "Implement Lambda canary deployments using a weighted
/// alias").
void look_at_version(CheckContext& context, const Deployment& deployment, std::vector<Judgement>& mistakes) {
    World& world = context.world;
    const Value version = world.get(deployment.alias->properties, "FunctionVersion");
    if (world.equal(version, "$LATEST") != Tri::yes) return;
    mistakes.push_back(at(*deployment.alias,
                          say("Alias ", deployment.alias->id, " of function ", deployment.function->id,
                              " points at $LATEST, and CodeDeploy is to move it. Traffic is shifted between "
                              "two published versions: "
                              "every deployment fails. Point it at a version, such as !GetAtt ",
                              deployment.function->id, "Version.Version."),
                          version.node->span, "Properties.FunctionVersion"));
}

/// Another name is another alias: CloudFormation replaces it, and a new alias starts at 100 %.
void look_at_name(CheckContext& context, const Deployment& deployment, std::vector<Judgement>& mistakes) {
    const Value name = context.world.get(deployment.alias->properties, "Name");
    const std::string_view parameter = name.is_text() ? release_parameter(name.text) : std::string_view{};
    if (parameter.empty()) return;
    mistakes.push_back(at(
        *deployment.alias,
        say("The alias of function ", deployment.function->id,
            " gets a new name in every release: it is made of parameter ", parameter,
            ". CloudFormation then makes a new alias that has all traffic at once, without hooks or alarms, "
            "and deletes the one that callers know. Give it a fixed name, such as live."),
        name.node->span, "Properties.Name"));
}

void look_at_routing(CheckContext& context, const Deployment& deployment, std::vector<Judgement>& mistakes) {
    World& world = context.world;
    const Value weights =
        world.at(deployment.alias->properties, {"RoutingConfig", "AdditionalVersionWeights"});
    if (weights.absent() || (weights.is_sequence() && world.items(weights).empty())) return;
    mistakes.push_back(at(*deployment.alias,
                          say("Alias ", deployment.alias->id, " of function ", deployment.function->id,
                              " has weights of its own in RoutingConfig, and CodeDeploy sets them as well. A "
                              "deployment that meets an alias "
                              "with weights fails. Take RoutingConfig out."),
                          place_of(*deployment.alias, "RoutingConfig"), "Properties.RoutingConfig"));
}

/// A literal name that no group here has is that of another template's, unless a group of this one waits in vain.
void look_at_group(CheckContext& context, const Deployment& deployment, std::vector<Judgement>& mistakes) {
    const Value& name = deployment.group_name;
    if (deployment.group != nullptr || !name.is_text() || !literal(name.text)) return;
    const Resource* idle = idle_group(context.world, context.graph);
    if (idle == nullptr) return;
    mistakes.push_back(at(
        *deployment.alias,
        say("The UpdatePolicy of alias ", deployment.alias->id, " names deployment group ",
            to_string(name.text), ", which this template does not have, and no alias names its group ",
            idle->id,
            ". Without a group of that name the update fails, and with one from elsewhere the alarms and the "
            "type of ",
            idle->id, " hold for nothing. Set DeploymentGroupName: !Ref ", idle->id, "."),
        name.node->span, "UpdatePolicy.CodeDeployLambdaAliasUpdate.DeploymentGroupName"));
}

void look_at_application(CheckContext& context, const Deployment& deployment,
                         std::vector<Judgement>& mistakes) {
    if (deployment.group == nullptr) return;
    World& world = context.world;
    const Value named =
        world.at(deployment.alias->node, {"UpdatePolicy", "CodeDeployLambdaAliasUpdate", "ApplicationName"});
    const Value own = world.get(deployment.group->properties, "ApplicationName");
    const bool both = named.is_text() && own.is_text();
    const bool other =
        both && (world.equal(named.text, own.text) == Tri::no ||
                 (is_plain_reference(named.text) && is_plain_reference(own.text) && named.text != own.text));
    if (!other) return;
    mistakes.push_back(
        at(*deployment.alias,
           say("The UpdatePolicy of alias ", deployment.alias->id, " looks for deployment group ",
               deployment.group->id, " in application ", to_string(named.text), ", but the group belongs to ",
               to_string(own.text),
               ". CodeDeploy finds no such group, and the update fails. Name the same application in both."),
           named.node->span, "UpdatePolicy.CodeDeployLambdaAliasUpdate.ApplicationName"));
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment) return Judgement::not_applicable();
    if (!deployment->has_update_policy) return implied(asks_for_release);
    std::vector<Judgement> mistakes;
    for (const auto look :
         {look_at_version, look_at_name, look_at_routing, look_at_group, look_at_application})
        look(context, *deployment, mistakes);
    return together(std::move(mistakes), Judgement::pass());
}

}  // namespace

NativeCheck alias_can_be_shifted() { return {"alias-can-be-shifted", judge}; }

}  // namespace stackfit::checks
