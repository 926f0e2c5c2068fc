#include "fixture.h"
#include "stackfit/support/text.h"

using namespace stackfit;

namespace {

std::string change(const std::string& old_text, const std::string& new_text) {
    return ChangeFixture(old_text, new_text).text();
}

const std::string table = R"(
Resources:
  T:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: A, AttributeType: S}, {AttributeName: B, AttributeType: S}]
      KeySchema: [{AttributeName: A, KeyType: HASH}]
      GlobalSecondaryIndexes: [{IndexName: I, KeySchema: [{AttributeName: B, KeyType: HASH}], Projection: {ProjectionType: ALL}}]
)";

std::string with(const std::string& text, std::string_view old_part, std::string_view new_part) {
    REQUIRE(text.find(old_part) != std::string::npos);
    return replace_all(text, old_part, new_part);
}

}  // namespace

TEST_CASE("what is spelled otherwise is no change") {
    CHECK(change(table, table) == "");
    CHECK(change("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 30, QueueName: !Sub "
                 "'a-${AWS::Region}'}}}",
                 "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Join ['-', [a, !Ref "
                 "AWS::Region]], VisibilityTimeout: '30'}}}") == "");
    CHECK(change("Mappings: {M: {a: {t: 30}}}\nResources: {Q: {Type: AWS::SQS::Queue, Properties: "
                 "{VisibilityTimeout: !FindInMap [M, a, t]}}}",
                 "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 30}}}") == "");
    CHECK(change("Resources: {Q: {Type: AWS::SQS::Queue, DependsOn: T}, T: {Type: AWS::SNS::Topic}}",
                 "Description: d\nOutputs: {O: {Value: x}}\nResources: {Q: {Type: AWS::SQS::Queue}, T: "
                 "{Type: AWS::SNS::Topic}}") == "");
}

TEST_CASE("added, removed, modified, replaced") {
    CHECK(change("Resources: {Q: {Type: AWS::SQS::Queue}}", "Resources: {T: {Type: AWS::SNS::Topic}}") ==
          "add T\nremove Q, Delete\n");
    CHECK(change(table, with(table, "PAY_PER_REQUEST", "PROVISIONED")) ==
          "modify T\n  Properties.BillingMode: PAY_PER_REQUEST -> PROVISIONED\n");
    CHECK(change(table, with(table, "{AttributeName: A, KeyType", "{AttributeName: C, KeyType")) ==
          "replace T, Delete\n  Properties.KeySchema[0].AttributeName: A -> C, always\n");
}

TEST_CASE("the key of an index is not the key of the table") {
    CHECK(change(table, with(table, "[{AttributeName: B, KeyType", "[{AttributeName: C, KeyType")) ==
          "modify T\n  Properties.GlobalSecondaryIndexes[0].KeySchema[0].AttributeName: B -> C\n");
}

TEST_CASE("adding a property that replaces replaces") {
    CHECK(change("Resources: {Q: {Type: AWS::SQS::Queue}}",
                 "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}}") ==
          "replace Q, Delete\n  Properties.FifoQueue:  -> true, always\n");
}

TEST_CASE("conditional replacement") {
    CHECK(change("Resources: {V: {Type: AWS::EC2::VPC, Properties: {InstanceTenancy: default}}}",
                 "Resources: {V: {Type: AWS::EC2::VPC, Properties: {InstanceTenancy: dedicated}}}") ==
          "modify V, perhaps replaced, Delete\n  Properties.InstanceTenancy: default -> dedicated, "
          "conditionally\n");
}

TEST_CASE("elements of lists are matched by what they are, then by name, then by place") {
    const auto topic = [](const char* tags) {
        return std::string("Resources: {T: {Type: AWS::SNS::Topic, Properties: {Tags: [") + tags + "]}}}";
    };
    CHECK(change(topic("{Key: a, Value: 1}, {Key: b, Value: 2}"),
                 topic("{Key: b, Value: 3}, {Key: a, Value: 1}")) ==
          "modify T\n  Properties.Tags[0].Value: 2 -> 3\n");
    CHECK(change(topic("{Key: a, Value: 1}, {Key: b, Value: 2}"), topic("{Key: a, Value: 1}")) ==
          "modify T\n  Properties.Tags[1]: {Key: b, Value: 2} -> \n");
    CHECK(change(topic("{Key: a, Value: 1}, {Key: b, Value: 2}"),
                 topic("{Key: b, Value: 2}, {Key: a, Value: 1}")) ==
          "modify T\n  Properties.Tags: [{Key: a, Value: 1}, {Key: b, Value: 2}] -> [{Key: b, Value: 2}, "
          "{Key: a, Value: 1}], order\n");
}

TEST_CASE(
    "attributes: a policy and metadata change nothing physical, conditions and UpdatePolicy are no change") {
    CHECK(change("Resources: {B: {Type: AWS::S3::Bucket, DeletionPolicy: Retain, Metadata: {a: 1, "
                 "SamResourceId: B}}}",
                 "Resources: {B: {Type: AWS::S3::Bucket, Metadata: {a: 2}}}") ==
          "modify B\n  Metadata.a: 1 -> 2\n  DeletionPolicy: Retain -> \n");
    CHECK(change("Conditions: {C: !Equals [a, a]}\nResources: {B: {Type: AWS::S3::Bucket}}",
                 "Conditions: {C: !Equals [a, a]}\nResources: {B: {Type: AWS::S3::Bucket, Condition: C}}") ==
          "");
}

