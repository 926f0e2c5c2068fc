// State machines: what is refused, what judging keeps, and where each line of the definition comes from. What they become stands in
// fixtures/sam/expand/state_machine.json.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

struct Case {
    const char* properties;  ///< in line 5
    const char* problems;
};

std::string start(const std::string& properties) {
    return "Parameters: {P: {Type: String}}\nResources:\n  A: {Type: AWS::Serverless::Api, Properties: "
           "{StageName: s}}\n  S: {Type: AWS::Serverless::StateMachine, Properties: {\n" +
           properties + "}}\n  R: {Type: AWS::ApiGateway::RestApi, Properties: x}\n";
}

void check(std::initializer_list<Case> cases, const std::string& common) {
    for (const Case& one : cases) {
        CAPTURE(one.properties);
        const Expanded expanded(start(one.properties + common), SamMode::transform);
        CHECK(expanded.problems() == one.problems);
        CHECK(expanded.result.refused == (*one.problems != '\0'));
    }
}

Expanded judged(const std::string& properties) { return Expanded(start(properties), SamMode::judge); }

}  // namespace

TEST_CASE("a state machine's definition must stand in one place") {
    check(
        {
            {"Name: n",
             "4:3: S: A state machine needs its definition: set 'Definition' or 'DefinitionUri'. "
             "[sam-template]\n"},
            {"Definition: {}, DefinitionUri: ''",
             "4:3: S: A state machine needs its definition: set 'Definition' or 'DefinitionUri'. "
             "[sam-template]\n"},
            {"Definition: {A: 1}, DefinitionUri: s3://b/k",
             "5:21: S: A state machine takes either 'Definition' or 'DefinitionUri', not both. "
             "[sam-template]\n"},
            {"DefinitionUri: {Bucket: b}",
             "5:1: S: 'DefinitionUri' given as a map needs both Bucket and Key. [sam-template]\n"},
            {"DefinitionUri: !Ref P",
             "5:1: S: 'DefinitionUri' cannot be computed by Ref: SAM reads it before functions are evaluated, "
             "and takes the function for a map without Bucket and Key. Write a path, an S3 URI, or a map whose "
             "Bucket and Key are computed. [sam-template]\n"},
            {"DefinitionUri: http://x/a.json",
             "5:16: S: 'DefinitionUri' is 'http://x/a.json', which is neither an S3 URI of the form "
             "s3://bucket/key nor a local path. [sam-template]\n"},
        },
        "");
}

TEST_CASE("a state machine's refusals") {
    check(
        {
            {"Defintion: {}",
             "5:1: S: Property 'Defintion' is not known to AWS::Serverless::StateMachine; did you mean "
             "'Definition'? [sam-property]\n"},
            {"UseAliasAsEventTarget: !Ref P",
             "5:1: S: Property 'UseAliasAsEventTarget' of AWS::Serverless::StateMachine must be true or "
             "false, "
             "but it is a map. [sam-property]\n"},
            {"Policies: {}",
             "5:1: S: Property 'Policies' of AWS::Serverless::StateMachine must be a policy or a list of "
             "policies, but it is an empty map. [sam-property]\n"},
            {"Policies: [{Nothing: {}}]",
             "5:12: S: Entry 1 of 'Policies' is neither a managed policy, nor a map with Statement, nor a "
             "policy template ('Nothing' is not one). [sam-template]\n"},
            {"Role: r, Policies: p",
             "5:10: S: A state machine takes either 'Role' or 'Policies', not both: SAM adds policies only "
             "to "
             "a role that it makes. [sam-template]\n"},
            {"UseAliasAsEventTarget: true",
             "5:1: S: 'UseAliasAsEventTarget' needs 'AutoPublishAlias': without it there is no alias that "
             "events could start. [sam-template]\n"},
            {"DeploymentPreference: {Type: ALL_AT_ONCE}, AutoPublishAlias: ''",
             "5:1: S: 'DeploymentPreference' needs 'AutoPublishAlias': traffic is shifted by moving an "
             "alias. "
             "[sam-template]\n"},
            {"DeploymentPreference: x, AutoPublishAlias: a",
             "5:1: S: 'DeploymentPreference' must be a map, but it is a string. [sam-template]\n"},
            {"AutoPublishAlias: my-alias",
             "5:19: S: 'AutoPublishAlias' of a state machine must be letters and digits only, since it "
             "becomes "
             "part of the alias' logical id; it is 'my-alias'. [sam-template]\n"},
            {"AutoPublishAlias: !Ref P",
             "5:19: S: 'AutoPublishAlias' of a state machine must be letters and digits only, since it "
             "becomes "
             "part of the alias' logical id; it is {Ref: P}. [sam-template]\n"},
            {"Tags: {lambda:createdBy: me}", ""},
        },
        ", DefinitionUri: s3://b/k");
}

