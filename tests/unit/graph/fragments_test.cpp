#include <doctest/doctest.h>

#include "stackfit/graph_fragments.h"

using namespace stackfit;

namespace {

/// What the files of a folder are, each judged on its own with the others around it.
struct Folder {
    MemoryFileSystem files;

    /// "piece", "frame: Queue in queue.yaml", "source: Fn::Rain::Embed", or ""; of a file that is written before.
    std::string kind_of(const std::string& path) const {
        Project project;
        const Unit& unit = project.add(files, path, {});
        const Graph graph(unit.expanded);
        const Fragment fragment = find_fragment(project, unit, graph, &files);
        switch (fragment.kind) {
            case Fragment::Kind::none: return "";
            case Fragment::Kind::piece: return "piece";
            case Fragment::Kind::source: return "source: " + std::string(fragment.directive->key);
            case Fragment::Kind::frame: break;
        }
        std::string line = "frame:";
        for (const auto& [name, where] : fragment.merged) line += " " + std::string(name) + " in " + where;
        return line;
    }
};

std::string kind_of(const std::string& text) {
    Folder folder;
    folder.files.write("template.yaml", text);
    return folder.kind_of("template.yaml");
}

constexpr const char* function = R"(
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      Handler: checkout.handler
      CodeUri: src/
)";

}  // namespace

TEST_CASE(
    "a file that lacks the Transform, the Globals of its function and a name is a piece; one that lacks less "
    "has mistakes") {
    const std::string resources = "Resources:" + std::string(function);
    const std::string named = resources + "      Role: !Ref RoleArn\n";
    CHECK(kind_of(named) == "piece");  // no Runtime: Globals give it
    CHECK(kind_of("AWSTemplateFormatVersion: 2010-09-09\n" + named) == "piece");
    CHECK(kind_of(named + "      Runtime: python3.13\n").empty());
    CHECK(kind_of(resources).empty());
}

TEST_CASE("what declares parameters, or has a Transform, is a template with mistakes") {
    const std::string lacking = "Resources:" + std::string(function) + "      Role: !Ref RoleArn\n";
    CHECK(kind_of("Transform: AWS::Serverless-2016-10-31\n" + lacking).empty());
    CHECK(kind_of("Parameters: {Role: {Type: String}}\n" + lacking).empty());
    CHECK(kind_of("Globals: {Function: {Runtime: python3.13}}\n" + lacking).empty());
}

TEST_CASE("most of many references that lead nowhere make a piece, a few do not") {
    std::string text = "Resources:\n";
    for (int i = 0; i < 8; ++i)
        text += "  Alarm" + std::to_string(i) +
                ":\n    Type: AWS::CloudWatch::Alarm\n    Properties: {AlarmActions: [!Ref Topic]}\n";
    CHECK(kind_of(text) == "piece");
    CHECK(kind_of(text.substr(0, text.rfind("  Alarm7"))).empty());
    CHECK(kind_of("Transform: AWS::Serverless-2016-10-31\n" + text).empty());
}

TEST_CASE("a piece that lacks little is known by the others that need it") {
    Folder folder;
    folder.files.write("infra/table.yaml",
                       "Resources:\n  Events: {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub "
                       "\"${Environment}-events\"}}\n");
    CHECK(folder.kind_of("infra/table.yaml").empty());
    folder.files.write("infra/function.yaml", "Resources:" + std::string(function) +
                                                  "      Environment: {Variables: {TABLE: !Ref Events}}\n");
    CHECK(folder.kind_of("infra/table.yaml") == "piece");
}

TEST_CASE("a piece that lacks little is known by the template above it that was built from it") {
    Folder folder;
    const std::string bucket =
        "Resources:\n  Keys: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "
        "\"keys-${Environment}\"}}\n";
    folder.files.write("infra/keys/bucket.yaml", bucket);
    const std::string built = "Parameters: {Environment: {Type: String}}\n" + bucket;
    folder.files.write("infra/keys/beside.yaml", built);
    CHECK(folder.kind_of("infra/keys/bucket.yaml").empty());
    folder.files.write("infra/template.yaml", "Parameters: {Other: {Type: String}}\n" + bucket);
    CHECK(folder.kind_of("infra/keys/bucket.yaml").empty());
    folder.files.write("infra/template.yaml", built);
    CHECK(folder.kind_of("infra/keys/bucket.yaml") == "piece");
}

TEST_CASE("a template that refers to what a piece declares is a frame, one beside another template is not") {
    Folder folder;
    const std::string parent =
        "Transform: AWS::Serverless-2016-10-31\nParameters: {Environment: {Type: String}}\nResources:\n"
        "  Policy: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Mail], PolicyDocument: {}}}\n";
    const std::string queue = "Resources:\n  Mail: {Type: AWS::SQS::Queue, Properties: {QueueName: ";
    folder.files.write("parent.yaml", parent);
    folder.files.write("queue/mail.yaml", queue + "mail}}\n");
    CHECK(folder.kind_of("parent.yaml").empty());
    folder.files.write("queue/mail.yaml", queue + "!Sub \"${Environment}-mail\"}}\n");
    CHECK(folder.kind_of("parent.yaml") == "frame: Mail in queue/mail.yaml");
    CHECK(folder.kind_of("queue/mail.yaml") == "piece");
}

TEST_CASE("the templates of a run are around each other, wherever they stand") {
    Project project;
    MemoryFileSystem files;
    files.write("a/function.yaml", "Resources:" + std::string(function) + "      Role: !Ref RoleArn\n");
    files.write(
        "b/parent.yaml",
        "Transform: AWS::Serverless-2016-10-31\nParameters: {RoleArn: {Type: String}}\nResources: {}\n"
        "Outputs: {Arn: {Value: !GetAtt "
        "Checkout.Arn}}\n");
    project.add(files, "a/function.yaml", {});
    const Unit& parent = project.add(files, "b/parent.yaml", {});
    const Fragment fragment = find_fragment(project, parent, Graph(parent.expanded), nullptr);
    REQUIRE(fragment.kind == Fragment::Kind::frame);
    CHECK(fragment.merged.at("Checkout") == "a/function.yaml");
}

TEST_CASE("a directive of rain makes a source, in either form") {
    CHECK(kind_of("Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {Code: {ZipFile: "
                  "!Rain::Embed f.py}}\n") == "source: Fn::Rain::Embed");
    CHECK(kind_of(R"({"Resources": {"F": {"Type": "AWS::Lambda::Function",
                      "Properties": {"Code": {"ZipFile": {"Rain::Embed": "f.py"}}}}}})") ==
          "source: Rain::Embed");
    CHECK(kind_of("Description: made with Rain::Embed\nResources: {T: {Type: AWS::SNS::Topic}}\n").empty());
}
