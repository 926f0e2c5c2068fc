// Connectors: what they refuse, what waits for what, and whose DependsOn they write. What they make of every kind of pair is in
// fixtures/sam/expand/connector.json.
#include <doctest/doctest.h>

#include "unit/sam/sam_fixture.h"

using namespace stackfit;
using stackfit::testing::Expanded;

namespace {

constexpr const char* resources =
    "Resources:\n"
    "  F: {Type: 'AWS::Lambda::Function', Properties: {Role: !Ref R}}\n"
    "  Q: {Type: 'AWS::SQS::Queue'}\n"
    "  T: {Type: 'AWS::DynamoDB::Table'}\n"
    "  Typeless: {Properties: {a: b}}\n"
    "  Bare: {Type: 'AWS::Lambda::Function', Properties: {Role: 'arn:aws:iam::1:role/r'}}\n"
    "  Wrong: {Type: 'AWS::Serverless::Function', Properties: {Nope: 1}}\n"
    "  Rule: {Type: 'AWS::Events::Rule', Properties: {Targets: {a: b}}}\n";

/// Line 9 holds the properties of a connector C.
std::string refused(const std::string& properties) {
    const Expanded expanded(std::string(resources) +
                                "  C: {Type: 'AWS::Serverless::Connector', Properties: {\n" + properties +
                                "}}\n",
                            SamMode::transform);
    CHECK(expanded.result.refused);
    std::string lines;
    for (const Problem& problem : expanded.result.problems) {
        if (problem.resource == "Wrong") continue;
        const Position place = expanded.sources[problem.span.file].position(problem.span.begin);
        lines += std::to_string(place.line) + ":" + std::to_string(place.column) + " " +
                 std::string(problem.resource) + ": " + problem.message + "\n";
    }
    return lines;
}

std::string with_destination(const std::string& destination) {
    return refused("Source: {Id: F}, Destination: " + destination + ", Permissions: [Write]");
}

std::string embedded(const std::string& connectors) {
    const Expanded expanded(
        "Resources:\n  Q: {Type: 'AWS::SQS::Queue'}\n  F:\n    Type: AWS::Lambda::Function\n"
        "    Properties: {Role: !Ref R}\n    Connectors: " +
            connectors + "\n  FTaken: {Type: 'AWS::SNS::Topic'}\n",
        SamMode::transform);
    CHECK(expanded.result.refused);
    return expanded.problems();
}

}  // namespace

TEST_CASE("a connector's properties") {
    CHECK(refused("") ==
          "9:3 C: Properties 'Source', 'Destination', 'Permissions' are required by "
          "AWS::Serverless::Connector.\n");
    CHECK(refused("Source: F, Destination: {Id: Q}") ==
          "10:1 C: Property 'Source' of AWS::Serverless::Connector must be a map, but 'F' is a string.\n"
          "9:3 C: Property 'Permissions' is required by AWS::Serverless::Connector.\n");
    CHECK(refused("Source: {Id: F}, Destination: [Q], Permissions: Read") ==
          "10:32 C: Property 'Destination' of AWS::Serverless::Connector must hold only values that are a "
          "map, but 'Q' is a string.\n"
          "10:36 C: Property 'Permissions' of AWS::Serverless::Connector must be a list, but 'Read' is a "
          "string.\n");
    CHECK(refused("Source: {Id: F}, Destination: [], Permissions: [Read]") ==
          "10:18 C: Connector 'C' has an empty list of destinations; it needs at least one.\n");
}

