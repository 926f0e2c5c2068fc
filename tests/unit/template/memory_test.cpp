#include "stackfit/template_memory.h"

#include <doctest/doctest.h>

#include "support/parsed_template.h"

using namespace stackfit;
using stackfit::testing::ParsedTemplate;

namespace {

constexpr const char* three_stages = R"(
Parameters:
  Stage: {Type: String, AllowedValues: [dev, test, prod]}
  Traced: {Type: String, AllowedValues: ['yes', 'no']}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Equals [!Ref Stage, test]
  IsTraced: !Equals [!Ref Traced, 'yes']
)";

/// Asks only what it must: tracing matters in production alone.
std::string plan(World& world) {
    if (world.condition("IsProd")) return world.condition("IsTraced") ? "canary, traced" : "canary";
    return world.condition("IsTest") ? "linear" : "at once";
}

struct Explored {
    std::vector<std::string> answers;
    Worlds::Exploration exploration;
};

Explored explore(Worlds& worlds, const std::function<std::string(World&)>& body) {
    Explored result;
    result.exploration = worlds.explore([&](World& world) { result.answers.push_back(body(world)); });
    return result;
}

void check_equal(const Explored& one, const Explored& other) {
    CHECK(one.answers == other.answers);
    REQUIRE(one.exploration.runs.size() == other.exploration.runs.size());
    for (std::size_t i = 0; i < one.exploration.runs.size(); ++i)
        CHECK(one.exploration.runs[i].decisions == other.exploration.runs[i].decisions);
}

}  // namespace

TEST_CASE(
    "a remembered value is made once for each way its questions are answered, and asks the same questions "
    "again") {
    const ParsedTemplate parsed(three_stages);
    Worlds worlds(parsed.templ, {});
    WorldMemory memory;
    int made = 0;
    const auto remembered = [&](World& world) {
        return memory.remember(world, "plan", nullptr, [&] { return ++made, plan(world); });
    };

    const Explored expected = explore(worlds, plan);
    REQUIRE(expected.answers.size() == 4);
    for (int i = 0; i < 3; ++i) check_equal(explore(worlds, remembered), expected);
    CHECK(made == 4);
}

TEST_CASE(
    "a remembered value is the right one behind other decisions, and is kept apart by kind and subject") {
    const ParsedTemplate parsed(three_stages);
    Worlds worlds(parsed.templ, {});
    WorldMemory memory;
    const int first = 1, second = 2;
    const auto body = [&](auto remember) {
        return [=](World& world) {
            const std::string before = world.condition("IsTraced") ? "T " : "- ";
            return before + remember(world, &first) + "; " + remember(world, &second);
        };
    };
    const auto plain = [](World& world, const int* subject) {
        return std::to_string(*subject) + plan(world);
    };
    const auto remembered = [&](World& world, const int* subject) {
        return memory.remember(world, "plan", subject, [&] { return plain(world, subject); });
    };

    explore(worlds, [&](World& world) { return remembered(world, &first); });
    check_equal(explore(worlds, body(remembered)), explore(worlds, body(plain)));
    const auto length = [&](World& world) {
        return std::to_string(
            memory.remember(world, "length", &first, [&] { return remembered(world, &first).size(); }));
    };
    CHECK(explore(worlds, length).answers ==
          explore(worlds, [&](World& world) { return std::to_string(plain(world, &first).size()); }).answers);
}
