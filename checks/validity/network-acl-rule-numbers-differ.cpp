// Have two entries of a network ACL the same number for the same direction?
#include "../common/alike.h"
#include "../common/say.h"

namespace stackfit::checks {
namespace {

/// An entry is for incoming traffic unless Egress is true (CloudFormation, "AWS::EC2::NetworkAclEntry").
Tri is_outgoing(World& world, const Resource& entry) {
    const Value egress = world.get(entry.properties, "Egress");
    return egress.absent() ? Tri::no : world.truth(egress);
}

/// The same in writing. Two parameters whose Defaults are alike are two names that somebody fills in: not known to be one.
Tri same_text(World& world, const Value& a, const Value& b) {
    if (!a.is_text() || !b.is_text()) return Tri::unknown;
    if (a.text == b.text) return Tri::yes;
    return world.equal(a.text, b.text) == Tri::no ? Tri::no : Tri::unknown;
}

/// Three questions that all have to be answered with yes; the first no ends the asking.
Tri same_place(World& world, const Resource& a, const Resource& b) {
    const auto number = world.number(world.get(a.properties, "RuleNumber"));
    const auto other = world.number(world.get(b.properties, "RuleNumber"));
    if (number && other && *number != *other) return Tri::no;
    const Tri acl =
        same_text(world, world.get(a.properties, "NetworkAclId"), world.get(b.properties, "NetworkAclId"));
    if (acl == Tri::no) return Tri::no;
    const Tri ours = is_outgoing(world, a), theirs = is_outgoing(world, b);
    if (ours != Tri::unknown && theirs != Tri::unknown && ours != theirs) return Tri::no;
    const bool known = number && other && acl == Tri::yes && ours != Tri::unknown && theirs != Tri::unknown;
    return known ? Tri::yes : Tri::unknown;
}

Judgement judge(CheckContext& context, const Resource& entry) {
    World& world = context.world;
    const auto entries = alike(context, entry, {"NetworkAclId", "RuleNumber"},
                               [&](const Resource& a, const Resource& b) { return same_place(world, a, b); });
    if (!entries) return Judgement::unknown("which number an entry has is known only at deployment");
    if (entries->size() == 1) return Judgement::pass();
    const Resource& second = place_of_mistake(*entries);
    const Value number = world.get(second.properties, "RuleNumber");
    Judgement judgement = Judgement::fail(
        say("Entries ", listed(ids_of(*entries)), " of one network ACL have the same number, ",
            world.show(number), ", for ", is_outgoing(world, entry) == Tri::yes ? "outgoing" : "incoming",
            " traffic. EC2 has one entry for each number and direction, and refuses another, so that the "
            "deployment fails. Give each a number of its own."),
        number.node->span, "Properties.RuleNumber");
    judgement.location = &second;
    return judgement;
}

}  // namespace

NativeCheck network_acl_rule_numbers_differ() { return {"network-acl-rule-numbers-differ", judge}; }

}  // namespace stackfit::checks
