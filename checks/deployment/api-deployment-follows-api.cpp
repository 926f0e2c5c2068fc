// Does a change of the API in front of the function ever reach the stage?
#include <algorithm>

#include "common.h"
#include "sam_properties.h"

namespace stackfit::checks {
namespace {

/// The deployments of the API. Those that SAM makes have a hash of the API in their ids.
std::vector<const Resource*> deployments_of(CheckContext& context, const Resource& api) {
    std::vector<const Resource*> deployments;
    for (const Edge* edge : context.graph.in(api)) {
        const Resource& by = context.graph.resource(edge->from);
        if (by.type == "AWS::ApiGateway::Deployment" && edge->property == "RestApiId" &&
            context.graph.is_taken(context.world, *edge))
            deployments.push_back(&by);
    }
    return deployments;
}

Judgement mistake(const Resource& function, const Resource& api, const Resource& deployment) {
    Judgement judgement = Judgement::fail(
        say("Deployment ", deployment.id, " of API ", api.id, ", which calls function ", function.id,
            ", is made once: its logical id stays the same, so CloudFormation never takes another snapshot "
            "of the API. A change of "
            "routes or integrations is not live until somebody deploys the API by hand, and then at no time "
            "that the release of the "
            "function knows of. Let the id change with the API, as SAM and the CDK do."),
        deployment.id_span);
    judgement.location = &deployment;
    return judgement;
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment || !deployment->has_update_policy) return Judgement::not_applicable();
    std::vector<Judgement> mistakes;
    std::vector<const Resource*> seen;
    Judgement verdict = Judgement::not_applicable();
    for (const Call& call : calls_of(context, *deployment)) {
        const Resource* api =
            call.place->role == CallPlace::Role::caller ? rest_api_of(context, call) : nullptr;
        if (api == nullptr || std::find(seen.begin(), seen.end(), api) != seen.end()) continue;
        seen.push_back(api);
        for (const Resource* snapshot : deployments_of(context, *api)) {
            const IdTail tail = tail_of(snapshot->id);
            if (tail == IdTail::fixed) mistakes.push_back(mistake(function, *api, *snapshot));
            verdict = tail == IdTail::number
                          ? Judgement::unknown(
                                "whether the deployment's number is raised with every change is not known")
                          : Judgement::pass();
        }
    }
    return together(std::move(mistakes), std::move(verdict));
}

}  // namespace

NativeCheck api_deployment_follows_api() { return {"api-deployment-follows-api", judge}; }

}  // namespace stackfit::checks
