// Does a delivery stream take its password from where secrets are kept?
#include <array>

#include "../common/say.h"
#include "../common/secrets.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

struct Place {
    const char* destination;
    const char* property;
};
constexpr std::array<Place, 2> places = {
    {{"RedshiftDestinationConfiguration", "Password"}, {"SplunkDestinationConfiguration", "HECToken"}}};

Judgement judge(CheckContext& context, const Resource& stream) {
    World& world = context.world;
    for (const Place& place : places) {
        const Value value = world.at(stream.properties, {place.destination, place.property});
        if (value.absent() || is_from_a_store(world.show(value))) continue;
        if (value.unknown()) return Judgement::unknown(value.reason);
        return Judgement::fail(
            say(place.property, " of delivery stream ", stream.id,
                " does not come from where secrets are kept. Whoever deploys has to know it, and nobody "
                "changes it regularly. "
                "Write {{resolve:secretsmanager:...}}, or set SecretsManagerConfiguration."),
            value.node->span, say("Properties.", place.destination, ".", place.property));
    }
    return Judgement::pass();
}

}  // namespace

NativeCheck firehose_password_from_a_store() { return {"firehose-password-from-a-store", judge}; }

}  // namespace stackfit::checks
