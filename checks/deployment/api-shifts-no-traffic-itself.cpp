// Does the API in front of a gradually released function shift traffic by a canary of its own?
#include <algorithm>

#include "common.h"

namespace stackfit::checks {
namespace {

/// Where the stage of an API is told to send a share of its calls to a newer deployment.
struct CanaryPlace {
    const char* type;
    const char* property;
};
constexpr CanaryPlace places[] = {{"AWS::ApiGateway::Stage", "CanarySetting"},
                                  {"AWS::ApiGateway::Deployment", "DeploymentCanarySettings"}};

/// Percent; 0 until somebody sets it.
Value share_of(World& world, const Resource& resource, const char* property) {
    return world.at(resource.properties, {property, "PercentTraffic"});
}

bool shifts(World& world, const Value& share) {
    const auto number = world.number(share);
    return !share.absent() && (!number || *number > 0);
}

Judgement mistake(const Resource& function, const Resource& api, const Resource& stage, const char* property,
                  const Value& share) {
    Judgement judgement =
        Judgement::fail(say(stage.id, " sends a share of the calls of API ", api.id,
                            " to a newer deployment of it, and CodeDeploy shifts function ", function.id,
                            " behind it: the shares multiply, and neither takes the other back. Who gets the "
                            "new API with the old "
                            "function is left to chance. Let one of them shift: take ",
                            property, " out, or release the function at once."),
                        share.node->span, say("Properties.", property, ".PercentTraffic"));
    judgement.location = &stage;
    return judgement;
}

void find(CheckContext& context, const Resource& function, const Resource& api,
          std::vector<Judgement>& mistakes) {
    for (const Edge* edge : context.graph.in(api)) {
        const Resource& by = context.graph.resource(edge->from);
        const auto place = std::find_if(std::begin(places), std::end(places),
                                        [&](const CanaryPlace& one) { return by.type == one.type; });
        if (place == std::end(places) || edge->property != "RestApiId") continue;
        if (!context.graph.is_taken(context.world, *edge)) continue;
        const Value share = share_of(context.world, by, place->property);
        if (shifts(context.world, share))
            mistakes.push_back(mistake(function, api, by, place->property, share));
    }
}

Judgement judge(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (!deployment || !deployment->has_update_policy) return Judgement::not_applicable();
    std::vector<Judgement> mistakes;
    std::vector<const Resource*> seen;
    for (const Call& call : calls_of(context, *deployment)) {
        if (call.place->role != CallPlace::Role::caller || call.qualifier.kind != Qualifier::Kind::alias)
            continue;
        const Resource* api = rest_api_of(context, call);
        if (api == nullptr || std::find(seen.begin(), seen.end(), api) != seen.end()) continue;
        seen.push_back(api);
        find(context, function, *api, mistakes);
    }
    return together(std::move(mistakes), Judgement::not_applicable());
}

}  // namespace

NativeCheck api_shifts_no_traffic_itself() { return {"api-shifts-no-traffic-itself", judge}; }

}  // namespace stackfit::checks
