#include <doctest/doctest.h>

#include "stackfit/fitness_evolutionary.h"

using namespace stackfit;

namespace {

constexpr Date before{2023, 1, 4}, after{2023, 1, 5};

std::optional<int> metric(const std::string& more, Date as_of = after,
                          const std::string& before_resources = "") {
    const std::string text = "Transform: AWS::Serverless-2016-10-31\n" + before_resources +
                             "Resources:\n"
                             "  Hook: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, "
                             "Handler: a.b, InlineCode: x}}\n" +
                             more;
    Project project;
    return evolutionary_metric(project.add_text("template.yaml", text, {}), as_of);
}

const std::string released =
    "  F: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, Handler: a.b, InlineCode: x, "
    "AutoPublishAlias: live, DeploymentPreference: "
    "{Type: Linear10PercentEvery1Minute, Hooks: {PreTraffic: !Ref Hook}}}}\n";

std::string bucket(const std::string& algorithm) {
    return "  B: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: "
           "[{ServerSideEncryptionByDefault: {SSEAlgorithm: " +
           algorithm + "}}]}}}\n";
}

}  // namespace

TEST_CASE("evolutionary: only where a hook adds it up") {
    CHECK_FALSE(metric("  B: {Type: AWS::S3::Bucket}\n"));
    CHECK(metric(released) == 4);  // the version that the hook is told of, and the function; not the hook
}

TEST_CASE("evolutionary: buckets") {
    CHECK(metric(released + "  B: {Type: AWS::S3::Bucket}\n", before) == 4);
    CHECK(metric(released + "  B: {Type: AWS::S3::Bucket}\n") == 7);
    CHECK(metric(released + bucket("AES256"), before) == 7);
    CHECK(metric(released + bucket("AES256")) == 7);
    CHECK(metric(released + bucket("aws:kms")) == 10);
}

TEST_CASE("evolutionary: tables") {
    const auto table = [](const std::string& enabled) {
        return "  T: {Type: AWS::DynamoDB::Table, Properties: {SSESpecification: {SSEEnabled: " + enabled +
               "}}}\n";
    };
    CHECK(metric(released + table("true")) == 9);
    CHECK(metric(released + table("'false'")) == 4);
    CHECK(metric(released + "  T: {Type: AWS::DynamoDB::Table}\n") == 4);
}

TEST_CASE("evolutionary: in the headline world, and only what is known") {
    const std::string parameter = "Parameters: {Encryption: {Type: String}}\n";
    CHECK_FALSE(metric(released + bucket("!Ref Encryption"), after, parameter));
    const std::string condition =
        "Parameters: {Stage: {Type: String, Default: prod}}\nConditions: {IsDev: !Equals [!Ref Stage, "
        "dev]}\n";
    CHECK(metric(released + "  B: {Type: AWS::S3::Bucket, Condition: IsDev}\n", after, condition) == 4);
}
