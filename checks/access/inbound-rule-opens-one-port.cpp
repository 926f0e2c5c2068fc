// Does a rule for incoming traffic open one port, or a range of them?
#include <array>

#include "port_ranges.h"

namespace stackfit::checks {
namespace {

constexpr std::array<PortRuleHolder, 3> holders = {
    {{"AWS::EC2::SecurityGroup", "SecurityGroupIngress", "IpProtocol"},
     {"AWS::EC2::SecurityGroupIngress", "", "IpProtocol"},
     {"AWS::GameLift::Fleet", "EC2InboundPermissions", "Protocol"}}};

Judgement judge(CheckContext& context, const Resource& subject) {
    return judge_port_ranges(context, subject, holders);
}

}  // namespace

NativeCheck inbound_rule_opens_one_port() { return {"inbound-rule-opens-one-port", judge}; }

}  // namespace stackfit::checks
