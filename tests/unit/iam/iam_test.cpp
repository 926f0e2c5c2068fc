// Cases after AWS's documentation, in own words; each table names its page.
#include "stackfit/iam.h"

#include <doctest/doctest.h>

#include "../project/fixture.h"

using namespace stackfit;

namespace {

struct Case {
    std::string policy;  ///< statements as YAML flow, or one
    Tri expected;
};

constexpr const char* declarations = R"(
Parameters:
  Free: {Type: String}
  Star: {Type: String, Default: '*', AllowedValues: ['*']}
Resources:
  B: {Type: AWS::S3::Bucket}
  Role: {Type: AWS::IAM::Role}
)";

/// Asks `question` of a policy with these statements, in the headline world.
Tri ask(const std::string& statements, const std::function<Tri(World&, const Policy&)>& question) {
    Fixture fixture(std::string(declarations) +
                    "  P: {Type: AWS::S3::BucketPolicy, Properties: {PolicyDocument: {Statement: " +
                    statements + "}}}\n");
    REQUIRE(fixture.unit.readable);
    Tri answer = Tri::unknown;
    fixture.in_headline([&](World& world) {
        answer = question(world,
                          read_policy(world, world.get(fixture.resource("P").properties, "PolicyDocument")));
    });
    return answer;
}

Text text(std::string_view literal) { return {Piece{Piece::Kind::literal, std::string(literal), {}}}; }
Text arn_of(const char* id) { return {Piece{Piece::Kind::attribute, id, "Arn"}}; }

Tri first_is_public(World& world, const Policy& policy) { return is_public(world, policy.statements.at(0)); }

Tri denies_http(World& world, const Policy& policy) {
    const Text by_name{Piece{Piece::Kind::literal, "arn:", {}},
                       Piece{Piece::Kind::parameter, "AWS::Partition", {}},
                       Piece{Piece::Kind::literal, ":s3:::", {}}, Piece{Piece::Kind::reference, "B", {}}};
    return denies_insecure_transport(world, policy, {arn_of("B"), by_name});
}

}  // namespace

TEST_CASE("actions: wildcards, letter case (IAM JSON policy elements: Action)") {
    CHECK(covers_action("*", "s3:GetObject"));
    CHECK(covers_action("s3:*", "s3:GetObject"));
    CHECK(covers_action("s3:Get*", "s3:GetObjectVersion"));
    CHECK(covers_action("S3:getobject", "s3:GetObject"));
    CHECK(covers_action("s3:*Object", "s3:GetObject"));
    CHECK(covers_action("s3:?etObject", "s3:GetObject"));
    CHECK_FALSE(covers_action("s3:Get", "s3:GetObject"));
    CHECK_FALSE(covers_action("s3:Get?Object", "s3:GetObject"));
    CHECK_FALSE(covers_action("s3:GetObject", "s3:*"));
    CHECK_FALSE(covers_action("", "s3:GetObject"));
}

