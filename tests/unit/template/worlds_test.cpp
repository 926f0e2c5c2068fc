#include <doctest/doctest.h>

#include "support/world_runs.h"

using namespace stackfit;
using namespace stackfit::testing;

namespace {

std::string answer(Tri value) { return value == Tri::yes ? "yes" : value == Tri::no ? "no" : "unknown"; }

constexpr const char* environments = R"(
Parameters:
  Environment: {Type: String, Default: dev, AllowedValues: [dev, staging, production]}
Conditions:
  IsProd: !Equals [!Ref Environment, production]
  IsDev: !Equals [!Ref Environment, dev]
Outputs:
  Type: {Value: !If [IsProd, Canary, AllAtOnce]}
)";

}  // namespace

TEST_CASE("a question that decides nothing runs once") {
    const ParsedTemplate parsed("Outputs: {A: {Value: x}}");
    CHECK(runs(parsed, [&](World& world) { return world.show(world.evaluate(parsed.output("A"))); }) == Lines{"-> x"});
}

TEST_CASE("the headline world takes the production name, whatever the Default says; dev is not production-like") {
    const ParsedTemplate parsed(environments);
    CHECK(runs(parsed, [&](World& world) { return world.show(world.evaluate(parsed.output("Type"))); }) ==
          Lines{"Environment=production -> Canary", "Environment≠production -> AllAtOnce (not production)"});
}

TEST_CASE("conditions of one parameter never contradict each other") {
    const ParsedTemplate parsed(environments);
    const auto lines = runs(parsed, [](World& world) {
        const bool prod = world.condition("IsProd"), dev = world.condition("IsDev");
        return std::string(prod ? "prod" : "") + (dev ? "dev" : "");
    });
    CHECK(lines == Lines{"Environment=production -> prod", "Environment≠production, Environment≠dev ->  (not production)",
                         "Environment≠production, Environment=dev -> dev (not production)"});
}

TEST_CASE("a given value is the only world") {
    const ParsedTemplate parsed(environments);
    Assignment given;
    given.parameters["Environment"] = "staging";
    CHECK(runs(parsed, [&](World& world) { return world.show(world.evaluate(parsed.output("Type"))); }, given) == Lines{"-> AllAtOnce"});
}

TEST_CASE("a preferred value decides the headline and leaves the other worlds open") {
    const ParsedTemplate parsed(environments);
    Assignment given;
    given.preferred["Environment"] = "staging";
    CHECK(runs(parsed, [&](World& world) { return world.show(world.evaluate(parsed.output("Type"))); }, given) ==
          Lines{"Environment≠production -> AllAtOnce", "Environment=production -> Canary (not production)"});
}

TEST_CASE("Rules prune worlds") {
    const ParsedTemplate parsed(R"(
Parameters:
  Stage: {Type: String, Default: a, AllowedValues: [a, b]}
  Size: {Type: String, Default: small, AllowedValues: [small, large]}
Rules:
  LargeOnlyInB:
    RuleCondition: !Equals [!Ref Stage, a]
    Assertions: [{Assert: !Equals [!Ref Size, small]}]
Conditions:
  InA: !Equals [!Ref Stage, a]
  Large: !Equals [!Ref Size, large]
)");
    const auto ask = [](World& world) {
        const std::string place = world.condition("InA") ? "a" : "b";
        return place + (world.condition("Large") ? " large" : " small");
    };
    CHECK(runs(parsed, ask) ==
          Lines{"Stage=a, Size≠large -> a small", "Stage≠a, Size≠large -> b small", "Stage≠a, Size=large -> b large"});
}

TEST_CASE("an unconstrained parameter is its Default in the headline and unknown elsewhere") {
    const ParsedTemplate parsed(R"(
Parameters: {Algorithm: {Type: String, Default: AES256}}
Outputs: {A: {Value: !Ref Algorithm}}
)");
    CHECK(runs(parsed, [&](World& world) { return answer(world.equal(world.evaluate(parsed.output("A")), "aws:kms")); }) ==
          Lines{"Algorithm=AES256 -> no", "Algorithm≠AES256 -> unknown"});
}

TEST_CASE("without a Default nothing is known, and an SSM parameter's Default is only its name") {
    const ParsedTemplate parsed(R"(
Parameters:
  Free: {Type: String}
  Ssm: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /name}
Outputs: {A: {Value: !Ref Free}, B: {Value: !Ref Ssm}}
)");
    const auto ask = [&](const char* output, const char* literal) {
        return runs(parsed, [&, output, literal](World& world) { return answer(world.equal(world.evaluate(parsed.output(output)), literal)); });
    };
    CHECK(ask("A", "x") == Lines{"-> unknown"});
    CHECK(ask("B", "/name") == Lines{"-> unknown"});
}

TEST_CASE("a condition that no parameter decides is an atom of its own") {
    const ParsedTemplate parsed(R"(
Parameters: {A: {Type: String}, B: {Type: String}}
Conditions: {Same: !Equals [!Ref A, !Ref B]}
)");
    CHECK(runs(parsed, [](World& world) {
              const bool first = world.condition("Same");
              return std::string(first == world.condition("Same") ? "stable " : "unstable ") + (first ? "same" : "different");
          }) == Lines{"Same is false -> stable different", "Same is true -> stable same"});
}

TEST_CASE("condition cycles end") {
    const ParsedTemplate parsed("Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources: {}");
    CHECK(runs(parsed, [](World& world) { return std::string(world.condition("A") ? "true" : "false"); }) == Lines{"A is false -> false", "A is true -> true"});
}

TEST_CASE("mappings are environment switches") {
    const ParsedTemplate parsed(R"(
Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
Mappings: {Config: {dev: {Type: AllAtOnce}, prod: {Type: Linear}}}
Outputs: {A: {Value: !FindInMap [Config, !Ref Env, Type]}}
)");
    CHECK(runs(parsed, [&](World& world) { return world.show(world.evaluate(parsed.output("A"))); }) ==
          Lines{"Env=prod -> Linear", "Env≠prod -> AllAtOnce (not production)"});
}

TEST_CASE("the budget of runs is kept and said") {
    std::string text = "Parameters:\n";
    for (int i = 0; i < 10; ++i) text += "  P" + std::to_string(i) + ": {Type: String, Default: a, AllowedValues: [a, b]}\n";
    text += "Conditions:\n";
    for (int i = 0; i < 10; ++i) text += "  C" + std::to_string(i) + ": !Equals [!Ref P" + std::to_string(i) + ", a]\n";
    const ParsedTemplate parsed(text);
    const auto ask_all = [](World& world) {
        int count = 0;
        for (int i = 0; i < 10; ++i) count += world.condition("C" + std::to_string(i)) ? 1 : 0;
        return std::to_string(count);
    };
    const auto lines = run_lines(parsed, ask_all, {}, 64);
    CHECK(lines.size() == 65);
    CHECK(lines.back() == "incomplete");
}

TEST_CASE("the headline is told by the parameters that decide something") {
    const ParsedTemplate parsed(environments);
    CHECK(Worlds(parsed.templ, {}).headline_text() == "Environment=production");
    const ParsedTemplate plain("Parameters: {Name: {Type: String, Default: x}}");
    CHECK(Worlds(plain.templ, {}).headline_text().empty());
}
