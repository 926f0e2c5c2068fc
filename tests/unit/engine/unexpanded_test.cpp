// Macros, includes and loops that are not expanded: nothing is called missing that they may add. And a mistake that a loop repeats is
// one mistake.
#include <doctest/doctest.h>

#include "unit/engine/fixture.h"

using namespace stackfit;
using stackfit::testing::check_file;
using stackfit::testing::CompiledChecks;
using stackfit::testing::Judged;
using Lines = std::vector<std::string>;

namespace {

/// How bucket B fares: "pass", "fail" or "unknown: ...".
std::string judged(const std::string& predicate, const std::string& text) {
    const CompiledChecks checks({check_file("c", "must: " + predicate + "\nmessage: M")});
    REQUIRE_MESSAGE(checks.error.empty(), checks.error);
    const Judged result(checks.set, text);
    const Outcome* outcome = result.outcome("c", "B");
    REQUIRE(outcome != nullptr);
    const Judgement& judgement = outcome->headline();
    if (judgement.status == Judgement::Status::unknown) return "unknown: " + judgement.message;
    return judgement.value == 1 ? "pass" : "fail";
}

std::string bucket(const std::string& properties, const std::string& before = "",
                   const std::string& beside = "") {
    return before + "\nResources:\n  B: {Type: AWS::S3::Bucket, Properties: {" + properties + "}}\n" + beside;
}

constexpr const char* include = "Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}";

}  // namespace

TEST_CASE("a property that an include or a loop may add is not missing") {
    const std::string wanted = "{path: Properties.A, equals: x}";
    CHECK(judged(wanted, bucket("B: 1")) == "fail");
    CHECK(judged(wanted, bucket("B: 1, " + std::string(include))) ==
          "unknown: Fn::Transform is not expanded and may add A");
    CHECK(judged("{path: Properties.A, exists: true}", bucket("B: 1, " + std::string(include))) ==
          "unknown: Fn::Transform is not expanded and may add A");
    CHECK(judged(wanted, bucket("A: y, " + std::string(include))) == "fail");
    CHECK(judged(wanted, bucket("B: 1, Fn::ForEach::L: [Id, !Ref P, {'${Id}': 1}]",
                                "Parameters: {P: {Type: CommaDelimitedList}}")) ==
          "unknown: Fn::ForEach::L is not expanded and may add A");
}

TEST_CASE("a macro of the whole template may add anything") {
    const std::string wanted = "{path: Properties.A, equals: x}";
    CHECK(judged(wanted, bucket("B: 1", "Transform: Mine")) ==
          "unknown: the macro Mine may add what is missing");
    CHECK(judged(wanted, bucket("A: y", "Transform: [Mine, AWS::LanguageExtensions]")) == "fail");
    CHECK(judged(wanted, bucket("B: 1", "Transform: AWS::LanguageExtensions")) == "fail");
}

TEST_CASE("a resource that an include may add is not missing") {
    const std::string wanted =
        "{related: {type: AWS::S3::BucketPolicy, via: Properties.Bucket}, where: {path: Properties.On, "
        "truthy: true}}";
    CHECK(judged(wanted, bucket("B: 1")) == "fail");
    CHECK(judged(wanted, bucket("B: 1", "", "  " + std::string(include) + "\n")) ==
          "unknown: what is not expanded here may add a resource of type AWS::S3::BucketPolicy");
}

TEST_CASE("what a loop repeats is found once, for all that it makes") {
    const CompiledChecks checks(
        {check_file("c", "must: {path: Properties.A, equals: x}\nmessage: M"),
         check_file("sam-property", "", "family: validity\nweight: 0\n", "Template")});
    REQUIRE_MESSAGE(checks.error.empty(), checks.error);
    const Judged result(checks.set,
                        "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n"
                        "Resources:\n"
                        "  Fn::ForEach::L:\n"
                        "    - Id\n"
                        "    - [One, Two]\n"
                        "    - B${Id}: {Type: AWS::S3::Bucket, Properties: {A: y}}\n"
                        "      F${Id}: {Type: AWS::Serverless::Function, Properties: {Handle: h}}\n");
    CHECK(result.findings() == Lines{"6:55 warning c: M {BOne BTwo}",
                                     "7:62 warning sam-property: Property 'Handle' is not known to "
                                     "AWS::Serverless::Function; did you mean 'Handler'? {FOne FTwo}"});
}
