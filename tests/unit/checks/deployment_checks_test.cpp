// How the deployment checks work together: one mistake is one finding, and its subject is the function.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "stackfit/checks.h"

namespace stackfit {
namespace {

struct Judged {
    explicit Judged(const std::string& text) {
        unit = &project.add_text("template.yaml", text, {});
        verdict = judge(project, *unit, checks, {}, {Date{2026, 11, 21}});
    }

    /// "id resource line" of the findings of family deployment, in the order of the text.
    [[nodiscard]] std::vector<std::string> findings() const {
        std::vector<std::string> lines;
        for (const Finding& finding : verdict.findings) {
            if (finding.check->family != Family::deployment) continue;
            const int line = project.sources()[finding.span.file].position(finding.span.begin).line;
            std::string resources;
            for (const std::string_view resource : finding.resources)
                resources += " " + std::string(resource);
            lines.push_back(std::string(finding.check->id) + resources + " " + std::to_string(line));
        }
        return lines;
    }

    /// Of every deployment check's outcome on the function: its id, and its value or what else it is.
    [[nodiscard]] std::string outcome(std::string_view check, std::string_view function) const {
        for (const Outcome& outcome : verdict.outcomes) {
            if (outcome.check->id != check || outcome.subject == nullptr || outcome.subject->id != function)
                continue;
            const Judgement& judgement = outcome.headline();
            if (judgement.status == Judgement::Status::unknown) return "unknown";
            return std::string(judgement.value < 0.5 ? "fails" : "passes") +
                   (judgement.implied ? ", implied" : "");
        }
        return "none";
    }

    CheckSet checks = catalogue();
    Project project;
    Unit* unit = nullptr;
    Verdict verdict;
};

const std::string function = R"(Transform: AWS::Serverless-2016-10-31
Resources:
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      Handler: checkout.handler
      Runtime: python3.13
      CodeUri: src/
)";

const std::string gate = R"(  Gate:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: gate
      Handler: gate.handler
      Runtime: python3.13
      CodeUri: src/
      Timeout: 60
      Environment: {Variables: {CANDIDATES: !Sub '${Checkout.Version},${Billing.Version}'}}
      Policies: [LambdaInvokePolicy: {FunctionName: '*'}]
)";

TEST_CASE("deployment checks: a function without an alias has one finding") {
    const Judged judged(function);
    CHECK(judged.findings() == std::vector<std::string>{"function-has-alias Checkout 3"});
    CHECK(judged.outcome("deployment-has-alarms", "Checkout") == "fails, implied");
    CHECK(judged.outcome("hook-can-be-invoked", "Checkout") == "fails, implied");
}

TEST_CASE("deployment checks: a function that CodeDeploy does not release has one finding") {
    const Judged judged(function + "      AutoPublishAlias: live\n");
    CHECK(judged.findings() ==
          std::vector<std::string>{"codedeploy-lambda-allatonce-traffic-shift-disabled Checkout 9"});
    CHECK(judged.outcome("deployment-has-pre-traffic-hook", "Checkout") == "fails, implied");
    CHECK(judged.outcome("codedeploy-auto-rollback-monitor-enabled", "Checkout") == "fails, implied");
}

TEST_CASE("deployment checks: hooks and alarms are judged also where all traffic moves at once") {
    const Judged judged(function + R"(      AutoPublishAlias: live
      DeploymentPreference:
        Type: AllAtOnce
        Alarms: [checkout-errors]
        Hooks: {PreTraffic: CodeDeployHook_Gate}
)");
    CHECK(judged.findings() ==
          std::vector<std::string>{"codedeploy-lambda-allatonce-traffic-shift-disabled Checkout 11",
                                   "deployment-has-post-traffic-hook Checkout 13"});
    CHECK(judged.outcome("deployment-has-alarms", "Checkout") == "passes");
    CHECK(judged.outcome("hook-can-be-invoked", "Checkout") == "passes");
    CHECK(judged.outcome("hook-can-report-to-codedeploy", "Checkout") == "unknown");
}

TEST_CASE(
    "deployment checks: a mistake of a hook lies in the hook and belongs to the functions that use it") {
    const std::string release = R"(      AutoPublishAlias: live
      DeploymentPreference:
        Type: Canary10Percent5Minutes
        Alarms: [checkout-errors]
        Hooks: {PreTraffic: !Ref Gate, PostTraffic: !Ref Gate}
)";
    std::string second = function.substr(function.find("  Checkout:"));
    second.replace(second.find("Checkout"), 8, "Billing");
    const Judged judged(function + release + second + release + gate);
    CHECK(judged.findings() == std::vector<std::string>{"hook-can-be-invoked Checkout Billing 25",
                                                        "hook-can-report-to-codedeploy Checkout Billing 25"});
    CHECK(judged.outcome("function-has-alias", "Gate") == "none");
}

}  // namespace
}  // namespace stackfit
