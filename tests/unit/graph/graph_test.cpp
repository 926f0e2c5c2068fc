#include <doctest/doctest.h>

#include "../project/fixture.h"

using namespace stackfit;

namespace {

using Lines = std::vector<std::string>;

std::string kind_of(const Edge& edge) {
    switch (edge.kind) {
        case Edge::Kind::ref: return "Ref";
        case Edge::Kind::get_att: return "GetAtt";
        case Edge::Kind::sub: return "Sub";
        case Edge::Kind::depends_on: return "DependsOn";
    }
    return {};
}

/// "A.Environment -Sub-> B.Arn:live"
std::string line_of(const Graph& graph, const Edge& edge) {
    std::string line(graph.resource(edge.from).id);
    line += "." + std::string(edge.property) + " -" + kind_of(edge) + "-> " +
            std::string(graph.resource(edge.to).id);
    if (!edge.attribute.empty()) line += "." + std::string(edge.attribute);
    return line;
}

Lines edges_of(const std::string& resources) {
    const Fixture fixture(resources);
    Lines lines;
    for (const Edge& edge : fixture.graph.edges()) lines.push_back(line_of(fixture.graph, edge));
    return lines;
}

Lines dangling_in(const std::string& text) {
    const Fixture fixture(text);
    Lines lines;
    for (const Dangling& dangling : fixture.graph.dangling()) {
        lines.push_back(std::string(dangling.resource) + " " + std::string(dangling.function) + " " +
                        std::string(dangling.name));
    }
    return lines;
}

Lines cycles_of(const std::string& text) {
    const Fixture fixture(text);
    Lines lines;
    for (const auto& cycle : fixture.graph.cycles()) {
        std::string line;
        for (const Edge* edge : cycle) line += std::string(fixture.graph.resource(edge->from).id) + " > ";
        lines.push_back(line + std::string(fixture.graph.resource(cycle.back()->to).id));
    }
    return lines;
}

Lines calls_of(const std::string& text) {
    const Fixture fixture(text);
    Lines lines;
    for (const Invocation& call : invocations(fixture.graph, fixture.resource("F"))) {
        lines.push_back(std::string(call.by->id) + "." + call.place->property + " " +
                        std::string(fixture.graph.resource(call.edge->to).id));
    }
    return lines;
}

}  // namespace

TEST_CASE("edges by Ref, GetAtt, Sub and DependsOn, with the property they stand in") {
    CHECK(edges_of(R"(
Parameters: {P: {Type: String}}
Resources:
  T: {Type: AWS::SNS::Topic}
  Q: {Type: AWS::SQS::Queue}
  F:
    Type: AWS::Lambda::Function
    DependsOn: [T, Q]
    UpdatePolicy: {X: !Ref T}
    Metadata: {Y: !Ref Q}
    Properties:
      Role: !GetAtt Q.Arn
      Handler: {Fn::GetAtt: Q.QueueName}
      Description: !Sub '${P} ${AWS::Region} ${!Q} ${T} ${T.TopicName}'
      Code: !Sub ['${V} ${Q}', {V: !Ref T}]
      Layers: !If [C, [!Ref T], !Ref AWS::NoValue]
)") == Lines{
           "F.DependsOn -DependsOn-> T",
           "F.DependsOn -DependsOn-> Q",
           "F.UpdatePolicy -Ref-> T",
           "F.Metadata -Ref-> Q",
           "F.Role -GetAtt-> Q.Arn",
           "F.Handler -GetAtt-> Q.QueueName",
           "F.Description -Sub-> T",
           "F.Description -Sub-> T.TopicName",
           "F.Code -Sub-> Q",
           "F.Code -Ref-> T",
           "F.Layers -Ref-> T",
       });
}

TEST_CASE("an edge knows the value it is a part of, and where that stands") {
    const Fixture fixture(R"(
Resources:
  F: {Type: AWS::Lambda::Function}
  A:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - {Arn: !Join [':', [!GetAtt F.Arn, live]], Id: x}
        - !If [C, {Arn: !If [D, !Ref F, other]}, !Ref AWS::NoValue]
      Name: !Sub '${F}-rule'
)");
    Lines lines;
    for (const Edge* edge : fixture.graph.out(fixture.resource("A"))) {
        lines.push_back(std::string(edge->key) + " of " + std::to_string(edge->holder->members.size()) + ": " +
                        std::string(edge->value->members[0].key) +
                        (edge->guard != Edge::no_guard ? " guarded" : ""));
    }
    CHECK(lines == Lines{"Arn of 2: Fn::Join", "Arn of 1: Ref guarded", "Name of 2: Fn::Sub"});
}

