// The promises of the score (docs/scoring.md), over random sets of outcomes with fixed seeds.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <random>

#include "stackfit/fitness.h"

using namespace stackfit;

namespace {

constexpr Family families[] = {Family::deployment, Family::encryption, Family::access, Family::resilience,
                               Family::scalability, Family::observability, Family::hygiene};

/// A set of judged templates made up from random numbers: checks, subjects and values.
struct Population {
    std::deque<std::string> names;
    std::deque<CheckInfo> checks;
    std::deque<Resource> resources;
    std::deque<Unit> units;
    std::deque<Verdict> verdicts;

    explicit Population(unsigned seed, int templates = 1) {
        std::mt19937 random(seed);
        for (int i = 0; i < 12; ++i) {
            CheckInfo check;
            check.id = names.emplace_back("check-" + std::to_string(i));
            check.family = families[random() % std::size(families)];
            check.weight = static_cast<int>(random() % 5);
            checks.push_back(check);
        }
        for (int t = 0; t < templates; ++t) {
            units.emplace_back();
            verdicts.emplace_back().unit = &units.back();
            for (int i = 0; i < 25; ++i) add(t, checks[random() % checks.size()], static_cast<double>(random() % 11) / 10, random() % 8 == 0);
        }
    }

    Outcome& add(int to, const CheckInfo& check, double value, bool unknown = false) {
        Resource& resource = resources.emplace_back();
        resource.id = names.emplace_back("Resource" + std::to_string(resources.size()));
        auto& verdict = verdicts[static_cast<std::size_t>(to)];
        Outcome& outcome = verdict.outcomes.emplace_back();
        outcome.check = &check;
        outcome.unit = verdict.unit;
        outcome.subject = &resource;
        outcome.cases.push_back({{}, true, unknown ? Judgement::unknown("random") : Judgement::pass(value)});
        return outcome;
    }

    [[nodiscard]] std::vector<const Verdict*> all() const {
        std::vector<const Verdict*> result;
        for (const Verdict& verdict : verdicts) result.push_back(&verdict);
        return result;
    }

    [[nodiscard]] std::optional<Fitness> fitness() const { return score(all(), ScoringModel::standard()); }
};

constexpr double tolerance = 1e-9;

}  // namespace

TEST_CASE("raising any outcome never lowers the score, its low or its high") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        Population population(seed);
        const auto before = population.fitness();
        REQUIRE(before);
        for (Outcome& outcome : population.verdicts[0].outcomes) {
            double& value = outcome.cases[0].judgement.value;
            if (outcome.headline().status != Judgement::Status::judged || value >= 1) continue;
            const double saved = value;
            value = std::min(1.0, value + 0.3);
            const auto after = population.fitness();
            CHECK(after->value >= before->value - tolerance);
            CHECK(after->low.value >= before->low.value - tolerance);
            CHECK(after->high.value >= before->high.value - tolerance);
            value = saved;
        }
    }
}

TEST_CASE("adding a subject whose outcomes are all 1 never lowers F") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        Population population(seed);
        const double before = population.fitness()->architecture;
        std::mt19937 random(seed);
        for (int i = 0; i < 3; ++i) population.add(0, population.checks[random() % population.checks.size()], 1);
        CHECK(population.fitness()->architecture >= before - tolerance);
    }
}

TEST_CASE("renaming and reordering change nothing") {
    for (unsigned seed = 0; seed < 30; ++seed) {
        Population population(seed);
        const auto before = population.fitness();
        for (Resource& resource : population.resources) resource.id = population.names.emplace_back("Renamed" + std::to_string(population.names.size()));
        std::mt19937 random(seed);
        std::shuffle(population.verdicts[0].outcomes.begin(), population.verdicts[0].outcomes.end(), random);
        const auto after = population.fitness();
        CHECK(after->value == doctest::Approx(before->value).epsilon(1e-12));
        CHECK(after->low.value == doctest::Approx(before->low.value).epsilon(1e-12));
        CHECK(after->high.value == doctest::Approx(before->high.value).epsilon(1e-12));
    }
}

TEST_CASE("splitting a template does not change F") {
    for (unsigned seed = 0; seed < 30; ++seed) {
        Population population(seed);
        const auto whole = population.fitness();
        population.units.emplace_back();
        Verdict& second = population.verdicts.emplace_back();
        second.unit = &population.units.back();
        auto& first = population.verdicts[0].outcomes;
        const std::size_t half = first.size() / 2;
        while (first.size() > half) {
            second.outcomes.push_back(first.back());
            first.pop_back();
        }
        CHECK(population.fitness()->value == doctest::Approx(whole->value).epsilon(1e-12));
        CHECK(population.fitness()->architecture == doctest::Approx(whole->architecture).epsilon(1e-12));
    }
}

TEST_CASE("the lost points add up exactly, and so do the weights") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        const Population population(seed, 2);
        const auto fitness = population.fitness();
        double points = 0, weights = 0;
        for (const Loss& loss : fitness->losses) points += loss.points, weights += loss.weight;
        CHECK(weights == doctest::Approx(100).epsilon(1e-12));
        CHECK(points == doctest::Approx(100 - fitness->value).epsilon(1e-9));
        CHECK(fitness->value >= -tolerance);
        CHECK(fitness->value <= 100 + tolerance);
        CHECK(fitness->low.value <= fitness->value + tolerance);
        CHECK(fitness->high.value >= fitness->value - tolerance);
    }
}

