#include <doctest/doctest.h>

#include "stackfit/spec_metrics.h"

using namespace stackfit;

TEST_CASE("metrics are found by namespace and name") {
    const auto errors = published_metric("AWS/Lambda", "Errors");
    REQUIRE(errors);
    CHECK(errors->unit == "Count");
    CHECK(errors->dimension_sets == std::vector<std::string_view>{"-", "FunctionName",
                                                                  "FunctionName,Resource",
                                                                  "ExecutedVersion,FunctionName,Resource"});
    CHECK(errors->has("FunctionName"));
    CHECK_FALSE(errors->has("ExecutedVersion,Resource"));
    CHECK_FALSE(errors->has(""));

    CHECK_FALSE(published_metric("AWS/Lambda", "Error"));
    CHECK_FALSE(published_metric("AWS/Lambda", ""));
    CHECK_FALSE(published_metric("", ""));
    CHECK_FALSE(published_metric("AWS/Lambda", "5XXError"));
    CHECK_FALSE(published_metric("AWS/Nothing", "Errors"));
}

TEST_CASE("a metric of two kinds of API has the sets of both") {
    const auto count = published_metric("AWS/ApiGateway", "Count");
    REQUIRE(count);
    CHECK(count->has("ApiName,Stage"));
    CHECK(count->has("ApiId,Stage"));
    CHECK_FALSE(published_metric("AWS/ApiGateway", "5XXError")->has("ApiId"));
    CHECK(published_metric("AWS/ApiGateway", "5xx")->has("ApiId"));
}

TEST_CASE("the metrics of a namespace, first and last one of the table included") {
    CHECK(published_metrics("AWS/ApiGateway").front().name == "4XXError");
    CHECK(published_metrics("AWS/States").back().name == "LambdaFunctionsTimedOut");
    CHECK(published_metrics("AWS/SQS").size() == 9);
    CHECK(published_metrics("AWS").empty());
    CHECK(published_metrics("").empty());
}

TEST_CASE("what gives the value of a dimension") {
    CHECK(dimension_value("AWS/SQS", "QueueName", "AWS::SQS::Queue") == "QueueName");
    CHECK(dimension_value("AWS/States", "StateMachineArn", "AWS::StepFunctions::StateMachine") == "Ref,Arn");
    CHECK(dimension_value("AWS/ApiGateway", "ApiName", "AWS::ApiGateway::RestApi") == "-");
    CHECK(dimension_value("AWS/SQS", "QueueName", "AWS::SNS::Topic").empty());
    CHECK(dimension_value("AWS/SQS", "QueueName", "AWS::SQS").empty());
    CHECK(dimension_value("", "", "").empty());
}

TEST_CASE("the namespaces, each once") {
    const auto namespaces = metric_namespaces();
    CHECK(namespaces.size() == 12);
    CHECK(namespaces.front() == "AWS/ApiGateway");
    CHECK(namespaces.back() == "AWS/States");
}
