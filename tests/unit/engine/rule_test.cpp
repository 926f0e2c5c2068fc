#include <doctest/doctest.h>

#include "unit/engine/fixture.h"

using namespace stackfit;
using stackfit::testing::check_file;
using stackfit::testing::CompiledChecks;
using stackfit::testing::Judged;
using Lines = std::vector<std::string>;

namespace {

/// A bucket with these properties (flow style), judged by one rule: "pass", "fail", "unknown: ...", "grade 0.5" or "n/a".
std::string judged(const std::string& rule, const std::string& properties,
                   const std::string& front = "family: resilience\nweight: 3\n") {
    const CompiledChecks checks({check_file("c", rule + "\nmessage: M", front)});
    REQUIRE_MESSAGE(checks.error.empty(), checks.error);
    const Judged result(
        checks.set,
        "Parameters: {P: {Type: String}, Q: {Type: String, AllowedValues: [a, b], Default: a}}\n"
        "Resources:\n  B: {Type: AWS::S3::Bucket, Properties: " +
            properties + "}\n");
    const Outcome* outcome = result.outcome("c", "B");
    if (outcome == nullptr) return "n/a";
    const Judgement& judgement = outcome->headline();
    if (judgement.status == Judgement::Status::unknown) return "unknown: " + judgement.message;
    if (judgement.value == 1) return "pass";
    if (judgement.value == 0) return "fail";
    return "grade " + std::to_string(judgement.value).substr(0, 3);
}

std::string must(const std::string& predicate, const std::string& properties) {
    return judged("must: " + predicate, properties);
}

}  // namespace

TEST_CASE("rule: tests of a path") {
    CHECK(must("{path: Properties.A.B, equals: x}", "{A: {B: x}}") == "pass");
    CHECK(must("{path: Properties.A.B, equals: x}", "{A: {B: y}}") == "fail");
    CHECK(must("{path: Properties.A.B, equals: x}", "{}") == "fail");
    CHECK(must("{path: Properties.A, equals: true}", "{A: \"True\"}") == "pass");
    CHECK(must("{path: Properties.A, equals: 5}", "{A: \"5.0\"}") == "pass");
    CHECK(must("{path: Properties.A, in: [x, y]}", "{A: y}") == "pass");
    CHECK(must("{path: Properties.A, in: [x, y]}", "{A: z}") == "fail");
    CHECK(must("{path: Properties.A, exists: true}", "{A: {}}") == "pass");
    CHECK(must("{path: Properties.A, exists: false}", "{A: !Ref AWS::NoValue}") == "pass");
    CHECK(must("{path: Properties.A, matches: \"x*\"}", "{A: xyz}") == "pass");
    CHECK(must("{path: Properties.A, min: 2, max: 4}", "{A: \"3\"}") == "pass");
    CHECK(must("{path: Properties.A, min: 2, max: 4}", "{A: 5}") == "fail");
    CHECK(must("{path: Properties.A, min: 2}", "{A: many}") == "fail");
    CHECK(must("{path: Properties.A, truthy: true}", "{A: \"true\"}") == "pass");
    CHECK(must("{path: Properties.A, written: true}", "{A: secret}") == "pass");
    CHECK(must("{path: Properties.A, written: true}", "{A: !Ref P}") == "fail");
    CHECK(must("{path: Properties.A, written: true}", "{A: '{{resolve:secretsmanager:a}}'}") == "fail");
    CHECK(must("{path: Properties.A, written: true}", "{A: !Sub \"x${P}\"}") == "fail");
    CHECK(must("{path: Properties.A, written: false}", "{}") == "pass");
    CHECK(must("{path: Properties.A, truthy: false}", "{}") == "pass");
}

TEST_CASE("rule: what is not known stays unknown, unless the answer does not depend on it") {
    CHECK(must("{path: Properties.A, equals: x}", "{A: !ImportValue e}") ==
          "unknown: Fn::ImportValue e is known only at deployment");
    CHECK(must("{path: Properties.A, equals: x}", "{A: !Sub \"y${P}\"}") == "fail");
    CHECK(must("{path: Properties.A, exists: true}", "{A: !Split [\",\", !ImportValue e]}") == "pass");
    CHECK(must("{path: Properties.A, matches: \"x-*\"}", "{A: !Sub \"x-${P}\"}") == "pass");
    CHECK(must("{path: Properties.A, matches: \"x-*\"}", "{A: !Sub \"y-${P}\"}") == "fail");
    CHECK(must("{any: [{path: Properties.A, equals: x}, {path: Properties.B, equals: y}]}",
               "{A: !ImportValue e, B: y}") == "pass");
    CHECK(must("{all: [{path: Properties.A, equals: x}, {path: Properties.B, equals: y}]}",
               "{A: !ImportValue e, B: z}") == "fail");
    CHECK(must("{not: {path: Properties.A, equals: x}}", "{A: !ImportValue e}").substr(0, 8) == "unknown:");
}

