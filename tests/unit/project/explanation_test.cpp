#include <doctest/doctest.h>

#include "stackfit/project_explanation.h"

using namespace stackfit;

namespace {

constexpr const char* text =
    "Globals:\n"
    "  Function:\n"
    "    Runtime: python3.13\n"
    "Conditions:\n"
    "  A: !Equals [a, b]\n"
    "Resources:\n"
    "  F:\n"
    "    Type: AWS::Serverless::Function\n"
    "    Properties:\n"
    "      CodeUri: s3://b/k\n"
    "      Handler: h\n"
    "      AutoPublishAlias: live\n"
    "      Layers: [!Ref Lib]\n"
    "  Lib:\n"
    "    Type: AWS::Serverless::LayerVersion\n"
    "    Properties: {ContentUri: s3://b/l}\n"
    "  B:\n"
    "    Type: AWS::S3::Bucket\n"
    "Outputs:\n"
    "  F: {Value: !Ref F.Alias}\n";

struct Explained {
    Project project;
    const Unit* unit = nullptr;

    Explained() {
        ProjectOptions options;
        options.mode = SamMode::transform;
        options.given.defaults_are_given = true;
        unit = &project.add_text("t.yaml", text, options);
    }

    std::string cause(const Cause& cause) const {
        const Position at = project.sources()[cause.span.file].position(cause.span.begin);
        return std::to_string(at.line) + " " + std::string(cause.reason.empty() ? "written" : cause.reason);
    }

    /// Everything known of one name, a line each.
    std::string of(std::string_view id) const {
        const auto found = explain(*unit, id);
        if (!found) return "nothing; meant: " + std::string(closest_name(*unit, id));
        std::string out =
            std::string(found->section) + " " + std::string(found->exists ? found->type : "gone") + "\n";
        if (found->written.known()) out += "wrote " + cause({found->written, found->written_type}) + "\n";
        for (const Cause& one : found->causes) out += "because " + cause(one) + "\n";
        for (const auto id_made_for : found->made_for) out += "for " + std::string(id_made_for) + "\n";
        for (const auto& part : found->parts) out += part.path + ": " + cause(part.cause) + "\n";
        for (const auto& made : found->becomes)
            out += "makes " + std::string(made.id) + " " + cause(made.cause) + "\n";
        return out;
    }
};

}  // namespace

TEST_CASE("explanations: a resource of SAM, what of it is written elsewhere, and what else is made of it") {
    const Explained explained;
    CHECK(explained.of("F") ==
          "Resources AWS::Lambda::Function\n"
          "wrote 7 AWS::Serverless::Function\n"
          "because 7 AWS::Serverless::Function -> AWS::Lambda::Function\n"
          "for F\n"
          "Properties.Handler: 11 written\n"
          "Properties.Runtime: 3 Globals.Function.Runtime\n"
          "Properties.Layers: 13 written\n"
          "Properties.Code.S3Bucket: 10 AWS::Serverless::Function -> AWS::Lambda::Function\n"
          "Properties.Code.S3Key: 10 AWS::Serverless::Function -> AWS::Lambda::Function\n"
          "Properties.Role: 7 AWS::Serverless::Function -> AWS::IAM::Role\n"
          "makes FVersion03ba323aca 12 AutoPublishAlias -> AWS::Lambda::Version\n"
          "makes FAliaslive 12 AutoPublishAlias -> AWS::Lambda::Alias\n"
          "makes FRole 7 AWS::Serverless::Function -> AWS::IAM::Role\n");
}

TEST_CASE("explanations: a generated resource, one that is replaced, and what the author wrote") {
    const Explained explained;
    CHECK(explained.of("FAliaslive") ==
          "Resources AWS::Lambda::Alias\n"
          "because 12 AutoPublishAlias -> AWS::Lambda::Alias\n"
          "for F\n"
          "Properties.Name: 12 written\n");
    CHECK(
        explained.of("Lib").starts_with("Resources gone\nwrote 14 AWS::Serverless::LayerVersion\nmakes Lib"));
    CHECK(explained.of("B") == "Resources AWS::S3::Bucket\nwrote 17 AWS::S3::Bucket\n");
    CHECK(explained.of("A") == "Conditions \nwrote 5 written\n");
}

TEST_CASE("explanations: the name that was probably meant") {
    const Explained explained;
    CHECK(explained.of("FAliasliv") == "nothing; meant: FAliaslive");
    CHECK(explained.of("FVersion") == "nothing; meant: FVersion03ba323aca");
    CHECK(explained.of("Nothing") == "nothing; meant: ");
}
