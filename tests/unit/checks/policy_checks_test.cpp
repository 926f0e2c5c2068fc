// What stands in policies, against the IAM User Guide: "IAM JSON policy elements reference" and its pages on operators and principals.
#include <doctest/doctest.h>

#include <string>

#include "stackfit/checks.h"

namespace stackfit {
namespace {

/// The messages on policies in a template, one a line.
std::string mistakes(const std::string& text) {
    const CheckSet checks = catalogue();
    Project project;
    const Unit& unit = project.add_text("template.yaml", text, {});
    std::string made;
    for (const Finding& finding : judge(project, unit, checks, {}, {Date{2026, 11, 21}}).findings) {
        if (finding.check->id == "policy-document-shape") made += finding.message + "\n";
    }
    return made;
}

std::string in_policy(const std::string& type, const std::string& property, const std::string& statement) {
    return mistakes("Resources:\n  It:\n    Type: " + type + "\n    Properties:\n      " + property +
                    ": {Statement: [" + statement + "]}\n");
}
std::string in_managed(const std::string& statement) {
    return in_policy("AWS::IAM::ManagedPolicy", "PolicyDocument", statement);
}
std::string in_trust(const std::string& statement) {
    return in_policy("AWS::IAM::Role", "AssumeRolePolicyDocument", statement);
}
bool accepts_resource(const std::string& resource) {
    return in_managed("{Effect: Allow, Action: a:B, Resource: '" + resource + "'}").empty();
}
bool accepts_principal(const std::string& principal) {
    return in_trust("{Effect: Allow, Action: sts:AssumeRole, Principal: " + principal + "}").empty();
}
bool accepts_action(const std::string& action) {
    return in_managed("{Effect: Allow, Action: '" + action + "', Resource: '*'}").empty();
}
bool accepts_operator(const std::string& name) {
    return in_managed("{Effect: Allow, Action: a:B, Resource: '*', Condition: {'" + name +
                      "': {'a:b': 'true'}}}")
        .empty();
}

TEST_CASE("policies: resources are ARNs or all") {
    for (const char* good :
         {"*", "arn:aws:s3:::orders", "arn:aws:s3:::orders/*", "arn:aws-cn:s3:::${aws:username}",
          "arn:*:sqs:*:*:*", "arn:aws:iam::aws:policy/ReadOnlyAccess", "{{resolve:ssm:arn}}"})
        CHECK_MESSAGE(accepts_resource(good), good);
    for (const char* bad :
         {"orders", "s3:::orders", "arn:aws:s3", "arn::s3:::orders", "orders/*", "Orders.Arn"})
        CHECK_MESSAGE(!accepts_resource(bad), bad);
}

TEST_CASE("policies: a bucket policy names what it is for") {
    const auto accepts = [](const std::string& resource) {
        return in_policy("AWS::S3::BucketPolicy", "PolicyDocument",
                         "{Effect: Deny, Principal: '*', Action: s3:*, Resource: '" + resource + "'}")
            .empty();
    };
    CHECK(accepts("arn:aws:s3:::orders/*"));
    CHECK(!accepts("*"));
}

TEST_CASE("policies: principals") {
    for (const char* good :
         {"'*'", "{AWS: '*'}", "{AWS: '123456789012'}", "{AWS: 123456789012}",
          "{AWS: 'arn:aws:iam::123456789012:root'}",
          "{AWS: ['arn:aws-cn:iam::123456789012:role/deploy', 'arn:aws:sts::123456789012:assumed-role/a/b']}",
          "{AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1'}",
          "{AWS: AIDACKCEVSQ6C2EXAMPLE}", "{Service: [lambda.amazonaws.com, states.us-east-1.amazonaws.com]}",
          "{Federated: cognito-identity.amazonaws.com}",
          "{CanonicalUser: 79a59df900b949e55d96a1e698fbacedfd6e09d98}"})
        CHECK_MESSAGE(accepts_principal(good), good);
    for (const char* bad :
         {"lambda.amazonaws.com", "['*']", "{Aws: '*'}", "{AWS: deploy}",
          "{AWS: 'arn:aws:iam::123456789012:role/*'}", "{AWS: 'arn:aws:iam::1234:root'}",
          "{AWS: 'arn:aws:iam::123456789012:group/team'}", "{Service: lambda}", "{Service: []}"})
        CHECK_MESSAGE(!accepts_principal(bad), bad);
}

TEST_CASE("policies: actions name their service") {
    for (const char* good : {"*", "s3:*", "S3:getobject", "execute-api:Invoke", "s3:Get?bject"})
        CHECK_MESSAGE(accepts_action(good), good);
    for (const char* bad : {"GetObject", "s3*", "s3:", ":GetObject", ""})
        CHECK_MESSAGE(!accepts_action(bad), bad);
}

TEST_CASE("policies: operators of conditions") {
    for (const char* good : {"StringEquals", "StringNotEqualsIgnoreCase", "ForAnyValue:StringLike", "Null",
                             "ForAllValues:StringEqualsIfExists", "NumericLessThanEquals", "DateGreaterThan",
                             "NotIpAddress", "ArnLikeIfExists", "Bool", "BinaryEquals"})
        CHECK_MESSAGE(accepts_operator(good), good);
    for (const char* bad : {"stringEquals", "StringMatches", "IfExists", "ForSomeValues:StringLike",
                            "NullIfExists", "StringEqualsIfExistsIfExists"})
        CHECK_MESSAGE(!accepts_operator(bad), bad);
}

TEST_CASE("policies: what a statement must have, and must not") {
    const std::string allow = "Effect: Allow, Action: a:B";
    CHECK(in_managed("{" + allow + ", Resource: '*'}").empty());
    CHECK(in_managed("{" + allow + "}") != "");
    CHECK(in_managed("{" + allow + ", Resource: '*', NotResource: '*'}") != "");
    CHECK(in_managed("{" + allow + ", Resource: []}") != "");
    CHECK(in_managed("{" + allow + ", Resource: '*', Principal: '*'}") != "");
    CHECK(in_managed("{Effect: Allow, Resource: '*'}") != "");
    CHECK(in_managed("{Action: a:B, Resource: '*'}") != "");
    CHECK(in_trust("{" + allow + ", Principal: '*'}").empty());
    CHECK(in_trust("{" + allow + ", Principal: '*', Resource: '*'}") != "");
    CHECK(in_trust("{" + allow + "}") != "");
    CHECK(
        in_policy("AWS::ECR::Repository", "RepositoryPolicyText", "{" + allow + ", Principal: '*'}").empty());
}

TEST_CASE("policies: the ids of statements") {
    const auto statement = [](const std::string& sid) {
        return "{Sid: '" + sid + "', Effect: Allow, Action: a:B, Resource: '*'}";
    };
    CHECK(in_managed(statement("Read")).empty());
    CHECK(in_managed(statement("read it")) != "");
    CHECK(in_managed(statement("Read") + ", " + statement("Read")) != "");
    CHECK(in_managed(statement("") + ", " + statement("")).empty());
    CHECK(in_policy("AWS::KMS::Key", "KeyPolicy",
                    "{Sid: 'as it is', Effect: Allow, Action: kms:*, Resource: '*', Principal: '*'}")
              .empty());
}

TEST_CASE("policies: text is read as JSON, whoever puts it together") {
    const auto written = [](const std::string& text) {
        return mistakes(
            "Resources:\n  It:\n    Type: AWS::SSO::PermissionSet\n    Properties: {Name: n, InstanceArn: "
            "'arn:aws:sso:::instance/ssoins-0123456789abcdef', InlinePolicy: " +
            text + "}\n");
    };
    CHECK(written(R"('{"Statement": {"Effect": "Allow", "Action": "a:B", "Resource": "*"}}')").empty());
    CHECK(written(R"('{"Statement": {"Effect": "Allow", "Action": "a:B"}}')") != "");
    CHECK(written(R"('{"Statement": ')").find("is no JSON") != std::string::npos);
    CHECK(written(R"('{"Statement": ${All}}')").empty());
    CHECK(written(R"({"Fn::Sub": '{"Statement": {"Effect": "Allow", "Action": "${AWS::Region}"}}'})") != "");
    CHECK(written(R"({"Fn::Join": ['', ['{"Statement": {"Effect": "', {Ref: 'AWS::Region'}, '"}}']]})") !=
          "");
    CHECK(written(R"({"Fn::Join": ['', ['{"Statement": ', {Ref: 'AWS::Region'}, '}']]})").empty());
    CHECK(written(R"({"Fn::Join": [',']})").empty());
}

TEST_CASE("policies: Ref gives names of some types, and ARNs of others") {
    const auto accepts = [](const std::string& type) {
        return mistakes("Resources:\n  Thing: {Type: " + type +
                        "}\n  It:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: "
                        "{Statement: "
                        "[{Effect: Allow, Action: a:B, Resource: {Ref: Thing}}]}\n")
            .empty();
    };
    // A job definition is identified by its name, and Ref gives its ARN.
    for (const char* good : {"AWS::SNS::Topic", "AWS::Batch::JobDefinition", "AWS::SecretsManager::Secret",
                             "AWS::StepFunctions::StateMachine"})
        CHECK_MESSAGE(accepts(good), good);
    for (const char* bad :
         {"AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::IAM::Role"})
        CHECK_MESSAGE(!accepts(bad), bad);
}

}  // namespace
}  // namespace stackfit