TEST_CASE("a Default that changes is a change where nothing else is given") {
    const auto queue = [](const char* parameter) {
        return std::string("Parameters: {P: {Type: Number, ") + parameter +
               "}}\nResources: {Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: !Ref P}}}";
    };
    CHECK(change(queue("Default: 30"), queue("Default: 60")) ==
          "modify Q\n  Properties.VisibilityTimeout: 30 -> 60\n");
    CHECK(change(queue("Default: 30"), queue("Default: 30, Description: d")) == "");
    CHECK(change(queue("Default: 30, NoEcho: true"), queue("Default: 30, NoEcho: true, Description: d")) ==
          "");
    CHECK(change(queue("Default: 30, NoEcho: true"), queue("Default: 60, NoEcho: true")).find("60") ==
          std::string::npos);
    CHECK(change(queue("Default: 30"),
                 "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 30}}}") == "");
}

TEST_CASE("worlds") {
    const std::string head =
        "Parameters: {Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}}\nConditions: {Prod: "
        "!Equals [!Ref Stage, prod]}\nResources:\n";
    CHECK(
        change(head + "  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: !If [Prod, 30, 10]}}",
               head + "  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: !If [Prod, 30, 20]}}") ==
        "modify Q, not in the headline world, Stage≠prod\n  Properties.VisibilityTimeout: 10 -> 20\n");
    CHECK(change(head + "  Q: {Type: AWS::SQS::Queue}\n  T: {Type: AWS::SNS::Topic}",
                 head + "  Q: {Type: AWS::SQS::Queue, Condition: Prod}\n  T: {Type: AWS::SNS::Topic}") ==
          "remove Q, Delete, not in the headline world, Stage≠prod\n");
    CHECK(change(head + "  T: {Type: AWS::SNS::Topic}",
                 head + "  Q: {Type: AWS::SQS::Queue, Condition: Prod}\n  T: {Type: AWS::SNS::Topic}") ==
          "add Q, Stage=prod\n");
}

TEST_CASE("what refers to a replaced resource follows, and what it replaces in turn") {
    const auto text = [](const char* fifo) {
        return std::string(
                   "Resources:\n  Q: {Type: AWS::SQS::Queue, UpdateReplacePolicy: Retain, Properties: {") +
               fifo + "}}\n" +
               "  P: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Q], PolicyDocument: {}}}\n"
               "  M: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: f, EventSourceArn: "
               "!GetAtt Q.Arn}}\n"
               "  A: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref M}}\n";
    };
    CHECK(change(text(""), text("FifoQueue: true")) ==
          "replace Q, Retain\n  Properties.FifoQueue:  -> true, always\n"
          "modify P\n  Properties.Queues[0]: ${Q} -> ${Q}, because of Q\n"
          "replace M, Delete\n  Properties.EventSourceArn: ${Q.Arn} -> ${Q.Arn}, always, because of Q\n"
          "modify A\n  Properties.Value: ${M} -> ${M}, because of M\n");
}

TEST_CASE("renamed logical ids, equal or nearly so") {
    CHECK(change("Resources: {A: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 30}}, T: {Type: "
                 "AWS::SNS::Topic}}",
                 "Resources: {B: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 30}}, T: {Type: "
                 "AWS::SNS::Topic}}") == "rename B (A), Delete\n");
    CHECK(change(table, with(with(table, "  T:", "  U:"), "PAY_PER_REQUEST", "PROVISIONED")) ==
          "rename U (T), Delete\n  Properties.BillingMode: PAY_PER_REQUEST -> PROVISIONED\n");
    CHECK(change("Resources: {A: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 30}}}",
                 "Resources: {B: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 5}}}") ==
          "add B\nremove A, Delete\n");
    CHECK(change("Resources: {A: {Type: AWS::SQS::Queue}}", "Resources: {A: {Type: AWS::SNS::Topic}}") ==
          "retype A, Delete\n");
}

namespace {

std::string function(const std::string& code, const std::string& more = "",
                     const std::string& metadata = "") {
    return "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n" +
           metadata + "    Properties:\n      CodeUri: " + code +
           "\n      Handler: a.b\n      Runtime: python3.12\n      AutoPublishAlias: live\n      Layers: "
           "[!Ref L]\n" +
           more + "  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: " +
           (code.starts_with("s3") ? "s3://bucket/layer" : "layer/") + "}}\n";
}

}  // namespace

TEST_CASE("a packaged or built template against its source") {
    const ChangeFixture packaged(function("src/"), function("s3://bucket/0123"));
    CHECK(packaged.text() == "");
    CHECK(packaged.changes.moved_artifacts == 2);
    CHECK(change(function("src/"), function("F", "", "    Metadata: {SamResourceId: F}\n")) == "");
    CHECK(change(function("s3://bucket/0123"), function("s3://bucket/4567"))
              .find("Properties.Code.S3Key: 0123 -> 4567") != std::string::npos);
    CHECK(change(function("src/"), function("s3://bucket/0123", "      Timeout: 9\n"))
              .find("Properties.Timeout:  -> 9") != std::string::npos);
    CHECK(change("Resources: {S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml}}}",
                 "Resources: {S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "
                 "https://s3.amazonaws.com/b/1.template}}}") == "");
}

TEST_CASE("new code publishes a new version, and the alias moves") {
    const std::string text = change(function("src/"), function("other/"));
    CHECK(text.find("replace FVersion") != std::string::npos);
    CHECK(text.find("modify FAliaslive\n  Properties.FunctionVersion: ") != std::string::npos);
    CHECK(text.find("remove") == std::string::npos);
}

TEST_CASE("lines of both sides") {
    const ChangeFixture one(
        "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {DelaySeconds: 1}\n",
        "Resources:\n\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {DelaySeconds: 22}\n");
    const PropertyChange& change = one.changes.resources.at(0).properties.at(0);
    CHECK(one.before.text(change.old_span) == "1");
    CHECK(one.after.text(change.new_span) == "22");
}