TEST_CASE("an end is given by Id or by its values") {
    CHECK(with_destination("{}") ==
          "10:18 C: Connector 'C': 'Destination' names no resource; give its 'Id', or 'Type' and what the "
          "connector needs of it.\n");
    CHECK(with_destination("{Id: Q, Arn: a}") ==
          "10:39 C: Connector 'C': 'Destination' has both 'Id' and 'Arn'; give 'Id', with 'Qualifier' if "
          "need be, or describe the resource without 'Id'.\n");
    CHECK(with_destination("{Arn: a}") ==
          "10:18 C: Connector 'C': 'Destination' has neither an 'Id' nor a 'Type'; without 'Id', 'Type' must "
          "be the type of a resource.\n");
    CHECK(with_destination("{Type: [a]}") ==
          "10:38 C: Connector 'C': 'Destination' has a 'Type' that is a list; without 'Id', 'Type' must be "
          "the type of a resource.\n");
    CHECK(with_destination("{Id: [Q]}") ==
          "10:36 C: Connector 'C': 'Id' of 'Destination' must be the logical id of a resource, but it is a "
          "list.\n");
    CHECK(with_destination("{Id: Queue}") ==
          "10:36 C: Connector 'C': 'Destination' is 'Queue', which is no resource of the template.\n");
    CHECK(with_destination("{Id: Typeless}") ==
          "10:36 C: Connector 'C': 'Destination' is 'Typeless', which has no 'Type'.\n");
    CHECK(refused("Source: {Id: Rule}, Destination: {Id: F}, Permissions: [Write]") ==
          "10:14 C: Connector 'C': the role of 'Rule' cannot be found: SAM needs its 'Properties' as a map, "
          "and its 'Targets' as a list of maps.\n");
}

TEST_CASE("what SAM has no connector for") {
    CHECK(with_destination("{Id: Rule}") ==
          "10:36 C: Connector 'C': the role of 'Rule' cannot be found: SAM needs its 'Properties' as a map, "
          "and its 'Targets' as a list of maps.\n");
    CHECK(with_destination("{Type: 'AWS::SQS:Queue'}") ==
          "10:18 C: Connector 'C' cannot go from Source 'F' (AWS::Lambda::Function) to Destination "
          "(AWS::SQS:Queue); did you mean AWS::SQS::Queue?\n");
    CHECK(with_destination("[{Id: Wrong}, {Id: Q}]") ==
          "10:37 C: Connector 'C' cannot be made: its Destination 'Wrong' (AWS::Serverless::Function) is not "
          "expanded itself.\n");
    CHECK(
        refused(
            "Source: {Type: 'AWS::Logs::LogGroup'}, Destination: [{Id: F}, {Id: Q}], Permissions: [Write]") ==
        "10:1 C: Connector 'C' cannot start from its Source (AWS::Logs::LogGroup); a source is one of "
        "AWS::ApiGateway::RestApi, AWS::ApiGatewayV2::Api, AWS::AppSync::DataSource, "
        "AWS::AppSync::GraphQLApi, AWS::DynamoDB::Table, AWS::Events::Rule, AWS::Lambda::Function, "
        "AWS::S3::Bucket, AWS::SNS::Topic, AWS::SQS::Queue, AWS::StepFunctions::StateMachine.\n");
}

TEST_CASE("permissions are those of the pair, together as it allows them") {
    CHECK(refused("Source: {Id: F}, Destination: {Id: Q}, Permissions: []") ==
          "10:40 C: Connector 'C' asks for no permissions; from AWS::Lambda::Function to AWS::SQS::Queue "
          "there is Read and Write.\n");
    CHECK(refused("Source: {Id: F}, Destination: {Id: Q}, Permissions: [Read, write, Run]") ==
          "10:60 C: Connector 'C' asks for 'write', 'Run'; from AWS::Lambda::Function to AWS::SQS::Queue "
          "there is only Read and Write; did you mean 'Write'?\n");
    CHECK(refused("Source: {Id: T}, Destination: {Id: F}, Permissions: !Ref P") ==
          "10:53 C: Connector 'C' asks for 'Ref'; from AWS::DynamoDB::Table to AWS::Lambda::Function there "
          "is only Read, as a list: functions are not read here.\n");
    CHECK(refused("Source: {Id: Q}, Destination: {Id: F}, Permissions: [Write]") ==
          "10:40 C: Connector 'C' asks for Write alone; from AWS::SQS::Queue to AWS::Lambda::Function it "
          "must be Read with Write.\n");
}

