// Has a user more than one access key that works?
#include "../common/alike.h"
#include "../common/say.h"

namespace stackfit::checks {
namespace {

/// Keys are active unless they say otherwise (CloudFormation, "AWS::IAM::AccessKey").
Tri is_inactive(World& world, const Resource& key) {
    return world.equal(world.get(key.properties, "Status"), "Inactive");
}

Judgement judge(CheckContext& context, const Resource& key) {
    World& world = context.world;
    const auto of_one_user = [&](const Resource& a, const Resource& b) {
        const Value user = world.get(a.properties, "UserName"), other = world.get(b.properties, "UserName");
        if (!user.is_text() || !other.is_text()) return Tri::unknown;
        const Tri same = world.equal(user.text, other.text);
        if (same == Tri::no) return Tri::no;
        const Tri inactive = is_inactive(world, b);
        return inactive == Tri::yes ? Tri::no : inactive == Tri::unknown ? Tri::unknown : same;
    };
    if (is_inactive(world, key) == Tri::yes) return Judgement::pass();
    const auto keys = alike(context, key, {"UserName"}, of_one_user);
    if (!keys) return Judgement::unknown("whose keys the others are is known only at deployment");
    if (keys->size() == 1) return Judgement::pass();
    const Resource& second = place_of_mistake(*keys);
    Judgement judgement = Judgement::fail(
        say("Access keys ", listed(ids_of(*keys)),
            " belong to the same user. Each works by itself, so each is one more that can leak, and a second "
            "is "
            "needed only while the first is replaced. Keep one, and set Status: Inactive on the other."),
        second.id_span);
    judgement.location = &second;
    return judgement;
}

}  // namespace

NativeCheck iam_user_has_one_access_key() { return {"iam-user-has-one-access-key", judge}; }

}  // namespace stackfit::checks