TEST_CASE("edges are found from both ends") {
    const Fixture fixture(R"(
Resources:
  A: {Type: AWS::SNS::Topic, Properties: {X: !Ref C}}
  B: {Type: AWS::SNS::Topic, Properties: {X: !Ref C, Y: !Ref A}}
  C: {Type: AWS::SNS::Topic}
)");
    Lines out, in;
    for (const Edge* edge : fixture.graph.out(fixture.resource("B")))
        out.push_back(line_of(fixture.graph, *edge));
    for (const Edge* edge : fixture.graph.in(fixture.resource("C")))
        in.push_back(line_of(fixture.graph, *edge));
    CHECK(out == Lines{"B.X -Ref-> C", "B.Y -Ref-> A"});
    CHECK(in == Lines{"A.X -Ref-> C", "B.X -Ref-> C"});
    CHECK(fixture.graph.out(fixture.resource("C")).empty());
}

TEST_CASE("names that nothing declares") {
    CHECK(dangling_in(R"(
Parameters: {P: {Type: String}}
Mappings: {M: {a: {b: c}}}
Conditions:
  Good: !Equals [!Ref P, x]
  Bad: !And [{Condition: Missing1}, !Equals [!Ref Missing2, x]]
Resources:
  T:
    Type: AWS::SNS::Topic
    Condition: Missing3
    DependsOn: Missing4
    Properties:
      A: !Ref Missing5
      B: !GetAtt Missing6.Arn
      C: !Sub '${Missing7} ${Missing8.Arn} ${P} ${!Fine} ${AWS::Region} ${AWS::Nowhere}'
      D: !Sub ['${V}', {V: !Ref Missing9}]
      E: !FindInMap [M, a, b]
      F: !FindInMap [Missing10, a, b]
      G: !If [Missing11, !Ref P, !Ref AWS::NoValue]
      H: !If [Good, 1, 2]
Outputs:
  O: {Condition: Missing12, Value: !Ref Missing13}
)") == Lines{
           "T Condition Missing3",
           "T DependsOn Missing4",
           "T Ref Missing5",
           "T Fn::GetAtt Missing6",
           "T Fn::Sub Missing7",
           "T Fn::Sub Missing8",
           "T Fn::Sub AWS::Nowhere",
           "T Ref Missing9",
           "T Fn::FindInMap Missing10",
           "T Fn::If Missing11",
           " Condition Missing12",
           " Ref Missing13",
           " Condition Missing1",
           " Ref Missing2",
       });
}

TEST_CASE("names that a macro, an include or a policy may hold are not missed") {
    CHECK(dangling_in(R"(
Transform: [MyMacro, AWS::Serverless-2016-10-31]
Resources: {T: {Type: AWS::SNS::Topic, Properties: {X: !Ref FromTheMacro}}}
)")
              .empty());
    CHECK(dangling_in(R"(
Resources:
  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/more.yaml}}
  T: {Type: AWS::SNS::Topic, Properties: {X: !Ref FromTheInclude}}
)")
              .empty());
    CHECK(dangling_in(R"(
Resources:
  T:
    Type: AWS::SNS::Topic
    Properties:
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: !Ref Anything}}
      Policy: {Statement: {Effect: Allow, Condition: {StringEquals: {a: b}}}}
)")
              .empty());
    CHECK(dangling_in(R"(
Resources:
  Network: {Type: !Rain::Module vpc.yaml}
  Cluster: {Type: Our::Own::Cluster::MODULE}
  T: {Type: AWS::SNS::Topic, Properties: {X: !Ref NetworkVpc, Y: !GetAtt Cluster.Topic.TopicName, Z: !Ref ClusterTopic}}
)")
              .empty());
    CHECK(dangling_in(R"(
Rules:
  R: {Assertions: [{Assert: !Equals [{Fn::ValueOf: [Vpc, Tags.x]}, {Fn::RefAll: 'AWS::EC2::VPC::Id'}]}]}
Resources: {T: {Type: AWS::SNS::Topic}}
)")
              .empty());
}

TEST_CASE("a loop that was not expanded binds its identifier") {
    const std::string text = R"(
Parameters:
  List: {Type: CommaDelimitedList}
Resources:
  Q: {Type: AWS::SQS::Queue}
  T:
    Type: AWS::SNS::Topic
    Properties:
      Fn::ForEach::Names:
        - Name
        - !Ref List
        - Key${Name}: !Sub '${Name} ${Q} ${Queue${Name}}'
          Value: {Ref: Name}
      Last: !Ref Q
)";
    CHECK(dangling_in(text).empty());
    CHECK(edges_of(text) == Lines{"T.Fn::ForEach::Names -Sub-> Q", "T.Last -Ref-> Q"});
}