TEST_CASE("the gains lead from the fitness to 100, the largest first") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        const Population population(seed, 2);
        const auto fitness = population.fitness();
        const auto list = gains(population.all(), *fitness);
        double then = fitness->value, before = 100;
        for (const Gain& gain : list) {
            CHECK(gain.points <= before + tolerance);
            before = gain.points;
            then += gain.points;
            CHECK(gain.then == doctest::Approx(then).epsilon(1e-12));
        }
        CHECK(then == doctest::Approx(100).epsilon(1e-12));
    }
}

TEST_CASE("what is forgiven are the waived points, and nothing else changes") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        Population population(seed, 2);
        std::mt19937 random(seed);
        for (Verdict& verdict : population.verdicts)
            for (Outcome& outcome : verdict.outcomes) outcome.waived = random() % 3 == 0;
        const auto counted = population.fitness();
        ScoringModel model = ScoringModel::standard();
        model.forgive_suppressed = true;
        const auto forgiven = score(population.all(), model);
        CHECK(forgiven->value == doctest::Approx(counted->value + counted->waived).epsilon(1e-12));
        CHECK(forgiven->waived == doctest::Approx(counted->waived).epsilon(1e-12));
        CHECK(forgiven->low.value >= counted->low.value - tolerance);
        CHECK(forgiven->high.value >= forgiven->value - tolerance);
    }
}

TEST_CASE("with own weights the number stays within its bounds, and the losses add up") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        const Population population(seed, 2);
        std::mt19937 random(seed);
        ScoringModel model = ScoringModel::standard();
        model.complexity = static_cast<double>(random() % 101);
        for (auto& [family, weight] : model.families) weight = static_cast<double>(random() % 4);
        for (const CheckInfo& check : population.checks)
            if (random() % 2 == 0) model.checks[std::string(check.id)] = static_cast<double>(random() % 5) / 2;
        const auto fitness = score(population.all(), model);
        if (!fitness) continue;
        double points = 0;
        for (const Loss& loss : fitness->losses) points += loss.points;
        CHECK(points == doctest::Approx(100 - fitness->value).epsilon(1e-9));
        CHECK(fitness->low.value <= fitness->value + tolerance);
        CHECK(fitness->high.value >= fitness->value - tolerance);
        CHECK(fitness->value >= -tolerance);
        CHECK(fitness->value <= 100 + tolerance);
    }
}

TEST_CASE("nothing to judge is n/a, never a number") {
    Population population(1);
    population.verdicts[0].outcomes.clear();
    CHECK_FALSE(population.fitness());
    population.add(0, population.checks[0], 0).cases[0].judgement = Judgement::not_applicable();
    CHECK_FALSE(population.fitness());
}

TEST_CASE("an unknown outcome is left out of the mean and widens the bounds") {
    Population population(3);
    population.verdicts[0].outcomes.clear();
    CheckInfo& check = population.checks[0];
    check.family = Family::encryption;
    check.weight = 2;
    population.add(0, check, 1);
    population.add(0, check, 0, true);
    const auto fitness = population.fitness();
    CHECK(fitness->value == doctest::Approx(100));
    CHECK(fitness->low.value == doctest::Approx(50));
    CHECK(fitness->high.value == doctest::Approx(100));
}

TEST_CASE("hygiene is the regularisation term: lambda of the whole") {
    Population population(3);
    population.verdicts[0].outcomes.clear();
    population.checks[0].family = Family::encryption;
    population.checks[0].weight = 1;
    population.checks[1].family = Family::hygiene;
    population.checks[1].weight = 1;
    population.add(0, population.checks[0], 0.5);
    population.add(0, population.checks[1], 0);
    const auto fitness = population.fitness();
    CHECK(fitness->architecture == doctest::Approx(50));
    CHECK(fitness->complexity == doctest::Approx(1));
    CHECK(fitness->value == doctest::Approx(0.95 * 50));
}

TEST_CASE("rounded parts add up to the rounded total") {
    CHECK(round_to_sum({1.0 / 3, 1.0 / 3, 1.0 / 3}, 1, 1) == std::vector<double>{0.4, 0.3, 0.3});
    CHECK(round_to_sum({0.05, 0.05, 0.9}, 1, 0) == std::vector<double>{0, 0, 1});
    CHECK(round_to_sum({}, 0, 1).empty());
    std::mt19937 random(7);
    for (int i = 0; i < 200; ++i) {
        std::vector<double> parts;
        double total = 0;
        for (auto n = 1 + random() % 9; n > 0; --n) total += parts.emplace_back(static_cast<double>(random() % 10000) / 977);
        double sum = 0;
        for (const double part : round_to_sum(parts, total, 1)) sum += part;
        CHECK(sum == doctest::Approx(std::round(total * 10) / 10));
    }
}