TEST_CASE("what the pair needs of its ends") {
    CHECK(with_destination("{Type: 'AWS::StepFunctions::StateMachine'}") ==
          "10:18 C: Connector 'C' from AWS::Lambda::Function to AWS::StepFunctions::StateMachine needs 'Arn' "
          "in 'Destination' and 'Name' in 'Destination'.\n");
    CHECK(refused("Source: {Id: Bare}, Destination: {Id: Q}, Permissions: [Write]") ==
          "10:14 C: Connector 'C' needs the IAM role of its Source 'Bare' (AWS::Lambda::Function), which SAM "
          "finds only where a property names it by Ref or Fn::GetAtt; or describe the resource without 'Id', "
          "with its 'RoleName'.\n");
    CHECK(refused("Source: {Type: 'AWS::Lambda::Function'}, Destination: {Id: Q}, Permissions: [Write]") ==
          "10:1 C: Connector 'C' needs the IAM role of its Source (AWS::Lambda::Function); give it as "
          "'RoleName'.\n");
    CHECK(
        refused("Source: {Type: 'AWS::SNS::Topic', Arn: a}, Destination: {Type: 'AWS::SQS::Queue', Arn: b}, "
                "Permissions: [Write]") ==
        "10:44 C: Connector 'C' needs the queue URL of its Destination (AWS::SQS::Queue); give it as "
        "'QueueUrl'.\n");
}

TEST_CASE("embedded connectors") {
    CHECK(embedded("[a]") == "6:5: F: 'Connectors' of 'F' must be a map, but it is a list. [sam-template]\n");
    CHECK(embedded("{A: b}") ==
          "6:18: FA: 'Connectors.A' of 'F' must be a map, but it is a string. [sam-template]\n");
    CHECK(
        embedded("{A: {}}") ==
        "6:18: F: 'Properties' of 'Connectors.A' of 'F' must be a map, but it is missing. [sam-template]\n");
    CHECK(embedded("{A: {Properties: {SourceReference: x}}}") ==
          "6:35: F: 'SourceReference' of 'Connectors.A' of 'F' must be a map, but it is a string. "
          "[sam-template]\n");
    CHECK(embedded("{A: {Properties: {SourceReference: {Id: Q}}}}") ==
          "6:53: A: 'SourceReference' of 'Connectors.A' of 'F' cannot have an 'Id': the source is 'F', where "
          "the connector is written. [sam-template]\n");
    CHECK(embedded("{A: {Properties: {Destinaton: {Id: Q}, Permissions: [Write]}}}") ==
          "6:35: FA: Property 'Destinaton' is not known to AWS::Serverless::Connector; did you mean "
          "'Destination'? [sam-property]\n");
    CHECK(embedded("{'a-b': {Properties: {Destination: {Id: Q}, Permissions: [Write]}}}") ==
          "6:18: Fa-b: Logical id 'Fa-b' is not alphanumeric: ids hold only letters and digits. "
          "[sam-template]\n");
    CHECK(embedded("{Taken: {Properties: {Destination: {Id: Q}, Permissions: [Write]}}}") ==
          "6:18: : 'Connectors.Taken' of 'F' expands to a connector 'FTaken', but the template has another "
          "resource of that id; rename one of them. [sam-template]\n");
    CHECK(embedded("{A: {Metadata: m, Properties: {Destination: {Id: Q}, Permissions: [Write]}}}") ==
          "6:32: FA: 'Metadata' of connector 'FA' must be a map, but it is a string. [sam-template]\n");
}

TEST_CASE("the id of an embedded connector is taken") {
    const Expanded expanded(
        "Resources:\n"
        "  Q: {Type: 'AWS::SQS::Queue'}\n"
        "  F:\n"
        "    Type: AWS::Serverless::Function\n"
        "    Connectors: {Role: {Properties: {Destination: {Id: Q}, Permissions: [Write]}}}\n"
        "    Properties: {InlineCode: x, Handler: h, Runtime: r}\n",
        SamMode::transform);
    CHECK(expanded.problems() ==
          "5:18: F: 'F' expands to a resource 'FRole' of type AWS::IAM::Role, but the template has another "
          "resource of that id; rename it. [sam-template]\n");
}

TEST_CASE("of two embedded connectors with one id the last counts") {
    const std::string connector = ": {Properties: {Destination: {Id: Q}, Permissions: [";
    const Expanded expanded(
        "Resources:\n  Q: {Type: 'AWS::SQS::Queue'}\n"
        "  F: {Type: 'AWS::Lambda::Function', Connectors: {AB" +
            connector + "Read]}}}, Properties: {Role: !Ref R}}\n" +
            "  FA: {Type: 'AWS::Lambda::Function', Connectors: {B" + connector +
            "Write]}}}, Properties: {Role: !Ref S}}\n",
        SamMode::transform);
    CHECK(expanded.problems() == "");
    CHECK(expanded.ids() == "Q F FA FABPolicy");
    CHECK(
        write_json(*expanded.result.root->get("Resources")->get("FABPolicy")->get("Properties")->get("Roles"),
                   0) == R"([{"Ref":"S"}])");
}