TEST_CASE("refusals of a state machine's events") {
    check(
        {
            {"Events: {E: {Type: Schedul}}",
             "5:20: S: Event 'E' has the type 'Schedul', which AWS::Serverless::StateMachine does not take; "
             "did you mean 'Schedule'? [sam-template]\n"},
            {"Events: {E: {Type: SQS}}",
             "5:20: S: Event 'E' has the type 'SQS', which AWS::Serverless::StateMachine does not take. "
             "[sam-template]\n"},
            {"Events: {E: {Type: Schedule, Properties: {Schedule: r, State: S, Enabled: true}}}",
             "5:56: S: Event 'E' sets both State and Enabled; keep one of them. [sam-template]\n"},
            {"Events: {E: {Type: Schedule, Properties: {Schedule: r, RoleArn: !Ref P}}}",
             "5:56: SE: Property 'RoleArn' of event 'E' of type Schedule must be a string, but it is a map. "
             "[sam-property]\n"},
            {"Events: {E: {Type: EventBridgeRule, Properties: {Enabled: true}}}",
             "5:50: SE: Property 'Enabled' is not known to event 'E' of type EventBridgeRule; SAM refuses the "
             "template. [sam-property]\n"},
            {"Events: {E: {Type: CloudWatchEvent, Properties: {DeadLetterConfig: {}}}}",
             "5:50: S: 'DeadLetterConfig' of event 'E' needs Arn, or Type SQS for a queue that SAM makes. "
             "[sam-template]\n"},
            {"Events: {E: {Type: ScheduleV2, Properties: {ScheduleExpression: r, OmitName: true, Name: n}}}",
             "5:84: S: Event 'E' sets Name although OmitName is true. [sam-template]\n"},
            {"Events: {E-1: {Type: Schedule, Properties: {Schedule: r}}}",
             "5:10: SE-1: Logical id 'SE-1' is not alphanumeric: ids hold only letters and digits. "
             "[sam-template]\n"},
            {"Events: {E: {Type: Api, Properties: {Path: /, Method: get, TimeoutInMillis: 5}}}",
             "5:60: SE: Property 'TimeoutInMillis' is not known to event 'E' of type Api; SAM refuses the "
             "template. [sam-property]\n"},
            {"Events: {E: {Type: Api, Properties: {Path: /, Method: get, RestApiId: !Ref A}}, "
             "F: {Type: Api, Properties: {Path: /, Method: GET, RestApiId: !Ref A}}}",
             "5:109: S: Method 'get' of path '/' is defined twice in API 'A': event 'F' is the second. "
             "[sam-template]\n"},
            {"Events: {E: {Type: Api, Properties: {Path: /, Method: get, RestApiId: !Ref A, Auth: "
             "{Authorizer: "
             "NONE}}}}",
             "5:98: S: Authorizer NONE on method 'get' of path '/' means nothing: API 'A' has no "
             "DefaultAuthorizer. [sam-template]\n"},
            {"Events: {E: {Type: Api, Properties: {Path: /, Method: get, RestApiId: !Ref R}}}",
             "6:39: R: 'Properties' must be a map, but it is a string. [sam-template]\n"},
        },
        ", DefinitionUri: s3://b/k");
}

TEST_CASE("while judging, a definition on disk stands for what sam package uploads") {
    const Expanded expanded = judged("DefinitionUri: ./a.json");
    CHECK(expanded.problems() == "");
    CHECK(expanded.ids() == "A ADeployment5332c373d4 AsStage S SRole R");
    CHECK(
        expanded.resource("S") ==
        R"({"Type":"AWS::StepFunctions::StateMachine","Properties":{"DefinitionS3Location":{"Bucket":"packaged-by-sam","Key":"./a.json"},)"
        R"("Tags":[{"Key":"stateMachine:createdBy","Value":"SAM"}],"RoleArn":{"Fn::GetAtt":["SRole","Arn"]}}})");
}

TEST_CASE("an alias may be a parameter where AWS::LanguageExtensions resolves it") {
    const std::string text = start("DefinitionUri: s3://b/k, AutoPublishAlias: !Ref P");
    CHECK(Expanded(text, SamMode::judge).result.refused);
    const Expanded early("Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n" + text,
                         SamMode::judge);
    CHECK(early.problems() == "");
    CHECK(
        early.resource("SAliasP") ==
        R"({"Type":"AWS::StepFunctions::StateMachineAlias","Properties":{"Name":{"Ref":"P"},"DeploymentPreference":)"
        R"({"Type":"ALL_AT_ONCE","StateMachineVersionArn":{"Ref":"SVersion"}}}})");
}

TEST_CASE("every line of the definition is caused by the author's line") {
    const Expanded expanded = judged("Definition: {\nB: [x,\n!Ref P],\nA: y}");
    const Node& properties = *expanded.result.root->get("Resources")->get("S")->get("Properties");
    const Node& lines = *properties.get("DefinitionString")->get("Fn::Join")->items[1];
    std::string text;
    for (const Node* line : lines.items) {
        text += std::to_string(expanded.sources[line->span.file].position(line->span.begin).line) + " " +
                std::string(line->text) + "\n";
        CHECK(line->origin->reason == "Definition -> DefinitionString");
    }
    CHECK(text ==
          "5 {\n8     \"A\": \"y\",\n6     \"B\": [\n6         \"x\",\n7         "
          "\"${definition_substitution_1}\"\n6     ]\n5 }\n");
    CHECK(write_json(*properties.get("DefinitionSubstitutions"), 0) ==
          R"({"definition_substitution_1":{"Ref":"P"}})");
}
