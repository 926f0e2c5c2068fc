#include <doctest/doctest.h>

#include "fixture.h"

using namespace stackfit;

namespace {

std::vector<std::string> problems_of(const Fixture& fixture) {
    std::vector<std::string> result;
    for (const Problem& problem : fixture.unit.problems) {
        if (!problem.note) result.push_back(std::string(problem.check) + " at " + fixture.text(problem.span));
    }
    return result;
}

constexpr const char* provider = R"(
Parameters:
  Stage: {Type: String}
Resources:
  Hook: {Type: AWS::SNS::Topic}
Outputs:
  Topic:
    Value: !Ref Hook
    Export: {Name: shared-topic}
  Own:
    Value: !GetAtt Hook.TopicName
    Export: {Name: !Sub '${AWS::StackName}-topic'}
  Private:
    Value: !Ref Hook
)";

}  // namespace

TEST_CASE("a file that cannot be read is a unit with its error") {
    const MemoryFileSystem files;
    Project project;
    const Unit& unit = project.add(files, "missing.yaml", {});
    CHECK(unit.path == "missing.yaml");
    CHECK(unit.name == "missing.yaml");
    CHECK_FALSE(unit.readable);
    REQUIRE(unit.read_error.has_value());
    CHECK(unit.read_error->code == Error::Code::unreadable);
    CHECK(unit.worlds == nullptr);
}

TEST_CASE("a file that is no template is readable, and not judged") {
    MemoryFileSystem files;
    files.write("package.json", R"({"name": "x"})");
    Project project;
    const Unit& unit = project.add(files, "package.json", {});
    CHECK(unit.readable);
    CHECK_FALSE(unit.is_template);
    CHECK(unit.worlds == nullptr);
}

TEST_CASE("a syntax error ends the reading of that file") {
    const Fixture fixture("Resources: [\n");
    CHECK_FALSE(fixture.unit.readable);
    CHECK_FALSE(fixture.unit.document.errors.empty());
    CHECK(fixture.unit.problems.empty());
}

TEST_CASE("mistakes in the text become problems, and reading goes on") {
    const Fixture fixture(R"(
Resources:
  A: &topic {Type: AWS::SNS::Topic}
  B: *topic
  C:
    Type: AWS::SNS::Topic
    Type: AWS::SQS::Queue
)");
    CHECK(problems_of(fixture) == std::vector<std::string>{"yaml-alias at *topic", "duplicate-key at Type"});
    CHECK(fixture.resource("C").type == "AWS::SQS::Queue");
}

TEST_CASE("exports are found by literal name and by equal text, the first template winning") {
    Project project;
    const Unit& first = project.add_text("a.yaml", provider, {});
    project.add_text("b.yaml", provider, {});
    REQUIRE(project.exported("shared-topic") != nullptr);
    CHECK(project.exported("shared-topic")->unit == &first);
    CHECK(project.exported("shared-topic")->output->key == "Topic");
    REQUIRE(project.exported("${AWS::StackName}-topic") != nullptr);
    CHECK(project.exported("${AWS::StackName}-topic")->output->key == "Own");
    CHECK(project.exported("Private") == nullptr);
}

TEST_CASE("parameter values given by the options decide names of exports") {
    ProjectOptions options;
    options.given.parameters["Stage"] = "prod";
    Project project;
    project.add_text("a.yaml", R"(
Parameters: {Stage: {Type: String}}
Resources: {T: {Type: AWS::SNS::Topic}}
Outputs: {O: {Value: !Ref T, Export: {Name: !Sub '${Stage}-topic'}}}
)",
                     options);
    CHECK(project.exported("prod-topic") != nullptr);
}

TEST_CASE("the template of a nested stack is read where it stands beside the outer one") {
    MemoryFileSystem files;
    files.write("app/outer.yaml", R"(
Resources:
  Here: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./parts/inner.yaml}}
  Again: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./parts/inner.yaml}}
  Gone: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: parts/gone.yaml}}
  Broken: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: broken.yaml}}
  There: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "https://s3.amazonaws.com/b/inner.yaml"}}
)");
    files.write("app/parts/inner.yaml", "Parameters: {Size: {Type: Number}}\nResources: {}\n");
    files.write("app/broken.yaml", "Resources: [");
    Project project;
    const Unit& unit = project.add(files, "app/outer.yaml", {});
    REQUIRE(unit.nested.size() == 1);
    CHECK(unit.nested.at("./parts/inner.yaml").parameter("Size") != nullptr);
    CHECK(project.units().size() == 1);
}