TEST_CASE("rule: items") {
    CHECK(must("{each: Properties.L, where: {path: A, equals: 1}}", "{L: [{A: 1}, {A: 1}]}") == "pass");
    CHECK(must("{each: Properties.L, where: {path: A, equals: 1}}", "{L: [{A: 1}, {A: 2}]}") == "fail");
    CHECK(must("{each: Properties.L, where: {path: A, equals: 1}}", "{}") == "pass");
    CHECK(must("{some: Properties.L, where: {path: ., equals: b}}", "{L: [a, b]}") == "pass");
    CHECK(must("{some: Properties.L, where: {path: ., equals: b}}", "{}") == "fail");
    CHECK(must("{some: Properties.L, where: {path: ., equals: b}}", "{L: b}") == "pass");
}

TEST_CASE("rule: grades, when and parameters") {
    const std::string grades =
        "grades: [{if: {path: Properties.A, equals: x}, value: 1}, {if: {path: Properties.A, exists: true}, "
        "value: 0.6}, {else: 0}]";
    CHECK(judged(grades, "{A: x}") == "pass");
    CHECK(judged(grades, "{A: y}") == "grade 0.6");
    CHECK(judged(grades, "{}") == "fail");
    CHECK(judged("when: {path: Properties.A, exists: true}\nmust: {path: Properties.A, equals: x}", "{}") ==
          "n/a");
    const std::string front =
        "family: resilience\nweight: 3\nparameters: {least: {type: number, default: 7}, allowed: {type: "
        "list, default: [x, y]}}\n";
    CHECK(judged("must: {path: Properties.A, min: {param: least}}", "{A: 7}", front) == "pass");
    CHECK(judged("must: {path: Properties.A, min: {param: least}}", "{A: 6}", front) == "fail");
    CHECK(judged("must: {path: Properties.A, in: {param: allowed}}", "{A: y}", front) == "pass");
}

TEST_CASE("rule: an answer decides no more than it needs") {
    const CompiledChecks checks({check_file(
        "c", "must: {any: [{path: Properties.A, equals: x}, {path: Properties.B, equals: y}]}\nmessage: M")});
    const std::string head =
        "Parameters: {Q: {Type: String, AllowedValues: [a, b, c], Default: a}}\nResources:\n  B: {Type: "
        "AWS::S3::Bucket, Properties: ";
    CHECK(Judged(checks.set, head + "{A: x, B: !Ref Q}}\n").outcome("c", "B")->cases.size() == 1);
    CHECK(Judged(checks.set, head + "{A: !Ref Q, B: y}}\n").outcome("c", "B")->cases.size() <= 3);
}

TEST_CASE("rule: related resources") {
    const auto findings = [](const std::string& relation, const std::string& resources) {
        const CompiledChecks checks(
            {check_file("c", "must: {related: " + relation +
                                 ", where: {path: Properties.On, truthy: true}}\nmessage: \"{subject}\"")});
        REQUIRE_MESSAGE(checks.error.empty(), checks.error);
        return Judged(checks.set, "Resources:\n" + resources).findings().size();
    };
    const std::string via = "{type: X::Y::Policy, via: Properties.Bucket, name: Properties.BucketName}";
    const std::string bucket = "  B: {Type: AWS::S3::Bucket, Properties: {BucketName: shop}}\n";
    for (const std::string pointer :
         {"!Ref B", "!GetAtt B.Arn", "!Sub \"${B.Arn}/*\"", "shop", "[!Ref C, !Ref B]"})
        CHECK_MESSAGE(findings(via, bucket + "  P: {Type: X::Y::Policy, Properties: {Bucket: " + pointer +
                                        ", On: true}}\n") == 0,
                      pointer);
    for (const std::string pointer : {"!Ref C", "other", "!Sub \"${C}-shop\""})
        CHECK_MESSAGE(findings(via, bucket + "  P: {Type: X::Y::Policy, Properties: {Bucket: " + pointer +
                                        ", On: true}}\n") == 1,
                      pointer);
    CHECK(findings(via, bucket + "  P: {Type: X::Y::Policy, Properties: {Bucket: !Ref B, On: false}}\n") ==
          1);
    CHECK(findings(via,
                   bucket + "  P: {Type: X::Y::Policy, Properties: {Bucket: !ImportValue e, On: true}}\n") ==
          0);
    CHECK(findings("{type: X::Y::Key, to: Properties.Key}",
                   "  B: {Type: AWS::S3::Bucket, Properties: {Key: !GetAtt K.Arn}}\n  K: {Type: X::Y::Key, "
                   "Properties: {On: true}}\n") == 0);
}

