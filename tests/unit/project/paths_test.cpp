#include <doctest/doctest.h>

#include "stackfit/project.h"
#include "stackfit/sam_paths.h"

using namespace stackfit;

TEST_CASE("what is a path on the author's disk") {
    for (const char* path :
         {"src", "src/", "./a.zip", "../b", "/opt/code", "C:\\code", "my code", "a.b/c:d", "."})
        CHECK_MESSAGE(is_local_path(path), path);
    for (const char* other : {"", "s3://b/k", "s3:/b/k", "https://x/y", "http:x", "arn:aws:s3:::b",
                              "${Bucket}/k", "{{resolve:ssm:x}}"})
        CHECK_MESSAGE(!is_local_path(other), other);
}

TEST_CASE("local paths stand in many properties, in Globals and in includes") {
    Project project;
    const Unit& unit = project.add_text(
        "t.yaml",
        "Globals: {Function: {CodeUri: g}}\n"
        "Resources:\n"
        "  F: {Type: AWS::Serverless::Function, Properties: {CodeUri: f}}\n"
        "  I: {Type: AWS::Serverless::Function, Properties: {CodeUri: no, PackageType: Image}}\n"
        "  J: {Type: AWS::Serverless::Function, Properties: {CodeUri: no, InlineCode: x}}\n"
        "  S: {Type: AWS::Serverless::Function, Properties: {CodeUri: s3://b/k}}\n"
        "  U: {Type: AWS::Serverless::Function, Properties: {CodeUri: !Sub u}}\n"
        "  G: {Type: AWS::Serverless::GraphQLApi, Properties: {SchemaUri: s, Functions: {A: {CodeUri: a}}, "
        "Resolvers: {Query: {B: {CodeUri: b}}}}}\n"
        "  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: n.yaml}}\n"
        "  P: {Type: AWS::Glue::Job, Properties: {Command: {ScriptLocation: p.py}}}\n"
        "  T:\n"
        "    Fn::Transform: {Name: AWS::Include, Parameters: {Location: t.yaml}}\n",
        {});
    std::string found;
    for (const LocalPath& path : local_paths(unit.source))
        found += std::string(path.resource) + "." + std::string(path.property) + "=" +
                 std::string(path.value->text) + " ";
    CHECK(found ==
          ".CodeUri=g F.CodeUri=f G.SchemaUri=s G.CodeUri=a G.CodeUri=b N.TemplateURL=n.yaml "
          "P.ScriptLocation=p.py .Location=t.yaml ");
}

TEST_CASE(
    "a local path that does not exist is reported when it is asked for, with the sibling that was meant") {
    MemoryFileSystem files;
    files.write("app/src/handler.py", "");
    files.write(
        "app/template.yaml",
        "Resources:\n"
        "  F: {Type: AWS::Serverless::Function, Properties: {CodeUri: src/, Handler: h, Runtime: r}}\n"
        "  G: {Type: AWS::Serverless::Function, Properties: {CodeUri: ./scr/handler.py, Handler: h, Runtime: "
        "r}}\n"
        "  H: {Type: AWS::Serverless::Function, Properties: {CodeUri: ../elsewhere, Handler: h, Runtime: "
        "r}}\n");
    const auto problems = [&](bool asked) {
        Project project;
        ProjectOptions options;
        options.check_paths = asked;
        std::string text;
        for (const Problem& problem : project.add(files, "app/template.yaml", options).problems)
            text += std::string(problem.check) + " " + std::string(problem.resource) + ": " +
                    problem.message + "\n";
        return text;
    };
    CHECK(problems(false) == "");
    CHECK(problems(true) ==
          "local-path-exists G: CodeUri of G is ./scr/handler.py, and no file or folder of that name exists "
          "beside the template; did you "
          "mean ./src/handler.py? Packaging uploads what is there, and fails when nothing is.\n"
          "local-path-exists H: CodeUri of H is ../elsewhere, and no file or folder of that name exists "
          "beside the template. Packaging "
          "uploads what is there, and fails when nothing is.\n");
}
