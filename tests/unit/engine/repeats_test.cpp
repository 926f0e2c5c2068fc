// A check that asks the worlds about each of its findings apart may come to the same one several times.
#include <doctest/doctest.h>

#include "stackfit/checks.h"

using namespace stackfit;
using Lines = std::vector<std::string>;

namespace {

Lines findings_in(const std::string& text) {
    const CheckSet checks = catalogue();
    Project project;
    const Unit& unit = project.add_text("template.yaml", text, {});
    Lines lines;
    for (const Finding& finding : judge(project, unit, checks, {}, {Date{2026, 11, 21}}).findings)
        if (finding.check->id == "resource-shape") lines.push_back(finding.message);
    return lines;
}

}  // namespace

TEST_CASE("a mistake that is found several times at one place is one finding; another one there is its own") {
    CHECK(findings_in(R"(
Resources:
  Group:
    Type: AWS::Route53::RecordSetGroup
    Properties:
      HostedZoneName: example.com.
      RecordSets:
        - {Name: a.example.com., Type: A, TTL: "60", ResourceRecords: [192.0.2.1]}
        - {Name: a.example.com., Type: A, TTL: "60", ResourceRecords: [192.0.2.1]}
        - {Name: a.example.com., Type: A, TTL: "60", ResourceRecords: [192.0.2.1]}
        - {Name: a.example.com., Type: A, TTL: "60", ResourceRecords: [192.0.2.1]}
)") == Lines{"'RecordSets' of AWS::Route53::RecordSetGroup holds an element twice."});
    CHECK(findings_in(R"(
Resources:
  Vault:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0123456789abcdef0
      ServiceName: com.amazonaws.eu-west-1.s3
      RouteTableIds: [rtb-1, rtb-1, rtb-1, rtb-2, rtb-2]
)") == Lines{"'RouteTableIds' of AWS::EC2::VPCEndpoint holds an element twice: \"rtb-1\".",
             "'RouteTableIds' of AWS::EC2::VPCEndpoint holds an element twice: \"rtb-2\"."});
}
