#include "port_ranges.h"

#include <algorithm>
#include <array>

#include "../common/say.h"
#include "../common/together.h"

namespace stackfit::checks {
namespace {

/// In rules for ICMP the two numbers are a type and a code (EC2 API Reference, "IpPermission").
bool has_ports(World& world, const Value& protocol) {
    const auto name = world.literal_of(protocol);
    static constexpr std::array<std::string_view, 5> without = {"icmp", "icmpv6", "1", "58", "-1"};
    return !name || std::find(without.begin(), without.end(), *name) == without.end();
}

Judgement judge_rule(World& world, const Resource& subject, const PortRuleHolder& holder, const Value& rule) {
    if (rule.unknown()) return Judgement::unknown(rule.reason);
    const Value from = world.get(rule, "FromPort"), to = world.get(rule, "ToPort");
    if (from.absent() || to.absent() || !has_ports(world, world.get(rule, holder.protocol)))
        return Judgement::pass();
    const auto first = world.number(from), last = world.number(to);
    if (!first || !last) return Judgement::unknown("FromPort or ToPort is known only at deployment");
    if (*first == *last) return Judgement::pass();
    return Judgement::fail(
        say("A rule of ", subject.id, " opens the ports ", number_text(*first), " to ", number_text(*last),
            ". Whatever will listen on one of them is reached as well. Write a rule for each port that is "
            "used."),
        to.node->span, say("Properties.", holder.rules, holder.rules.empty() ? "" : ".", "ToPort"));
}

}  // namespace

Judgement judge_port_ranges(CheckContext& context, const Resource& subject,
                            std::span<const PortRuleHolder> holders) {
    World& world = context.world;
    const auto holder = std::find_if(holders.begin(), holders.end(),
                                     [&](const PortRuleHolder& one) { return one.type == subject.type; });
    if (holder == holders.end()) return Judgement::not_applicable();
    const Value properties = world.evaluate(subject.properties);
    const Value rules = holder->rules.empty() ? properties : world.get(properties, holder->rules);
    if (rules.unknown()) return Judgement::unknown(rules.reason);
    return judge_parts(world.items(rules, true), Judgement::pass(),
                       [&](const Value& rule) { return judge_rule(world, subject, *holder, rule); });
}

}  // namespace stackfit::checks
