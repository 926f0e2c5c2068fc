#include "stackfit/engine_worlds.h"

#include "fixture.h"

using namespace stackfit;
using namespace stackfit::testing;

namespace {

/// Reports each resource that exists, one apart from the other.
void find_existing(CheckContext& context, std::vector<Problem>& problems) {
    for (const Resource& resource : context.unit.expanded.resources())
        context.ask_apart(problems, [&resource](CheckContext& here, std::vector<Problem>& found) {
            if (here.world.exists(resource.id)) found.push_back({"exists", "It exists.", resource.id_span, resource.id, false});
        });
}

constexpr NativeCheck natives[] = {{"exists", nullptr, find_existing}};

std::vector<std::string> lines(const Verdict& verdict, int budget = 512) {
    const WorldList list = list_worlds(verdict, budget);
    std::vector<std::string> result;
    for (const ListedWorld& world : list.worlds) {
        std::string line = world.name() + " |";
        for (const auto& [name, value] : world.conditions) line += " " + std::string(name) + (value ? "=true" : "=false");
        line += world.production_like ? " |" : " | not production";
        for (std::size_t i = 0; i < world.holds.size(); ++i)
            if (world.holds[i]) line += " " + std::string(verdict.findings[i].resources.front());
        result.push_back(line);
    }
    if (!list.complete) result.emplace_back("more");
    return result;
}

const std::string front = "family: validity\nweight: 0\nnative: true\n";

}  // namespace

TEST_CASE("worlds are listed with what lives in them") {
    const CompiledChecks checks({check_file("exists", "", front, "Template")}, natives);
    REQUIRE(checks.error.empty());
    const Judged judged(checks.set, R"(
Parameters:
  Environment: {Type: String, AllowedValues: [dev, staging, production]}
  Unused: {Type: String, AllowedValues: [a, b]}
Conditions:
  IsProd: !Equals [!Ref Environment, production]
  IsDev: !Equals [!Ref Environment, dev]
  Nothing: !Equals [!Ref Unused, a]
Resources:
  Always: {Type: AWS::SNS::Topic}
  Prod: {Type: AWS::SNS::Topic, Condition: IsProd}
  Dev: {Type: AWS::SNS::Topic, Condition: IsDev, Properties: {TopicName: !If [IsProd, a, b]}}
)");
    CHECK(lines(judged.verdict) == std::vector<std::string>{"Environment=production | IsProd=true IsDev=false | Always Prod",
                                                            "Environment=staging | IsProd=false IsDev=false | not production Always",
                                                            "Environment=dev | IsProd=false IsDev=true | not production Always Dev"});
    CHECK(lines(judged.verdict, 2).back() == "more");
    CHECK(judged.verdict.findings[1].worlds == std::vector<std::string>{"Environment=production"});
}

TEST_CASE("questions that are asked apart do not multiply their worlds") {
    const CompiledChecks checks({check_file("exists", "", front, "Template")}, natives);
    std::string text = "Parameters:\n", conditions = "Conditions:\n", resources = "Resources:\n";
    for (int i = 0; i < 30; ++i) {
        const std::string n = std::to_string(i);
        text += "  P" + n + ": {Type: String, AllowedValues: [a, b]}\n";
        conditions += "  C" + n + ": !Equals [!Ref P" + n + ", a]\n";
        resources += "  R" + n + ": {Type: AWS::SNS::Topic, Condition: C" + n + "}\n";
    }
    const Judged judged(checks.set, text + conditions + resources);
    CHECK(judged.verdict.findings.size() == 30);
    CHECK(judged.verdict.findings[7].worlds == std::vector<std::string>{"P7=a"});
    CHECK(judged.verdict.unexplored.empty());
    CHECK(judged.project.units()[0].worlds->runs() < 70);
    CHECK(lines(judged.verdict, 16).size() == 17);
}
