// Whole templates against what the published translator makes of them: fixtures/sam/expand, written by data/sam_fixtures.py.
#include <doctest/doctest.h>

#include <algorithm>

#include "sam/value.h"
#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::expand_fixture;
using stackfit::testing::expand_fixtures;
using stackfit::testing::Expanded;
using stackfit::testing::ParsedTemplate;

namespace {

/// A resource as JSON with sorted keys; its DependsOn, which the translator makes from a set, sorted too.
std::string canonical(const Node& resource, Builder build) {
    const Member* depends_on = resource.find("DependsOn");
    if (depends_on == nullptr || !depends_on->value->is_sequence()) return sam::hash_json(resource);
    std::vector<const Node*> ids(depends_on->value->items.begin(), depends_on->value->items.end());
    std::sort(ids.begin(), ids.end(), [](const Node* a, const Node* b) { return a->text < b->text; });
    Member sorted = *depends_on;
    sorted.value = build.sequence(ids, Span{}, nullptr);
    return sam::hash_json(*build.with(resource, sorted));
}

}  // namespace

TEST_CASE("a template expands to what the service makes of it, ids and hashes included") {
    for (const std::string& name : expand_fixtures()) {
        CAPTURE(name);
        const Expanded ours(expand_fixture(name + ".yaml"), SamMode::transform);
        const ParsedTemplate theirs(expand_fixture(name + ".json"));
        Arena arena;
        CHECK(ours.problems() == "");
        REQUIRE(theirs.document.root != nullptr);
        const Node* resources = ours.result.root->get("Resources");
        const Node* expected = theirs.document.root->get("Resources");
        for (const Member& member : expected->members) {
            CAPTURE(member.key);
            const Node* made = resources->get(member.key);
            REQUIRE(made != nullptr);
            CHECK(canonical(*made, Builder(arena)) == canonical(*member.value, Builder(arena)));
        }
        CHECK(resources->members.size() == expected->members.size());
        for (const Member& section : theirs.document.root->members) {
            if (section.key == "Resources") continue;
            const Node* made = ours.result.root->get(section.key);
            REQUIRE(made != nullptr);
            CHECK(sam::hash_json(*made) == sam::hash_json(*section.value));
        }
        CHECK(ours.result.root->members.size() == theirs.document.root->members.size());
    }
}

TEST_CASE("a template without SAM stays the same node") {
    const Expanded plain("Resources: {B: {Type: 'AWS::S3::Bucket'}}", SamMode::transform);
    CHECK(plain.result.root == plain.document.root);
    CHECK(!plain.result.changed);
}

TEST_CASE("given parameters come before defaults") {
    const std::string text =
        "Parameters: {Key: {Type: String, Default: a}}\n"
        "Resources:\n  F:\n    Type: AWS::Serverless::Function\n"
        "    Properties: {CodeUri: {Bucket: b, Key: !Ref Key}, Handler: h, Runtime: r, AutoPublishAlias: "
        "live}\n";
    const Expanded standard(text, SamMode::transform);
    const Expanded given(text, SamMode::transform, {{"Key", "b"}});
    CHECK(standard.ids() == "F FVersionab944d4b5f FAliaslive FRole");
    CHECK(given.ids() != standard.ids());
    CHECK(given.result.root->get("Resources")->get("F")->get("Properties")->get("Code")->get("S3Key")->text ==
          "b");
}

TEST_CASE("a given parameter stands nowhere; what is wrong with its value is told at the Ref") {
    const Expanded given(
        "Resources:\n  A:\n    Type: AWS::Serverless::Api\n"
        "    Properties: {StageName: s, Auth: {DefaultAuthorizer: !Ref Name, Authorizers: {P: {UserPoolArn: "
        "x}}}}\n",
        SamMode::transform, {{"Name", "Q"}});
    CHECK(given.problems() ==
          "4:58: A: DefaultAuthorizer 'Q' is not one of the 'Authorizers'. [sam-template]\n");
}

TEST_CASE("the partition decides ARNs and endpoints") {
    ParsedTemplate parsed("Resources: {T: {Type: 'AWS::Serverless::Api', Properties: {StageName: s}}}");
    Arena arena;
    SamOptions options;
    options.mode = SamMode::transform;
    options.region = "cn-north-1";
    const SamResult result = expand_sam(parsed.templ, options, arena);
    CHECK(write_json(
              *result.root->get("Resources")->get("T")->get("Properties")->get("EndpointConfiguration"), 0) ==
          R"({"Types":["REGIONAL"]})");
}
