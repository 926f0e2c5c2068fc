#include <algorithm>

#include "../common/say.h"
#include "stackfit/engine.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

/// Ids of origins and origin groups; false when some are known only at deployment.
bool add_ids(World& world, const Value& list, std::vector<std::string>& ids) {
    if (list.absent()) return true;
    if (!list.is_sequence()) return false;
    for (const Value& item : world.items(list)) {
        const Value id = world.get(item, "Id");
        if (!id.is_text()) return false;
        ids.push_back(to_string(id.text));
    }
    return true;
}

Judgement judge(CheckContext& context, const Resource& distribution) {
    World& world = context.world;
    const Value config = world.get(distribution.properties, "DistributionConfig");
    std::vector<std::string> ids;
    if (!add_ids(world, world.get(config, "Origins"), ids) ||
        !add_ids(world, world.get(world.get(config, "OriginGroups"), "Items"), ids))
        return Judgement::unknown("Origins are known only at deployment");
    if (ids.empty()) return Judgement::not_applicable();
    std::vector<Value> behaviours = world.items(world.get(config, "CacheBehaviors"));
    behaviours.insert(behaviours.begin(), world.get(config, "DefaultCacheBehavior"));
    for (const Value& behaviour : behaviours) {
        const Value target = world.get(behaviour, "TargetOriginId");
        if (!target.is_text()) continue;
        const std::string wanted = to_string(target.text);
        if (std::find(ids.begin(), ids.end(), wanted) != ids.end()) continue;
        return Judgement::fail(
            say("'TargetOriginId' \"", wanted, "\" is no origin of distribution ", distribution.id,
                ", which has ", join(ids, ", "), ". CloudFront refuses the distribution."),
            target.node->span, "Properties.DistributionConfig");
    }
    return Judgement::pass();
}

}  // namespace

NativeCheck distribution_origin_exists() { return {"distribution-origin-exists", judge}; }

}  // namespace stackfit::checks
