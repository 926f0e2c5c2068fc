#include <doctest/doctest.h>

#include "stackfit/checks.h"
#include "stackfit/fitness.h"

using namespace stackfit;

namespace {

std::string name_of(const ScoringSettings& settings, std::optional<double> complexity = std::nullopt) {
    static const CheckSet checks = catalogue();
    return ScoringModel::configured(settings, complexity, checks).name;
}

}  // namespace

TEST_CASE("own weights: the name tells them") {
    CHECK(name_of({}) == "0");
    const std::string heavier = name_of({{{Family::deployment, 500}}, {}, false, ""});
    CHECK(heavier.size() == 10);
    CHECK(heavier.starts_with("0+"));
    CHECK(heavier == name_of({{{Family::deployment, 500}}, {}, false, ""}));
    CHECK(heavier != name_of({{{Family::deployment, 501}}, {}, false, ""}));
    CHECK(heavier != name_of({{}, {{"function-has-alias", 999}}, false, ""}));
    CHECK(name_of({{}, {}, true, ""}) != "0");
    CHECK(name_of({}, 6.0) != "0");
}

TEST_CASE("own weights: those of the model are the model") {
    const CheckSet checks = catalogue();
    ScoringSettings settings;
    settings.families = ScoringModel::standard().families;
    settings.checks["function-has-alias"] = checks.by_id("function-has-alias")->weight;
    CHECK(name_of(settings, ScoringModel::standard().complexity) == "0");
}

TEST_CASE("own weights: a check and a family weigh what they are told") {
    CheckInfo check;
    check.id = "one";
    check.family = Family::encryption;
    check.weight = 3;
    ScoringModel model = ScoringModel::standard();
    CHECK(model.weight(check) == 3);
    model.checks["one"] = 0.5;
    CHECK(model.weight(check) == 0.5);
}
