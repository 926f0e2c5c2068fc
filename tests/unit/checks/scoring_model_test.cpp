// data/scoring/0.tsv is the model as it was frozen; the catalogue and the fitness layer must say the same.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "stackfit/checks.h"
#include "stackfit/fitness.h"
#include "stackfit/support/text.h"
#include "support/source_dir.h"

namespace stackfit {
namespace {

struct Table {
    std::map<std::string, double> families;
    double complexity = 0;
    std::map<std::string, std::string> checks;  ///< id to "FAMILY WEIGHT"
};

Table read_table() {
    Table table;
    std::ifstream file(stackfit::testing::in_source("data/scoring/0.tsv"));
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        const auto fields = split(line, '\t');
        REQUIRE(fields.size() >= 2);
        if (fields[0] == "family") table.families[std::string(fields[1])] = std::stod(std::string(fields[2]));
        if (fields[0] == "complexity") table.complexity = std::stod(std::string(fields[1]));
        if (fields[0] == "check")
            table.checks[std::string(fields[1])] = std::string(fields[2]) + " " + std::string(fields[3]);
    }
    return table;
}

TEST_CASE("scoring model 0: the weights of the checks") {
    std::map<std::string, std::string> compiled;
    const CheckSet set = catalogue();
    for (const CheckInfo& check : set.checks())
        if (check.weight > 0)
            compiled[std::string(check.id)] =
                std::string(to_string(check.family)) + " " + std::to_string(check.weight);
    CHECK(compiled == read_table().checks);
}

TEST_CASE("scoring model 0: the weights of the families") {
    const ScoringModel model = ScoringModel::standard();
    std::map<std::string, double> families;
    for (const auto& [family, weight] : model.families) families[std::string(to_string(family))] = weight;
    CHECK(families == read_table().families);
    CHECK(model.complexity == read_table().complexity);
}

}  // namespace
}  // namespace stackfit
