// AWS::Include from local files, and what other macros leave unknown.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;

namespace {

/// A template beside files, expanded.
struct Included {
    MemoryFileSystem files;
    Sources sources;
    Arena arena;
    Document document;
    Template templ;
    SamResult result;

    explicit Included(std::string text, SamMode mode = SamMode::judge) {
        files.write("stacks/parts/bucket.yaml", "BucketName: theirs\nTags:\n  - Key: a\n");
        files.write("stacks/parts/resources.json", R"({"More": {"Type": "AWS::SNS::Topic"}})");
        files.write("stacks/parts/sections.yaml",
                    "Conditions: {C: {Fn::Equals: [a, b]}}\nResources: {More: {Type: A}}\n");
        files.write("stacks/parts/list.yaml", "[a]");
        files.write("stacks/parts/broken.yaml", "a: [");
        files.write("stacks/parts/short.yaml", "A: !Ref B\n");
        files.write("stacks/parts/again.yaml",
                    "A: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: again.yaml}}}\n");
        const FileId file = sources.add("stacks/template.yaml", std::move(text));
        document = read_document(sources, file, arena);
        templ = Template::read(document.root);
        SamOptions options;
        options.mode = mode;
        options.files = &files;
        options.sources = &sources;
        result = expand_sam(templ, options, arena);
    }

    [[nodiscard]] std::string json() const { return write_json(*result.root, 0); }
    /// FILE:LINE: MESSAGE [CHECK]
    [[nodiscard]] std::string problems() const {
        std::string lines;
        for (const Problem& problem : result.problems) {
            const Source& source = sources[problem.span.file];
            lines += source.path() + ":" + std::to_string(source.position(problem.span.begin).line) + ": " +
                     problem.message + (problem.note ? " (note)" : " [" + std::string(problem.check) + "]") +
                     "\n";
        }
        return lines;
    }
};

std::string use(const std::string& location) {
    return "Fn::Transform: {Name: AWS::Include, Parameters: {Location: " + location + "}}";
}

std::string bucket(const std::string& properties) {
    return "Resources: {B: {Type: AWS::S3::Bucket, Properties: {" + properties + "}}}\n";
}

}  // namespace

TEST_CASE("a local file stands where it is included, and keeps its own places") {
    for (const SamMode mode : {SamMode::transform, SamMode::judge}) {
        const Included one(bucket("A: 1, " + use("parts/bucket.yaml") + ", BucketName: mine"), mode);
        CHECK(one.problems() == "");
        CHECK(
            one.json() ==
            R"({"Resources":{"B":{"Type":"AWS::S3::Bucket","Properties":{"A":1,"Tags":[{"Key":"a"}],"BucketName":"mine"}}}})");
        const Node* tags = one.result.root->get("Resources")->get("B")->get("Properties")->get("Tags");
        CHECK(one.sources[tags->span.file].path() == "stacks/parts/bucket.yaml");
        CHECK(one.result.included.size() == 1);
    }
    const Included section("Resources: {A: {Type: AWS::SQS::Queue}, " + use("parts/resources.json") + "}\n");
    CHECK(section.json() ==
          R"({"Resources":{"A":{"Type":"AWS::SQS::Queue"},"More":{"Type":"AWS::SNS::Topic"}}})");
    const Included short_form(
        "Resources: {B: {Type: A, Properties: !Transform {Name: AWS::Include, Parameters: {Location: "
        "parts/bucket.yaml}}}}\n");
    CHECK(short_form.json() ==
          R"({"Resources":{"B":{"Type":"A","Properties":{"BucketName":"theirs","Tags":[{"Key":"a"}]}}}})");
    const Included computed("Parameters: {Name: {Type: String, Default: bucket}}\n" +
                            bucket(use("!Sub 'parts/${Name}.yaml'")));
    CHECK(computed.json().find("theirs") != std::string::npos);
}

