// Do the subnets of a function stand in more than one Availability Zone?
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "../common/referred.h"
#include "../common/say.h"
#include "stackfit/template_tri.h"

namespace stackfit::checks {
namespace {

/// CloudFormation User Guide, "Fn::GetAZs": an empty text is the stack's own Region.
bool is_own_region(const Node& argument) {
    return (argument.is_string() && argument.text.empty()) || ref_name(&argument) == "AWS::Region";
}

/// The place among the zones of the stack's Region, which Fn::GetAZs lists in one order; nothing when the zone is put in another way.
std::optional<double> place_among_zones(World& world, const Value& zone) {
    const Member* select = zone.node == nullptr ? nullptr : intrinsic(*zone.node);
    if (select == nullptr || select->key != "Fn::Select" || select->value->items.size() != 2) return {};
    const Member* list = intrinsic(*select->value->items[1]);
    if (list == nullptr || list->key != "Fn::GetAZs" || !is_own_region(*list->value)) return {};
    return world.number(world.evaluate(select->value->items[0]));
}

Tri is_same_zone(World& world, const Value& one, const Value& other) {
    if (one.is_text() && other.is_text()) return world.equal(one.text, other.text);
    const auto place = place_among_zones(world, one), other_place = place_among_zones(world, other);
    if (!place || !other_place) return Tri::unknown;
    return tri(*place == *other_place);
}

/// Are the subnets, of which there are at least two, all in one zone? Each is held against the first, so the work is linear.
Tri share_a_zone(const CheckContext& context, const std::vector<Value>& subnets) {
    World& world = context.world;
    std::optional<Value> first;
    Tri shared = Tri::yes;
    for (const Value& name : subnets) {
        const Resource* subnet = referred(context, name, "AWS::EC2::Subnet");
        const Value zone = subnet == nullptr ? Value{} : world.get(subnet->properties, "AvailabilityZone");
        if (zone.absent()) {
            shared = Tri::unknown;
        } else if (!first) {
            first = zone;
        } else {
            const Tri same = is_same_zone(world, *first, zone);
            if (same == Tri::no) return same;
            if (same == Tri::unknown) shared = same;
        }
    }
    return shared;
}

/// Each subnet once, in the order written; nothing when some are known only at deployment, or are names that a script fills in. An empty
/// text, as a list parameter without subnets has it, is none.
std::optional<std::vector<Value>> distinct(const CheckContext& context, const std::vector<Value>& subnets) {
    std::vector<Value> found;
    std::set<std::string> names;
    for (const Value& subnet : subnets) {
        if (!subnet.is_text()) return {};
        if (subnet.text.empty()) continue;
        if (const auto id = literal(subnet.text); id && !id->starts_with("subnet-")) return {};
        const Resource* own = referred(context, subnet, "AWS::EC2::Subnet");
        if (names.insert(own == nullptr ? to_string(subnet.text) : std::string(own->id)).second)
            found.push_back(subnet);
    }
    return found;
}

std::string in_one_zone(const CheckContext& context, const Resource& function,
                        const std::vector<Value>& subnets) {
    std::vector<std::string> names;
    for (const Value& subnet : subnets) {
        const Resource* own = referred(context, subnet, "AWS::EC2::Subnet");
        names.push_back(own == nullptr ? context.world.show(subnet) : std::string(own->id));
    }
    const std::string where = names.size() == 1
                                  ? say("its only subnet is ", names[0])
                                  : say("its subnets ", listed(names), " stand in the same one");
    return say("Function ", function.id, " runs in one Availability Zone: ", where,
               ". When that zone fails, no call succeeds. List subnets of at least two zones in "
               "VpcConfig.SubnetIds.");
}

Judgement judge(CheckContext& context, const Resource& function) {
    World& world = context.world;
    const Value list = world.at(function.properties, {"VpcConfig", "SubnetIds"});
    if (list.unknown()) return Judgement::unknown(list.reason);
    const auto subnets = distinct(context, world.items(list, true));
    if (!subnets) return Judgement::unknown("the subnets are known only at deployment");
    if (subnets->empty()) return Judgement::not_applicable();
    const Tri shared = subnets->size() == 1 ? Tri::yes : share_a_zone(context, *subnets);
    if (shared == Tri::unknown)
        return Judgement::unknown("the zones of the subnets are known only at deployment");
    if (shared == Tri::no) return Judgement::pass();
    return Judgement::fail(in_one_zone(context, function, *subnets), list.node->span,
                           "Properties.VpcConfig.SubnetIds");
}

}  // namespace

NativeCheck lambda_vpc_multi_az_check() { return {"lambda-vpc-multi-az-check", judge}; }

}  // namespace stackfit::checks