TEST_CASE("a loop that was not expanded may make what its keys say, and nothing else") {
    CHECK(dangling_in(R"(
Parameters:
  List: {Type: CommaDelimitedList}
Resources:
  Fn::ForEach::Names: [Name, !Ref List, {'Topic${Name}': {Type: AWS::SNS::Topic}}]
  T: {Type: AWS::SNS::Topic, Properties: {X: !Ref TopicA, Y: !Ref QueueA}}
)") == Lines{"T Ref QueueA"});
}

TEST_CASE("a place is missed once, however many resources it ends up in") {
    CHECK(dangling_in(R"(
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Handler: index.handler
      Runtime: python3.13
      Role: arn:aws:iam::123456789012:role/r
      AutoPublishAlias: live
      Environment: {Variables: {A: !Ref Missing}}
)") == Lines{"F Ref Missing"});
}

TEST_CASE("circular dependencies, one representative each") {
    CHECK(cycles_of(R"(
Resources:
  A: {Type: AWS::SNS::Topic, Properties: {X: !Ref B}}
  B: {Type: AWS::SNS::Topic, Properties: {X: !Ref C}}
  C: {Type: AWS::SNS::Topic, DependsOn: [A, B]}
  D: {Type: AWS::SNS::Topic, Properties: {X: !Ref A, Y: !Ref D}}
  E: {Type: AWS::SNS::Topic, Properties: {X: !Ref D}}
)") == Lines{"A > B > C > A", "D > D"});
}

TEST_CASE("a long chain of resources needs no deep stack") {
    std::string text = "Resources:\n";
    constexpr int count = 20000;
    for (int i = 0; i < count; ++i) {
        text += "  R" + std::to_string(i) + ": {Type: AWS::SNS::Topic, DependsOn: R" +
                std::to_string((i + 1) % count) + "}\n";
    }
    const Fixture fixture(text);
    REQUIRE(fixture.graph.cycles().size() == 1);
    CHECK(fixture.graph.cycles()[0].size() == count);
}

TEST_CASE("who invokes a function, its alias and its version") {
    CHECK(calls_of(R"(
Resources:
  F: {Type: AWS::Lambda::Function}
  V: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref F}}
  A:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref F, FunctionVersion: !GetAtt V.Version, Name: live}
    UpdatePolicy: {CodeDeployLambdaAliasUpdate: {BeforeAllowTrafficHook: !Ref F}}
  Rule: {Type: AWS::Events::Rule, Properties: {Targets: [{Arn: !Ref A, Input: !Ref F}]}}
  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref V}}
  Topic: {Type: AWS::SNS::Subscription, Properties: {Endpoint: !Sub '${F.Arn}:live'}}
  Resource: {Type: Custom::Thing, Properties: {ServiceToken: !GetAtt F.Arn}}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {Dimensions: [{Name: FunctionName, Value: !Ref F}]}}
  Other: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {F: !Ref F}}}}
)") == Lines{
           "A.UpdatePolicy F",
           "Topic.Endpoint F",
           "Resource.ServiceToken F",
           "Other.Environment F",
           "Mapping.FunctionName V",
           "Rule.Targets A",
       });
}

TEST_CASE("SAM's names for what it generates lead to the generated resources") {
    const Fixture fixture(R"(
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: x, Handler: index.handler, Runtime: python3.13, Role: 'arn:aws:iam::123456789012:role/r', AutoPublishAlias: live}
  G:
    Type: AWS::SNS::Topic
    Properties: {A: !Ref F.Alias, B: !GetAtt F.Version.Version, C: !Sub '${F.Version}', D: !GetAtt F.Arn}
)");
    Lines lines;
    for (const Edge* edge : fixture.graph.out(fixture.resource("G"))) {
        const Resource& target = fixture.graph.resource(edge->to);
        lines.push_back(std::string(edge->property) + " " + std::string(target.type) + " " +
                        std::string(edge->attribute));
    }
    CHECK(lines == Lines{"A AWS::Lambda::Alias ", "B AWS::Lambda::Version Version", "C AWS::Lambda::Version ",
                         "D AWS::Lambda::Function Arn"});
    CHECK(fixture.graph.dangling().empty());
}