TEST_CASE("an include at the top joins the sections") {
    const std::string rest = "Resources: {Own: {Type: B}}\n";
    for (const std::string& top :
         {std::string("Transform: {Name: AWS::Include, Parameters: {Location: parts/sections.yaml}}\n"),
          std::string("Transform: [{Name: AWS::Include, Parameters: {Location: parts/sections.yaml}}]\n")}) {
        const Included one(top + rest);
        CHECK(one.problems() == "");
        CHECK(
            one.json() ==
            R"({"Resources":{"Own":{"Type":"B"},"More":{"Type":"A"}},"Conditions":{"C":{"Fn::Equals":["a","b"]}}})");
    }
}

TEST_CASE("what is not here stays, and is named once") {
    const Included remote(bucket(use("s3://b/k.yaml") + ", X: {" + use("s3://b/k.yaml") + "}"));
    CHECK(
        remote.problems() ==
        "stacks/template.yaml:1: Not expanded, and what it adds is not known: AWS::Include of s3://b/k.yaml. "
        "(note)\n");
    CHECK(remote.json().find("Fn::Transform") != std::string::npos);
    CHECK(Included(bucket(use("parts/none.yaml")))
              .problems()
              .find("AWS::Include of stacks/parts/none.yaml (") != std::string::npos);
    CHECK(Included(bucket(use("parts/broken.yaml"))).problems() ==
          "stacks/template.yaml:1: Not expanded, and what it adds is not known: AWS::Include of "
          "stacks/parts/broken.yaml (it is no YAML or JSON). (note)\n");
    CHECK(
        Included("Transform: [Count, {Name: Explode}]\n" + bucket("Fn::Transform: {Name: Mine}"))
            .problems() ==
        "stacks/template.yaml:2: Not expanded, and what it adds is not known: macro Mine; macro Count; macro "
        "Explode. (note)\n");
}

TEST_CASE("Fn::Transform takes a list of macros too") {
    const std::string one = "{Name: AWS::Include, Parameters: {Location: parts/bucket.yaml}}";
    CHECK(Included(bucket("Fn::Transform: [" + one + "]")).json().find("theirs") != std::string::npos);
    CHECK(Included(bucket("Fn::Transform: [{Name: Mine}, " + one + "]")).problems() ==
          "stacks/template.yaml:1: Not expanded, and what it adds is not known: macro Mine; macro "
          "AWS::Include. "
          "(note)\n");
}

TEST_CASE("includes that the service refuses") {
    CHECK(Included(bucket("Fn::Transform: {Name: AWS::Include}")).problems() ==
          "stacks/template.yaml:1: AWS::Include has no Location among its Parameters: there is nothing to "
          "include. "
          "[transform-is-well-formed]\n");
    CHECK(Included(bucket(use("parts/list.yaml"))).problems() ==
          "stacks/template.yaml:1: stacks/parts/list.yaml has a list in it; AWS::Include puts in a map. "
          "[transform-is-well-formed]\n");
    CHECK(
        Included(bucket(use("parts/short.yaml"))).problems() ==
        "stacks/parts/short.yaml:1: An included file takes no short forms of functions: write Ref as a key. "
        "[transform-is-well-formed]\n");
    CHECK(Included(bucket(use("parts/again.yaml"))).problems() ==
          "stacks/parts/again.yaml:1: An included file cannot include another one. "
          "[transform-is-well-formed]\n");
    CHECK(Included("Parameters: {" + use("parts/bucket.yaml") + "}\nResources: {}\n").problems() ==
          "stacks/template.yaml:1: Parameters take no Fn::Transform: their values are asked for before any "
          "transform "
          "runs. [transform-is-well-formed]\n");
    CHECK(Included(bucket("Fn::Transform: {Name: AWS::LanguageExtensions}")).problems() ==
          "stacks/template.yaml:1: AWS::LanguageExtensions transforms a whole template: name it in "
          "Transform, at the "
          "top. [transform-is-well-formed]\n");
    CHECK(Included(bucket("Fn::Transform: AWS::Include")).problems() ==
          "stacks/template.yaml:1: Fn::Transform takes {Name: ..., Parameters: ...} with a literal name, not "
          "a string "
          "without a Name. [transform-is-well-formed]\n");
}