TEST_CASE(
    "a connector stands for what it becomes in DependsOn, once in a list that several resources share") {
    const std::string connector = "{Type: 'AWS::Serverless::Connector', ";
    const std::string properties =
        "Properties: {Source: {Id: F}, Destination: [{Id: Q}, {Id: S}], Permissions: [Write]}}\n";
    const Expanded expanded(
        "Resources:\n"
        "  F: {Type: 'AWS::Lambda::Function', Properties: {Role: !Ref R}, DependsOn: [A, Q, A]}\n"
        "  Q: {Type: 'AWS::SQS::Queue', DependsOn: B}\n"
        "  S: {Type: 'AWS::SNS::Topic', DependsOn: [C, APolicyDestination0]}\n"
        "  A: " +
            connector + "DependsOn: [B, Q], " + properties + "  B: " + connector + "DependsOn: A, " +
            properties,
        SamMode::transform);
    CHECK(expanded.problems() == "");
    const auto depends_on = [&](std::string_view id) {
        return write_json(*expanded.result.root->get("Resources")->get(id)->get("DependsOn"), 0);
    };
    CHECK(depends_on("F") == R"(["Q","A","APolicyDestination0","APolicyDestination1"])");
    CHECK(depends_on("Q") == R"(["BPolicyDestination0","BPolicyDestination1"])");
    CHECK(depends_on("S") == R"(["C","APolicyDestination0"])");
    CHECK(depends_on("APolicyDestination0") == R"(["Q","BPolicyDestination0","BPolicyDestination1"])");
    CHECK(depends_on("APolicyDestination1") == R"(["Q"])");
    // B was not expanded yet when A was, and the author's DependsOn is what it is expanded from.
    CHECK(depends_on("BPolicyDestination0") == R"("A")");
}

TEST_CASE("a refused connector leaves nothing behind") {
    const Expanded expanded(
        "Resources:\n"
        "  Q: {Type: 'AWS::SQS::Queue'}\n"
        "  F: {Type: 'AWS::Lambda::Function', Properties: {Role: !Ref R}}\n"
        "  M: {Type: 'AWS::Lambda::EventSourceMapping', DependsOn: C, Properties: "
        "{FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn}}\n"
        "  C: {Type: 'AWS::Serverless::Connector', Properties: {Source: {Id: Q}, "
        "Destination: [{Id: F}, {Id: X}], Permissions: [Read, Write]}}\n",
        SamMode::judge);
    CHECK(expanded.ids() == "Q F M C");
    CHECK(expanded.result.root->get("Resources")->get("M")->get("DependsOn")->text == "C");
}

TEST_CASE("4000 connectors and a resource that depends on them all cost what they are worth") {
    std::string text =
        "Resources:\n  Q: {Type: 'AWS::SQS::Queue'}\n  F: {Type: 'AWS::Lambda::Function', Properties: {Role: "
        "!Ref R}}\n";
    std::string all;
    constexpr int count = 4000;
    for (int i = 0; i < count; ++i) {
        const std::string id = "C" + std::to_string(i);
        all += (i > 0 ? "," : "") + id;
        text += "  " + id +
                ": {Type: 'AWS::Serverless::Connector', Properties: {Source: {Id: Q}, Destination: {Id: F}, "
                "Permissions: [Read, Write]}}\n";
    }
    const Expanded expanded(text + "  Z: {Type: 'AWS::SNS::Topic', DependsOn: [" + all +
                                "]}\n  M: {Type: 'AWS::Lambda::EventSourceMapping', Properties: "
                                "{FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn}}\n",
                            SamMode::transform);
    CHECK(expanded.problems() == "");
    const Node* made = expanded.result.root->get("Resources");
    CHECK(made->get("Z")->get("DependsOn")->items.size() == count);
    CHECK(made->get("M")->get("DependsOn")->items.size() == count);
    CHECK(made->get("M")->get("DependsOn")->items[1]->text == "C1Policy");
}