TEST_CASE("rule: a pointer in the items of a list, or the members of a map") {
    const CompiledChecks checks({check_file(
        "c", "must: {related: {type: X::Y::Rule, via: Properties.Targets.*.Dead.Arn}}\nmessage: M")});
    REQUIRE_MESSAGE(checks.error.empty(), checks.error);
    const auto fails = [&](const std::string& targets) {
        const std::string rule = "  R: {Type: X::Y::Rule, Properties: {Targets: " + targets + "}}\n";
        const std::string head = "Conditions: {C: !Equals [!Ref AWS::Region, a]}\nResources:\n";
        return Judged(checks.set, head + "  B: {Type: AWS::S3::Bucket}\n" + rule).findings().size() > 0;
    };
    for (const std::string targets : {"[{Id: a}, {Dead: {Arn: !GetAtt B.Arn}}]", "{a: {Dead: {Arn: !Ref B}}}",
                                      "[{Dead: {Arn: [x, !Ref B]}}]"})
        CHECK_MESSAGE(!fails(targets), targets);
    for (const std::string targets :
         {"[]", "[{Dead: {Arn: !Ref R}}]", "[!Ref B]", "!Ref B", "[{Dead: !Ref B}]",
          "[!If [C, {Dead: {Arn: !Ref B}}, !Ref AWS::NoValue]]"})
        CHECK_MESSAGE(fails(targets), targets);
    CHECK(CompiledChecks({check_file("c", "must: {path: A.*.B, exists: true}\nmessage: M")})
              .error.find("\"*\" stands in the path of \"related\" only.") != std::string::npos);
}

TEST_CASE("rule: the own account is a number") {
    const auto value = [](const std::string& pattern) {
        const CompiledChecks checks(
            {check_file("c", "must: {path: Properties.P, matches: \"" + pattern + "\"}\nmessage: M")});
        const Judged judged(
            checks.set, "Resources:\n  B: {Type: AWS::S3::Bucket, Properties: {P: !Ref AWS::AccountId}}\n");
        return judged.outcome("c", "B")->headline().status == Judgement::Status::judged;
    };
    CHECK(value("*.amazonaws.com"));
    CHECK(value("*"));
    CHECK_FALSE(value("12*"));
}

TEST_CASE("rule: the caret and the message") {
    const CompiledChecks checks({check_file("c",
                                            "must: {path: Properties.V.Status, equals: Enabled}\nat: "
                                            "Properties.V.Status\nmessage: \"{subject} has {value}.\"")});
    const auto findings = [&](const std::string& properties) {
        return Judged(checks.set, "Resources:\n  B:\n    Type: AWS::S3::Bucket\n" + properties).findings();
    };
    CHECK(findings("    Properties:\n      V: {Status: Suspended}\n") ==
          Lines{"5:19 warning c: B has Suspended."});
    CHECK(findings("    Properties:\n      V: {}\n") == Lines{"5:7 warning c: B has not set."});
    CHECK(findings("    Properties: {}\n") == Lines{"2:3 warning c: B has not set."});
    CHECK(findings("") == Lines{"2:3 warning c: B has not set."});
}

