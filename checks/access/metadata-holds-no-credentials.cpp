// Do the instructions for cfn-init bring credentials along?
#include <array>

#include "../common/say.h"
#include "stackfit/engine.h"

namespace stackfit::checks {
namespace {

/// CloudFormation Template Reference, "AWS::CloudFormation::Authentication": what is secret in a block; roleName is the way without.
constexpr std::array<std::string_view, 3> secrets = {"accessKeyId", "secretKey", "password"};
constexpr std::string_view section = "AWS::CloudFormation::Authentication";

Judgement judge(CheckContext& context, const Resource& machine) {
    World& world = context.world;
    const Value blocks = world.at(machine.node, {"Metadata", section});
    if (blocks.unknown()) return Judgement::unknown(blocks.reason);
    for (const auto& [member, block] : world.members(blocks)) {
        for (const std::string_view secret : secrets) {
            const Value value = world.get(block, secret);
            if (value.absent() || value.unknown()) continue;
            return Judgement::fail(
                say("The metadata of ", machine.id, " gives cfn-init the secret ", secret, " in ",
                    member->key,
                    ". Whoever may describe the stack's resources reads it there, also where it comes from a "
                    "parameter. Give the instance a role, and name it in roleName."),
                value.node->span, say("Metadata.", section, ".", member->key, ".", secret));
        }
    }
    return Judgement::pass();
}

}  // namespace

NativeCheck metadata_holds_no_credentials() { return {"metadata-holds-no-credentials", judge}; }

}  // namespace stackfit::checks
