// Does a rule for outgoing traffic open one port, or a range of them?
#include <array>

#include "port_ranges.h"

namespace stackfit::checks {
namespace {

constexpr std::array<PortRuleHolder, 2> holders = {
    {{"AWS::EC2::SecurityGroup", "SecurityGroupEgress", "IpProtocol"},
     {"AWS::EC2::SecurityGroupEgress", "", "IpProtocol"}}};

Judgement judge(CheckContext& context, const Resource& subject) {
    return judge_port_ranges(context, subject, holders);
}

}  // namespace

NativeCheck outbound_rule_opens_one_port() { return {"outbound-rule-opens-one-port", judge}; }

}  // namespace stackfit::checks
