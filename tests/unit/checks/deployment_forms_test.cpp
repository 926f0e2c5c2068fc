// Every deployment rule about callers and hooks over the three forms in which a release is written: SAM, by hand, as the CDK synthesises it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "stackfit/checks.h"
#include "support/release_forms.h"

using namespace stackfit;
using namespace stackfit::testing;

namespace {

struct Row {
    const char* check;
    const char* status;
    std::string gate =
        "Timeout: 60, Environment: {Variables: {CANDIDATE: @version}}";  ///< properties of the hook
    std::string invoke = "@any";
    std::string more = "";  ///< further resources
    const char* name = "CodeDeployHook_Gate";
};

std::string template_of(const Form& form, const Row& row) {
    // One property a line: the hole is in block style.
    std::string rest = row.gate;
    for (std::size_t depth = 0, i = 0; i < rest.size(); ++i) {
        if (rest[i] == '{' || rest[i] == '[') ++depth;
        if (rest[i] == '}' || rest[i] == ']') --depth;
        if (rest[i] == ',' && depth == 0) rest[i] = '\n', rest[i + 1] = ' ', rest.insert(i + 1, "     ");
    }
    const std::string gate = rest.empty() ? "" : "      " + rest + "\n";
    return release_in(
        form, {{"@gatename", row.name}, {"@gate", gate}, {"@invoke", row.invoke}, {"@more", row.more}});
}

std::string status(const CheckSet& checks, const std::string& text, std::string_view check) {
    Project project;
    const Unit& unit = project.add_text("template.yaml", text, {});
    const Verdict verdict = judge(project, unit, checks, {}, {Date{2026, 11, 21}});
    for (const Outcome& outcome : verdict.outcomes) {
        if (outcome.check->id != check || !outcome.subject->id.starts_with("F")) continue;
        const Judgement& judgement = outcome.headline();
        if (judgement.status == Judgement::Status::unknown) return "unknown";
        if (judgement.implied) return "implied";
        return judgement.value < 0.5 ? "fails" : "passes";
    }
    return "none";
}

std::string rule(const std::string& arn) {
    return "  Rule: {Type: AWS::Events::Rule, Properties: {Targets: [{Id: x, Arn: " + arn + "}]}}\n";
}

std::string permission(const std::string& name, const std::string& principal = "events.amazonaws.com") {
    return "  Grant: {Type: AWS::Lambda::Permission, Properties: {Action: 'lambda:InvokeFunction', "
           "FunctionName: " +
           name + ", Principal: " + principal + "}}\n";
}

std::string schedule(const std::string& resource) {
    return "  Schedule: {Type: AWS::Scheduler::Schedule, Properties: {Target: {Arn: @alias, RoleArn: !GetAtt "
           "Caller.Arn}}}\n"
           "  Caller: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyName: p, PolicyDocument: "
           "{Statement: {Effect: Allow, Action: "
           "'lambda:InvokeFunction', Resource: " +
           resource + "}}}]}}\n";
}

std::string mapping(const std::string& properties) {
    return "  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: @alias, "
           "EventSourceArn: !GetAtt Stream.Arn" +
           properties + "}}\n  Stream: {Type: AWS::Kinesis::Stream}\n";
}

const Row good{"", ""};

Row with_more(const char* check, const char* status, std::string more) {
    return {check, status, good.gate, good.invoke, std::move(more)};
}

std::vector<Row> rows() {
    return {
        with_more("callers-use-alias", "unknown", ""),
        with_more("callers-use-alias", "fails", rule("@arn")),
        with_more("callers-use-alias", "passes", rule("@alias")),
        with_more("callers-use-alias", "passes", rule("@live")),
        with_more("callers-use-alias", "fails", rule("@version")),
        with_more("callers-use-alias", "passes", rule("!If [IsProd, @alias, @arn]")),
        with_more("callers-use-alias", "fails", rule("!If [IsProd, @arn, @alias]")),
        with_more("permission-covers-alias", "passes", rule("@alias")),
        with_more("permission-covers-alias", "fails", rule("@alias") + permission("@arn")),
        with_more("permission-covers-alias", "passes", rule("@live") + permission("@alias")),
        with_more("permission-covers-alias", "passes", rule("@alias") + permission("@live")),
        with_more("permission-covers-alias", "passes",
                  rule("@alias") + permission("@arn", "sns.amazonaws.com")),
        with_more("permission-covers-alias", "fails",
                  rule("@alias") + permission("!If [IsProd, @arn, @alias]")),
        with_more("caller-may-invoke-alias", "fails", schedule("@arn")),
        with_more("caller-may-invoke-alias", "passes", schedule("@any")),
        with_more("caller-may-invoke-alias", "passes", schedule("'*'")),
        with_more("stream-consumer-gives-up", "fails", mapping("")),
        with_more("stream-consumer-gives-up", "fails", mapping(", MaximumRetryAttempts: -1")),
        with_more("stream-consumer-gives-up", "passes", mapping(", MaximumRetryAttempts: 2")),
        with_more("stream-consumer-gives-up", "passes", mapping(", BisectBatchOnFunctionError: true")),
        with_more("alias-can-be-shifted", "passes", ""),
        with_more("version-follows-code", "passes", ""),
        with_more("deployment-role-can-act", "passes", ""),
        {"hook-has-time", "passes"},
        {"hook-has-time", "fails", "Timeout: 5, Environment: {Variables: {CANDIDATE: @version}}"},
        {"hook-has-time", "fails", "Environment: {Variables: {CANDIDATE: @version}}"},
        {"hook-has-time", "fails",
         "Timeout: !If [IsProd, 5, 60], Environment: {Variables: {CANDIDATE: @version}}"},
        {"hook-has-time", "passes", "Timeout: 3", "'arn:aws:lambda:eu-west-1:123456789012:function:journey'"},
        {"hook-knows-version", "passes"},
        {"hook-knows-version", "fails", "Timeout: 60"},
        {"hook-knows-version", "fails", "Timeout: 60, Environment: {Variables: {DATA: !Ref Table}}", "@any",
         "  Table: {Type: AWS::DynamoDB::Table}\n"},
        {"hook-knows-version", "passes", "Timeout: 60, Environment: {Variables: {TARGET: @live}}"},
        {"hook-knows-version", "passes",
         "Timeout: 60, Environment: {Variables: {URL: 'https://shop.example.com'}}"},
        {"hook-may-invoke-version", "passes"},
        {"hook-may-invoke-version", "fails", good.gate, "@arn"},
        {"hook-may-invoke-version", "passes", good.gate, "@version"},
        {"hook-may-invoke-version", "passes", good.gate, "[@arn, @any]"},
        {"hook-may-invoke-version", "passes", good.gate,
         "'arn:aws:lambda:eu-west-1:123456789012:function:journey'"},
        {"hook-can-be-invoked", "passes"},
        {"hook-can-be-invoked", "fails", good.gate + ", ReservedConcurrentExecutions: 0"},
        {"hook-can-be-invoked", "passes", good.gate + ", ReservedConcurrentExecutions: 1"},
        {"hook-can-be-invoked", "fails", good.gate, "@any", "", "gate"},
        {"hook-reaches-codedeploy", "passes"},
        {"hook-reaches-codedeploy", "fails",
         good.gate + ", VpcConfig: {SubnetIds: [!Ref Net], SecurityGroupIds: [sg-1]}", "@any",
         "  Net: {Type: AWS::EC2::Subnet}\n"},
        {"hook-reaches-codedeploy", "unknown",
         good.gate + ", VpcConfig: {SubnetIds: [subnet-1], SecurityGroupIds: [sg-1]}"},
        {"hook-reaches-codedeploy", "passes",
         good.gate + ", VpcConfig: {SubnetIds: [!Ref Net], SecurityGroupIds: [sg-1]}", "@any",
         "  Net: {Type: AWS::EC2::Subnet}\n  Out: {Type: AWS::EC2::Route, Properties: {NatGatewayId: "
         "nat-1}}\n"},
    };
}

}  // namespace

TEST_CASE("deployment forms: SAM, by hand and as the CDK synthesises it are judged alike") {
    const CheckSet checks = catalogue();
    for (const Row& row : rows()) {
        for (const Form& form : forms()) {
            const std::string text = template_of(form, row);
            CAPTURE(form.name);
            CAPTURE(text);
            CHECK_MESSAGE(status(checks, text, row.check) == row.status, row.check);
        }
    }
}
