// Every node that nobody wrote says which line caused it, and why.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::expand_fixture;
using stackfit::testing::expand_fixtures;
using stackfit::testing::Expanded;

namespace {

/// Counts the nodes of the result that are neither the author's nor have a place and a reason.
struct Walk {
    const Node* author;
    std::string bad;
    int generated = 0;

    void visit(const Node& node, const std::string& path) {
        if (node.origin != nullptr) {
            ++generated;
            if (!node.span.known() || node.origin->reason.empty()) bad += path + "\n";
        } else if (!node.span.known()) {
            bad += path + "\n";
        }
        for (std::size_t i = 0; i < node.items.size(); ++i)
            visit(*node.items[i], path + "[" + std::to_string(i) + "]");
        for (const Member& member : node.members) {
            if (!member.key_span.known()) bad += path + "." + std::string(member.key) + " (key)\n";
            visit(*member.value, path + "." + std::string(member.key));
        }
    }
};

}  // namespace

TEST_CASE("every generated node has a place and a reason") {
    for (const SamMode mode : {SamMode::judge, SamMode::transform}) {
        for (const std::string& name : expand_fixtures()) {
            CAPTURE(name);
            const Expanded expanded(expand_fixture(name + ".yaml"), mode);
            Walk walk{expanded.document.root, "", 0};
            walk.visit(*expanded.result.root, "");
            CHECK(walk.bad == "");
            CHECK(walk.generated > 100);
        }
    }
}

TEST_CASE("reasons name the property and the resource it makes; places are the author's keys") {
    const Expanded expanded(
        "Globals:\n"
        "  Function:\n"
        "    Runtime: nodejs20.x\n"
        "    Environment: {Variables: {A: a}}\n"
        "Resources:\n"
        "  F:\n"
        "    Type: AWS::Serverless::Function\n"
        "    Properties:\n"
        "      CodeUri: s3://b/k\n"
        "      Handler: h\n"
        "      Environment: {Variables: {B: b}}\n"
        "      AutoPublishAlias: live\n"
        "      DeploymentPreference: {Type: AllAtOnce}\n"
        "      Events:\n"
        "        Get: {Type: Api, Properties: {Path: /, Method: get}}\n",
        SamMode::judge);
    const Node& resources = *expanded.result.root->get("Resources");
    const auto place = [&](const Node* node) {
        const Position at = expanded.sources[node->span.file].position(node->span.begin);
        return std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
               std::string(node->origin == nullptr ? "author" : node->origin->reason);
    };
    const Node* properties = resources.get("F")->get("Properties");
    CHECK(place(resources.get("FAliaslive")) == "12:7 AutoPublishAlias -> AWS::Lambda::Alias");
    CHECK(place(resources.get("FDeploymentGroup")) ==
          "13:7 DeploymentPreference -> AWS::CodeDeploy::DeploymentGroup");
    CHECK(place(resources.get("FGetPermissionProd")) == "15:9 Events.Get -> AWS::Lambda::Permission");
    CHECK(place(resources.get("ServerlessRestApi")) == "15:9 Events -> AWS::ApiGateway::RestApi");
    CHECK(place(properties) == "6:3 AWS::Serverless::Function -> AWS::Lambda::Function");
    CHECK(place(properties->get("Handler")) == "10:16 author");
    CHECK(place(properties->get("Runtime")) == "3:14 Globals.Function.Runtime");
    CHECK(place(properties->get("Environment")) == "11:20 Globals.Function.Environment");
    CHECK(place(properties->get("Environment")->get("Variables")->get("A")) ==
          "4:34 Globals.Function.Environment.Variables.A");
    CHECK(place(properties->get("Environment")->get("Variables")->get("B")) == "11:36 author");
}