TEST_CASE("rule: without `at` the caret is where the failing branch looked, and its message wins") {
    const CompiledChecks checks(
        {check_file("c",
                    "must:\n  all:\n    - {each: Properties.Rules, where: {path: Active, truthy: true}, "
                    "message: \"Rule is {value}.\"}\n"
                    "    - {path: Properties.Z, exists: true}\nmessage: \"General.\"")});
    const std::string head = "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n";
    CHECK(Judged(checks.set, head + "      Rules:\n        - {Active: true}\n        - {Active: no}\n")
              .findings() == Lines{"7:20 warning c: Rule is false."});
    CHECK(Judged(checks.set, head + "      Rules: []\n").findings() == Lines{"2:3 warning c: General."});
}

TEST_CASE("rule: a block value is pointed at by its key") {
    const CompiledChecks checks({check_file("c", "must: {path: Properties.V, exists: false}\nmessage: M")});
    CHECK(Judged(checks.set,
                 "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      V:\n        X: 1\n")
              .findings() == Lines{"5:7 warning c: M"});
}

TEST_CASE("rule: statements of a policy") {
    const auto has = [](const std::string& statement, const std::string& document) {
        return must("{policy: Properties.D, has: " + statement + "}", "{D: " + document + "}");
    };
    const std::string star = "{Statement: {Effect: Allow, Action: '*', Resource: '*'}}";
    CHECK(has("{effect: Allow, action: \"*\", resource: \"*\"}", star) == "pass");
    CHECK(has("{effect: Deny}", star) == "fail");
    CHECK(has("{whole-service: true}", "{Statement: [{Effect: Allow, Action: ['s3:Get*', 'sqs:*']}]}") ==
          "pass");
    CHECK(has("{whole-service: true}", "{Statement: [{Effect: Allow, Action: ['s3:Get*', 'sqs:?*e']}]}") ==
          "fail");
    CHECK(has("{action: iam:PassRole}", "{Statement: {Effect: Allow, Action: 'IAM:Pass*'}}") == "pass");
    CHECK(has("{action: iam:PassRole}", "{Statement: {Effect: Allow, NotAction: 's3:*'}}") == "pass");
    CHECK(has("{action: iam:PassRole}", "{Statement: {Effect: Allow, NotAction: 'iam:*'}}") == "fail");
    CHECK(has("{action: \"s3:*\"}", "{Statement: {Effect: Allow, NotAction: 's3:Get*'}}") == "fail");
    CHECK(has("{resource: \"*\"}", "{Statement: {Effect: Allow, Resource: !GetAtt B.Arn}}") == "fail");
    CHECK(has("{resource: \"*\"}", "{Statement: {Effect: Allow, Resource: !Ref P}}").substr(0, 7) ==
          "unknown");
    CHECK(has("{resource: \"*\"}", "{Statement: {Effect: Allow, NotResource: x}}") == "fail");
    CHECK(has("{not-resource: true}", "{Statement: {Effect: Allow, NotResource: x}}") == "pass");
    CHECK(has("{resource: \"arn:aws:s3:::shop/*\"}",
              "{Statement: {Effect: Allow, Resource: 'arn:aws:s3:::shop*'}}") == "pass");
    const auto every_key = [&](const std::string& resource) {
        return has("{resource: \"arn:aws:kms:*:*:key/*\"}", "{Effect: Allow, Resource: " + resource + "}");
    };
    CHECK(every_key("'*'") == "pass");
    CHECK(every_key("!Sub 'arn:${AWS::Partition}:kms:*'") == "pass");
    CHECK(every_key("'arn:aws:kms:eu-west-1:*:key/*'") == "fail");
    CHECK(every_key("[!GetAtt B.Arn, !Sub '${B.Arn}*']") == "fail");
    CHECK(every_key("!Ref P").substr(0, 7) == "unknown");
    CHECK(has("{anyone: true}", "{Effect: Allow, Principal: {AWS: ['*']}}") == "pass");
    CHECK(has("{anyone: true}", "{Effect: Allow, Principal: {Service: '*'}}") == "fail");
    CHECK(has("{principal: \"arn:*:iam::*:root\"}",
              "{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}}") == "pass");
    CHECK(has("{principal-kind: [Service]}", "{Effect: Allow, Principal: {Service: s}}") == "pass");
    const std::string narrowed =
        "{Effect: Allow, Principal: '*', Condition: {StringEquals: {aws:SourceAccount: '111122223333'}}}";
    CHECK(has("{public: true}", narrowed) == "fail");
    CHECK(has("{public: true}", "{Effect: Allow, Principal: '*'}") == "pass");
    CHECK(has("{condition-key: AWS:Source*}", narrowed) == "pass");
    CHECK(has("{conditional: false}", narrowed) == "fail");
    CHECK(has("{no-condition-key: aws:SourceArn}", narrowed) == "pass");
    CHECK(has("{no-condition-key: [aws:SourceArn, aws:SourceAccount]}", narrowed) == "fail");
    CHECK(has("{condition-key: sts:ExternalId}",
              "{Effect: Allow, Condition: {StringEquals: {sts:ExternalId: ''}}}") == "fail");
    CHECK(has("{condition-key: aws:MultiFactorAuthPresent}",
              "{Effect: Allow, Condition: {Bool: {aws:MultiFactorAuthPresent: 'false'}}}") == "fail");
    const auto other_account = [&](const std::string& principal) {
        return has("{other-account: true}", "{Effect: Allow, Principal: {AWS: " + principal + "}}");
    };
    CHECK(other_account("'arn:aws:iam::111122223333:role/deploy'") == "pass");
    CHECK(other_account("'111122223333'") == "pass");
    CHECK(other_account("!Sub 'arn:aws:iam::${AWS::AccountId}:root'") == "fail");
    CHECK(other_account("!GetAtt R.Arn") == "fail");
    CHECK(other_account("'*'") == "fail");
    CHECK(other_account("!Sub 'arn:aws:iam::${P}:root'").substr(0, 7) == "unknown");
    CHECK(has("{not-principal: true}", "{Effect: Allow, NotPrincipal: {AWS: x}}") == "pass");
    CHECK(has("{not-action: false}", "{Effect: Allow, Action: x}") == "pass");
    CHECK(has("{insecure-transport: true}",
              "{Effect: Deny, Condition: {Bool: {aws:SecureTransport: 'false'}}}") == "pass");
    CHECK(has("{effect: Allow}", "!ImportValue e").substr(0, 7) == "unknown");
    CHECK(has("{anyone: true}", "'{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\"}]}'") ==
          "pass");
    CHECK(has("{effect: Deny}", "'{\"Statement\": {\"Effect\": \"Allow\"}}'") == "fail");
    for (const std::string text :
         {"'{\"Statement\": '", "'no policy'", "'{\"Statement\": {\"Fn::If\": [a, b, c]}}'",
          "'{\"Statement\": {\"Ref\": \"P\"}}'", "'Statement: {Effect: Allow}'"})
        CHECK_MESSAGE(has("{effect: Allow}", text).substr(0, 7) == "unknown", text);
    CHECK(must("{policy: Properties.D, lacks: {effect: Allow}}", "{}") == "pass");
    CHECK(must("{policy: Properties.D, has: {effect: Allow}}", "{}") == "fail");
    CHECK(must("{policy: Properties.D, lacks: {effect: Allow}}",
               "{D: !If [C, {Effect: Allow}, {Effect: Deny}]}") != "unknown");
}