TEST_CASE("resources: wildcards over texts with unknown pieces (IAM JSON policy elements: Resource)") {
    struct {
        std::string pattern, resource;
        Tri expected;
    } const cases[] = {
        {"'*'", "arn:aws:s3:::b/x", Tri::yes},
        {"arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y", Tri::yes},
        {"arn:aws:s3:::b/*", "arn:aws:s3:::b", Tri::no},
        {"arn:aws:s3:::b*", "arn:aws:s3:::b/*", Tri::yes},
        {"'arn:aws:s3:::b/?'", "arn:aws:s3:::b/*", Tri::no},  // one character does not cover every object
        {"arn:aws:s3:::B", "arn:aws:s3:::b", Tri::no},
        {"!GetAtt B.Arn", "!GetAtt B.Arn", Tri::yes},
        {"!Sub '${B.Arn}/*'", "!Sub '${B.Arn}/*'", Tri::yes},
        {"!Sub '${B.Arn}/*'", "!GetAtt B.Arn",
         Tri::no},  // a piece equals itself, so what follows it must match
        {"!Sub '${B.Arn}*'", "!Sub '${B.Arn}/key'", Tri::yes},
        {"!Sub 'arn:aws:s3:::${B}'", "!Sub 'arn:${AWS::Partition}:s3:::${B}'", Tri::yes},
        {"!GetAtt B.Arn", "!GetAtt Role.Arn", Tri::unknown},
        {"!GetAtt B.Arn", "arn:aws:s3:::b", Tri::unknown},
        {"!Sub 'arn:aws:s3:::${Free}/*'", "arn:aws:s3:::b/x", Tri::unknown},
        {"!Sub 'arn:aws:s3:::${Free}/*'", "arn:aws:sqs:::b/x", Tri::no},
        {"!Sub 'arn:aws:s3:::${Star}'", "arn:aws:s3:::b/x", Tri::yes},
        {"!Sub 'arn:aws:lambda:*:${AWS::AccountId}:function:f'",
         "!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:f'", Tri::yes},
        {"arn:aws:lambda:*:*:function:Code_*",
         "!Sub 'arn:aws:lambda:${AWS::Region}:1:function:${AWS::StackName}-x'", Tri::no},
        {"'arn:aws:iam::1:user/${aws:username}'", "arn:aws:iam::1:user/ann", Tri::unknown},
    };
    for (const auto& item : cases) {
        INFO(item.pattern, " covers ", item.resource);
        Fixture fixture(std::string(declarations) + "  P: {Type: X::Y::Z, Properties: {A: " + item.pattern +
                        ", B: " + item.resource + "}}\n");
        fixture.in_headline([&](World& world) {
            const Value pattern = world.get(fixture.resource("P").properties, "A"),
                        resource = world.get(fixture.resource("P").properties, "B");
            CHECK(to_string(covers_resource(world, pattern.text, resource.text)) == to_string(item.expected));
        });
    }
}

