// Address ranges, as RFC 4632 and RFC 4291 write them.
#include <doctest/doctest.h>

#include <string>

#include "stackfit/checks.h"

namespace stackfit {
namespace {

/// Does the check find nothing wrong with these two subnets of a VPC?
bool fits(const std::string& vpc, const std::string& first, const std::string& second) {
    const CheckSet checks = catalogue();
    Project project;
    const auto subnet = [](const std::string& name, const std::string& properties) {
        return "  " + name + ": {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref V, " + properties + "}}\n";
    };
    const Unit& unit =
        project.add_text("template.yaml",
                         "Resources:\n  V: {Type: AWS::EC2::VPC, Properties: {" + vpc + "}}\n" +
                             "  Six: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref V, "
                             "Ipv6CidrBlock: '2001:db8::/56'}}\n" +
                             subnet("A", first) + subnet("B", second),
                         {});
    for (const Finding& finding : judge(project, unit, checks, {}, {Date{2026, 11, 21}}).findings) {
        if (finding.check->id == "subnet-addresses") return false;
    }
    return true;
}

TEST_CASE("subnets: IPv4") {
    const std::string vpc = "CidrBlock: 10.0.0.0/16";
    const std::string near = "CidrBlock: 10.0.0.0/25";
    CHECK(fits(vpc, near, "CidrBlock: 10.0.0.128/25"));
    CHECK(fits(vpc, near, "CidrBlock: 10.0.255.240/28"));
    CHECK(!fits(vpc, near, "CidrBlock: 10.0.0.0/24"));
    CHECK(!fits(vpc, near, "CidrBlock: 10.0.0.64/28"));
    CHECK(!fits(vpc, near, "CidrBlock: 10.1.0.0/24"));
    CHECK(!fits(vpc, near, "CidrBlock: 10.0.0.0/15"));
    CHECK(fits("CidrBlock: !Ref AWS::Region", near, "CidrBlock: 192.168.0.0/24"));
    CHECK(fits("Ipv4IpamPoolId: pool, Ipv4NetmaskLength: 16", near, "CidrBlock: 192.168.0.0/24"));
    // Not ranges at all, which resource-shape tells.
    for (const char* other :
         {"10.0.0/24", "10.0.0.256/24", "10.0.0.0/33", "10.0.0.0", "a/8", "/", "10.0.0.0/-1"})
        CHECK_MESSAGE(fits(vpc, near, "CidrBlock: '" + std::string(other) + "'"), other);
}

TEST_CASE("subnets: IPv6") {
    const std::string vpc = "CidrBlock: 10.0.0.0/16";
    const auto six = [](const std::string& part, const std::string& range) {
        return "CidrBlock: 10.0." + part + ".0/24, Ipv6CidrBlock: '" + range + "'";
    };
    CHECK(fits(vpc, six("1", "2001:db8::/64"), six("2", "2001:db8:0:1::/64")));
    CHECK(fits(vpc, six("1", "2001:db8:0:0:0:0:0:0/64"), six("2", "2001:0db8:0000:00ff::/64")));
    CHECK(!fits(vpc, six("1", "2001:db8::/64"), six("2", "2001:db8:0:0::/64")));
    CHECK(!fits(vpc, six("1", "2001:db8::/64"), six("2", "2001:db8:0:100::/64")));
    for (const char* other :
         {"2001:db8::1::/64", "2001:db8/64", "2001:db8::/129", "::/", "1:2:3:4:5:6:7:8:9/64"})
        CHECK_MESSAGE(fits(vpc, six("1", "2001:db8::/64"), six("2", other)), other);
}

}  // namespace
}  // namespace stackfit