TEST_CASE("rule: the part of a statement that should be lacking is shown") {
    const CompiledChecks checks({check_file("c",
                                            "must: {each: Properties.L, where: {policy: D, lacks: {resource: "
                                            "\"*\", effect: Allow}}}\nmessage: \"{subject} has {value}.\"")});
    CHECK(Judged(
              checks.set,
              "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      L:\n        - D: {Effect: "
              "Deny, Resource: '*'}\n        - D: {Effect: Allow, Resource: [x, '*']}\n")
              .findings() == Lines{"7:44 warning c: B has *."});
    CHECK(Judged(checks.set,
                 "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      L:\n        - D: "
                 "'{\"Statement\": {\"Effect\": \"Allow\", \"Resource\": \"*\"}}'\n")
              .findings()
              .size() == 1);
}

TEST_CASE("rule: a wrong description of a statement is refused") {
    const auto error = [](const std::string& statement) {
        return CompiledChecks({check_file("c", "must: {policy: D, has: " + statement + "}\nmessage: M")})
            .error;
    };
    CHECK(error("{effect: allow}") == "An effect is Allow or Deny.");
    CHECK(error("{acton: x}") == "There is no word \"acton\" for a statement. Did you mean \"action\"?");
    CHECK(error("{}") == "The description of a statement needs a word.");
    CHECK(error("{action: []}") == "A word for a statement needs at least one value.");
    CHECK(error("{public: maybe}") != "");
}