TEST_CASE("a hostile pattern is not compared for ever") {
    Fixture fixture(declarations);
    std::string stars;
    for (int i = 0; i < 50'000; ++i) stars += "*a";
    fixture.in_headline([&](World& world) {
        const std::string many(50'000, 'a');
        CHECK(covers_resource(world, text(stars + "b"), text(many + "b")) == Tri::unknown);
        CHECK(covers_resource(world, text(stars + "b"), text(many + "c")) == Tri::no);  // their ends differ
    });
}

TEST_CASE("does a policy allow s3:GetObject on one object (Policy evaluation logic)") {
    const Case cases[] = {
        {"[]", Tri::no},
        {"{Effect: Allow, Action: 's3:GetObject', Resource: '*'}", Tri::yes},
        {"[{Effect: Allow, Action: ['s3:Put*', 's3:Get*'], Resource: ['arn:aws:s3:::a/*', "
         "'arn:aws:s3:::b/*']}]",
         Tri::yes},
        {"{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b'}", Tri::no},
        {"{Effect: Allow, Action: 's3:PutObject', Resource: '*'}", Tri::no},
        {"{Effect: Allow, NotAction: 'iam:*', Resource: '*'}", Tri::yes},
        {"{Effect: Allow, NotAction: 's3:*', Resource: '*'}", Tri::no},
        {"{Effect: Allow, Action: '*', NotResource: 'arn:aws:s3:::a/*'}", Tri::yes},
        {"{Effect: Allow, Action: '*', NotResource: 'arn:aws:s3:::b/*'}", Tri::no},
        {"[{Effect: Allow, Action: '*', Resource: '*'}, {Effect: Deny, Action: 's3:Get*', Resource: '*'}]",
         Tri::no},
        {"[{Effect: Allow, Action: '*', Resource: '*'}, {Effect: Deny, Action: 's3:Put*', Resource: '*'}]",
         Tri::yes},
        {"[{Effect: Allow, Action: '*', Resource: '*'}, {Effect: Deny, Action: '*', Resource: !Ref Free}]",
         Tri::unknown},
        {"[{Effect: Allow, Action: '*', Resource: '*'}, {Effect: Deny, Action: '*', Resource: '*', "
         "Condition: {Bool: {'aws:SecureTransport': false}}}]",
         Tri::unknown},
        {"{Effect: Allow, Action: 's3:*', Resource: '*', Condition: {StringEquals: {'aws:RequestTag/x': y}}}",
         Tri::unknown},
        {"{Effect: Allow, Action: !ImportValue action, Resource: '*'}", Tri::unknown},
        {"{Effect: Allow, Action: 's3:*', Resource: !Ref Free}", Tri::unknown},
        {"[!Ref AWS::NoValue, {Effect: Allow, Action: [!Ref AWS::NoValue, 's3:*'], Resource: '*'}]",
         Tri::yes},
        {"{Effect: !Ref Free, Action: '*', Resource: '*'}", Tri::unknown},
        {"!ImportValue statements", Tri::unknown},
    };
    for (const Case& item : cases) {
        INFO(item.policy);
        const Tri answer = ask(item.policy, [](World& world, const Policy& policy) {
            return allows(world, policy, "s3:GetObject", text("arn:aws:s3:::b/key"));
        });
        CHECK(to_string(answer) == to_string(item.expected));
    }
}

TEST_CASE("on any resource: an Allow needs one, a Deny must take them all") {
    const Case cases[] = {
        {"{Effect: Allow, Action: 's3:*', Resource: !Ref Free}", Tri::yes},
        {"{Effect: Allow, Action: 's3:*', NotResource: '*'}", Tri::no},
        {"[{Effect: Allow, Action: '*', Resource: '*'}, {Effect: Deny, Action: '*', Resource: "
         "'arn:aws:s3:::a'}]",
         Tri::yes},
        {"[{Effect: Allow, Action: '*', Resource: 'arn:aws:s3:::a'}, {Effect: Deny, Action: '*', Resource: "
         "'*'}]",
         Tri::no},
    };
    for (const Case& item : cases) {
        INFO(item.policy);
        const Tri answer = ask(item.policy, [](World& world, const Policy& policy) {
            return allows(world, policy, "s3:GetObject", {});
        });
        CHECK(to_string(answer) == to_string(item.expected));
    }
}

TEST_CASE("public or not (Blocking public access to your Amazon S3 storage: the meaning of \"public\")") {
    const Case cases[] = {
        // The principal.
        {"{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: '*'}", Tri::yes},
        {"{Effect: Allow, Principal: {AWS: '*'}, Action: 's3:GetObject', Resource: '*'}", Tri::yes},
        {"{Effect: Allow, Principal: {AWS: ['arn:aws:iam::111122223333:root', '*']}, Action: '*', Resource: "
         "'*'}",
         Tri::yes},
        {"{Effect: Allow, Principal: {AWS: !Ref Star}, Action: '*', Resource: '*'}", Tri::yes},
        {"{Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:user/${aws:username}'}, Action: '*', "
         "Resource: '*'}",
         Tri::yes},
        {"{Effect: Allow, NotPrincipal: {AWS: 'arn:aws:iam::111122223333:root'}, Action: '*', Resource: '*'}",
         Tri::yes},
        {"{Effect: Deny, Principal: '*', Action: '*', Resource: '*'}", Tri::no},
        {"{Effect: Allow, Principal: {AWS: '111122223333'}, Action: '*', Resource: '*'}", Tri::no},
        {"{Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, Action: '*', Resource: '*'}", Tri::no},
        {"{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${Free}:root'}, Action: '*', Resource: '*'}",
         Tri::no},
        {"{Effect: Allow, Principal: {Service: cloudfront.amazonaws.com}, Action: '*', Resource: '*'}",
         Tri::no},
        {"{Effect: Allow, Principal: {AWS: !ImportValue who}, Action: '*', Resource: '*'}", Tri::unknown},
        {"{Effect: Allow, Action: '*', Resource: '*'}", Tri::no},
        // A pattern over the roles of one account; over any account it is none.
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {ArnLike: {'aws:PrincipalArn': !Sub "
         "'arn:aws:iam::${AWS::AccountId}:role/ReadOnly*'}}}",
         Tri::no},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {ArnLike: {'aws:PrincipalArn': "
         "'arn:aws:iam::*:role/ReadOnly'}}}",
         Tri::yes},
        // Fixed values of keys that limit the grant; the page's own pair of examples first.
        {"{Effect: Allow, Principal: '*', Action: 's3:PutObject', Condition: {StringLike: {'aws:SourceVpc': "
         "'vpc-*'}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: 's3:PutObject', Condition: {StringEquals: "
         "{'aws:SourceVpc': vpc-91237329}}}",
         Tri::no},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {ArnLike: {'AWS:SourceArn': "
         "'arn:aws:sns:*:*:*'}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {ArnEquals: {'aws:SourceArn': !GetAtt "
         "B.Arn}}}",
         Tri::no},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {StringEquals: {'aws:SourceAccount': !Ref "
         "AWS::AccountId}}}",
         Tri::no},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {StringEquals: {'aws:PrincipalOrgID': "
         "[o-1, 'o-*']}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {'ForAnyValue:StringLike': "
         "{'aws:PrincipalOrgPaths': o-1/r-1/ou-1/}}}",
         Tri::no},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {StringLike: {'aws:userid': "
         "'AROAEXAMPLE:*'}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {StringLike: {'s3:DataAccessPointArn': "
         "'arn:aws:s3:us-east-1:111122223333:accesspoint/*'}}}",
         Tri::no},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {StringLike: {'s3:DataAccessPointArn': "
         "'arn:aws:s3:us-east-1:*:accesspoint/*'}}}",
         Tri::yes},
        // IP ranges: not wider than /8, or /32 for IPv6.
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {IpAddress: {'aws:SourceIp': "
         "192.0.2.0/24}}}",
         Tri::no},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {IpAddress: {'aws:SourceIp': [0.0.0.0/1, "
         "128.0.0.0/1]}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {IpAddress: {'aws:SourceIp': "
         "'2001:db8::/16'}}}",
         Tri::yes},
        // What does not limit: other keys, negated operators, operators that a missing key satisfies.
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {StringEquals: {'aws:UserAgent': x}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {Bool: {'aws:SecureTransport': true}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {StringNotEquals: {'aws:SourceVpc': "
         "vpc-1}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {StringEqualsIfExists: {'aws:SourceVpc': "
         "vpc-1}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {'ForAllValues:StringEquals': "
         "{'aws:PrincipalOrgID': o-1}}}",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: !ImportValue condition}", Tri::unknown},
        {"{Effect: Allow, Principal: '*', Action: '*', Condition: {StringEquals: {'aws:SourceVpc': "
         "!ImportValue vpc}}}",
         Tri::unknown},
    };
    for (const Case& item : cases) {
        INFO(item.policy);
        CHECK(to_string(ask(item.policy, first_is_public)) == to_string(item.expected));
    }
}

TEST_CASE("plain HTTP denied (s3-bucket-ssl-requests-only)") {
    const Case cases[] = {
        {"{Effect: Deny, Principal: '*', Action: 's3:*', Resource: [!GetAtt B.Arn, !Sub '${B.Arn}/*'], "
         "Condition: {Bool: {'aws:SecureTransport': false}}}",
         Tri::yes},
        {"{Effect: Deny, Principal: {AWS: '*'}, Action: '*', Resource: [!Sub 'arn:aws:s3:::${B}', !Sub "
         "'arn:aws:s3:::${B}/*'], Condition: {Bool: {'aws:SecureTransport': 'false'}}}",
         Tri::yes},
        {"{Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: {BoolIfExists: "
         "{'AWS:securetransport': ['false']}}}",
         Tri::yes},
        {"{Effect: Deny, Principal: '*', Action: 's3:*', Resource: !Join ['', [!GetAtt B.Arn, '*']], "
         "Condition: {Bool: {'aws:SecureTransport': false}}}",
         Tri::yes},
        {"[{Effect: Deny, Principal: '*', Action: 's3:*', Resource: !GetAtt B.Arn, Condition: {Bool: "
         "{'aws:SecureTransport': false}}}, "
         "{Effect: Deny, Principal: '*', Action: 's3:*', Resource: !Sub '${B.Arn}/*', Condition: {Bool: "
         "{'aws:SecureTransport': false}}}]",
         Tri::yes},
        {"{Effect: Allow, Principal: '*', Action: 's3:*', Resource: '*', Condition: {Bool: "
         "{'aws:SecureTransport': true}}}",
         Tri::no},
        {"{Effect: Deny, Principal: '*', Action: 's3:*', Resource: !Sub '${B.Arn}/*', Condition: {Bool: "
         "{'aws:SecureTransport': false}}}",
         Tri::no},
        {"{Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: '*', Condition: {Bool: "
         "{'aws:SecureTransport': false}}}",
         Tri::no},
        {"{Effect: Deny, Principal: {AWS: '111122223333'}, Action: 's3:*', Resource: '*', Condition: {Bool: "
         "{'aws:SecureTransport': false}}}",
         Tri::no},
        {"{Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: {Bool: "
         "{'aws:SecureTransport': true}}}",
         Tri::no},
        {"{Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: {Bool: "
         "{'aws:SecureTransport': false}, StringEquals: {'aws:SourceVpc': vpc-1}}}",
         Tri::no},
        {"{Effect: Deny, Principal: '*', Action: 's3:*', Resource: !Ref Free, Condition: {Bool: "
         "{'aws:SecureTransport': false}}}",
         Tri::unknown},
        {"{Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: {Bool: "
         "{'aws:SecureTransport': !ImportValue tls}}}",
         Tri::unknown},
        {"[]", Tri::no},
    };
    for (const Case& item : cases) {
        INFO(item.policy);
        CHECK(to_string(ask(item.policy, denies_http)) == to_string(item.expected));
    }
}

TEST_CASE("what a role may do: inline, attached in the template, managed by AWS") {
    struct {
        std::string role, more;
        Tri expected;  ///< may invoke any function
    } const cases[] = {
        {"{}", "", Tri::no},
        {"{Policies: [{PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: 'lambda:*', "
         "Resource: '*'}}}]}",
         "", Tri::yes},
        {"{ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']}", "",
         Tri::no},
        {"{ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaRole']}", "",
         Tri::yes},
        {"{ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess']}", "", Tri::yes},
        {"{ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/ours']}", "", Tri::unknown},
        {"{ManagedPolicyArns: [!ImportValue policy]}", "", Tri::unknown},
        {"{ManagedPolicyArns: [!Ref M]}",
         "  M: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: {Effect: Allow, "
         "Action: 'lambda:*', Resource: '*'}}}}",
         Tri::yes},
        {"{}",
         "  M: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref R], PolicyDocument: {Statement: {Effect: "
         "Allow, Action: 'lambda:*', Resource: '*'}}}}",
         Tri::yes},
        {"{RoleName: r}",
         "  M: {Type: AWS::IAM::ManagedPolicy, Properties: {Roles: [r], PolicyDocument: {Statement: {Effect: "
         "Allow, Action: 'lambda:*', Resource: '*'}}}}",
         Tri::yes},
        {"{}",
         "  M: {Type: AWS::IAM::RolePolicy, Properties: {RoleName: !Ref R, PolicyDocument: {Statement: "
         "{Effect: Allow, Action: 'lambda:*', Resource: '*'}}}}",
         Tri::yes},
        {"{}",
         "  M: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref Other], PolicyDocument: {Statement: "
         "{Effect: Allow, Action: 'lambda:*', Resource: '*'}}}}",
         Tri::no},
    };
    for (const auto& item : cases) {
        INFO(item.role, item.more);
        Fixture fixture(std::string("Resources:\n  R: {Type: AWS::IAM::Role, Properties: ") + item.role +
                        "}\n  Other: {Type: AWS::IAM::Role}\n" + item.more + "\n");
        fixture.in_headline([&](World& world) {
            const Policy policy = policies_of_role(world, fixture.resource("R"));
            CHECK(to_string(allows(world, policy, "lambda:InvokeFunction", {})) == to_string(item.expected));
        });
    }
}
