// Definitions of state machines, against the AWS Step Functions Developer Guide: its pages on each state and on the query languages.
#include <doctest/doctest.h>

#include <string>

#include "stackfit/checks.h"

namespace stackfit {
namespace {

std::string mistakes(const std::string& property, const std::string& definition) {
    const CheckSet checks = catalogue();
    Project project;
    const Unit& unit = project.add_text(
        "template.yaml",
        "Resources:\n  It:\n    Type: AWS::StepFunctions::StateMachine\n    Properties: {RoleArn: "
        "'arn:aws:iam::123456789012:role/r', " +
            property + ": " + definition + "}\n",
        {});
    std::string made;
    for (const Finding& finding : judge(project, unit, checks, {}, {Date{2026, 11, 21}}).findings) {
        if (finding.check->id == "state-machine-definition") made += finding.message + "\n";
    }
    return made;
}
std::string in_machine(const std::string& machine) { return mistakes("Definition", machine); }
/// Within a branch, so that there is a way to the state.
bool accepts(const std::string& state, const std::string& language = "JSONPath") {
    const std::string found =
        in_machine("{QueryLanguage: " + language +
                   ", StartAt: S, States: {S: {Type: Parallel, Branches: [{StartAt: A, States: {A: {" +
                   state + "}}}], End: true}}}");
    return found.empty();
}
bool accepts_rule(const std::string& rule, const std::string& language = "JSONPath") {
    return in_machine("{QueryLanguage: " + language + ", StartAt: A, States: {A: {Type: Choice, Choices: [" +
                      rule + "], Default: B}, B: {Type: Succeed}}}")
        .empty();
}

const std::string task = "Type: Task, Resource: 'arn:aws:states:::lambda:invoke'";

TEST_CASE("state machines: each type has its fields") {
    for (const std::string& good :
         {task + ", End: true", task + ", End: true, ResultPath: null, InputPath: $.a, TimeoutSeconds: 3",
          std::string("Type: Pass, End: true, Result: {a: 1}"),
          std::string("Type: Wait, Seconds: 3, End: true"),
          std::string("Type: Wait, TimestampPath: $.at, End: true"), std::string("Type: Succeed"),
          std::string("Type: Fail, Error: E, CausePath: $.cause"),
          std::string("Type: Map, ItemsPath: $.all, MaxConcurrency: 2, Iterator: {StartAt: I, States: {I: "
                      "{Type: Succeed}}}, End: true")})
        CHECK_MESSAGE(accepts(good), good);
    for (const std::string& bad :
         {task,
          task + ", End: true, Next: A",
          task + ", End: false",
          task + ", End: true, Seconds: 3",
          std::string("Type: Task, End: true"),
          std::string("Type: Task, Resource: reserve, End: true"),
          task + ", End: true, TimeoutSeconds: soon",
          task + ", End: true, TimeoutSeconds: 0",
          task + ", End: true, Parameters: all",
          task + ", End: true, ResultPath: total",
          task + ", End: true, TimeoutSeconds: 3, TimeoutSecondsPath: $.t",
          std::string("Type: Wait, End: true"),
          std::string("Type: Wait, Seconds: 3, Timestamp: '2026-01-01T00:00:00Z', End: true"),
          std::string("Type: Succeed, End: true"),
          std::string("Type: Fail, Error: E, ErrorPath: $.e"),
          std::string("Type: Tusk, End: true"),
          std::string("End: true"),
          std::string("Type: Choice"),
          std::string("Type: Map, End: true"),
          std::string("Type: Parallel, End: true")})
        CHECK_MESSAGE(!accepts(bad), bad);
}

TEST_CASE("state machines: fields of the other query language") {
    CHECK(accepts(task + ", End: true, Parameters: {a.$: $.a}"));
    CHECK(!accepts(task + ", End: true, Arguments: {a: 1}"));
    CHECK(accepts(task + ", End: true, Arguments: '{% $states.input %}', TimeoutSeconds: '{% 3 %}'",
                  "JSONata"));
    CHECK(!accepts(task + ", End: true, Parameters: {a: 1}", "JSONata"));
    CHECK(!accepts(task + ", End: true, InputPath: $.a", "JSONata"));
    CHECK(accepts(task + ", End: true, QueryLanguage: JSONata, Output: 1"));
    CHECK(!accepts(task + ", End: true, QueryLanguage: JSONPath", "JSONata"));
    CHECK(!accepts(task + ", End: true, QueryLanguage: Jsonata"));
}

TEST_CASE("state machines: what ends in .$ is a path or a function") {
    CHECK(accepts(task + ", End: true, Parameters: {a.$: 'States.Format(x)', b: {c.$: $$.Execution.Id}}"));
    CHECK(!accepts(task + ", End: true, Parameters: {a.$: x}"));
    CHECK(!accepts(task + ", End: true, Parameters: {b: [{c.$: {d: 1}}]}"));
}

TEST_CASE("state machines: retries and catches") {
    CHECK(accepts(task + ", End: true, Retry: [{ErrorEquals: [A, B], IntervalSeconds: 1, BackoffRate: 2}]"));
    CHECK(!accepts(task + ", End: true, Retry: [{MaxAttempts: 1}]"));
    CHECK(!accepts(task + ", End: true, Retry: [{ErrorEquals: []}]"));
    CHECK(!accepts(task + ", End: true, Retry: [{ErrorEquals: [States.ALL, A]}]"));
    CHECK(!accepts(task + ", End: true, Catch: [{ErrorEquals: [States.ALL]}]"));
    CHECK(!accepts(task + ", End: true, Catch: [{ErrorEquals: [States.ALL], Next: Nowhere}]"));
    CHECK(!accepts(task + ", End: true, Catch: [{ErrorEquals: [States.ALL], Next: A, MaxAttempts: 1}]"));
}

TEST_CASE("state machines: rules of a choice") {
    for (const char* good :
         {"{Variable: $.a, StringEquals: x, Next: B}", "{Variable: $.a, IsPresent: true, Next: B}",
          "{Variable: $.a, NumericGreaterThanEqualsPath: $.b, Next: B}",
          "{Not: {Variable: $.a, IsNull: true}, Next: B}",
          "{Or: [{Variable: $.a, NumericEquals: 1}, {And: [{Variable: $.a, TimestampLessThan: x}]}], Next: "
          "B}"})
        CHECK_MESSAGE(accepts_rule(good), good);
    for (const char* bad :
         {"{Variable: $.a, StringEquals: x}", "{Variable: $.a, Next: B}", "{StringEquals: x, Next: B}",
          "{Variable: $.a, StringEqual: x, Next: B}", "{Variable: $.a, NumericEquals: x, Next: B}",
          "{Variable: $.a, NumericEquals: 1, IsNull: true, Next: B}", "{Or: [], Next: B}",
          "{Not: {Variable: $.a, IsNull: true, Next: B}, Next: B}", "{Condition: '{% true %}', Next: B}",
          "{Variable: $.a, StringEquals: x, Next: Nowhere}", "{Variable: a, IsNull: true, Next: B}", "B"})
        CHECK_MESSAGE(!accepts_rule(bad), bad);
    CHECK(accepts_rule("{Condition: '{% true %}', Next: B}", "JSONata"));
    CHECK(!accepts_rule("{Variable: $.a, StringEquals: x, Next: B}", "JSONata"));
}

TEST_CASE("state machines: the way through them") {
    CHECK(in_machine("{StartAt: A, States: {A: {Type: Succeed}}}").empty());
    CHECK(in_machine("{States: {A: {Type: Succeed}}}") != "");
    CHECK(in_machine("{StartAt: A}") != "");
    CHECK(in_machine("{StartAt: B, States: {A: {Type: Succeed}}}") != "");
    CHECK(
        in_machine("{StartAt: A, States: {A: {Type: Succeed}, B: {Type: Succeed}}}").find("never reached") !=
        std::string::npos);
    CHECK(in_machine("{StartAt: A, States: {A: {Type: Pass, Next: !Ref AWS::Region}, B: {Type: Succeed}}}")
              .empty());
    CHECK(in_machine("{StartAt: A, States: {" + std::string(81, 'A') + ": {Type: Succeed}}}") != "");
    CHECK(in_machine("{StartAt: A, Start: A, States: {A: {Type: Succeed}}}") != "");
    // A branch does not know the states around it.
    CHECK(in_machine("{StartAt: A, States: {A: {Type: Parallel, End: true, Branches: [{StartAt: A, States: "
                     "{B: {Type: Succeed}}}]}}}") != "");
}

TEST_CASE("state machines: text") {
    CHECK(
        mistakes("DefinitionString", R"('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}')").empty());
    CHECK(mistakes("DefinitionString", R"('{"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}')") != "");
    CHECK(mistakes("DefinitionString", "'{\"StartAt\": '") != "");
    CHECK(mistakes("DefinitionString", "!Ref AWS::Region").empty());
}

}  // namespace
}  // namespace stackfit
