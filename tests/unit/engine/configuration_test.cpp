#include <doctest/doctest.h>

#include "unit/engine/fixture.h"

using namespace stackfit;
using stackfit::testing::check_file;
using stackfit::testing::CompiledChecks;

namespace {

const CompiledChecks& checks() {
    static const CompiledChecks set(
        {check_file("settings", "",
                    "family: scalability\nweight: 1\naliases: [BOTH]\nparameters: {timeout: {type: number, "
                    "default: 3}, names: {type: list, default: []}}\n"),
         check_file("versioned", "", "family: resilience\nweight: 1\naliases: [BOTH]\n")});
    return set;
}

std::string error_of(const std::string& text) {
    Sources sources;
    const auto result = read_configuration(".stackfit.yaml", text, checks().set, sources);
    if (result) return "";
    const auto position = sources[result.error().span.file].position(result.error().span.begin);
    return std::to_string(position.line) + ":" + std::to_string(position.column) + ": " +
           result.error().message;
}

}  // namespace

TEST_CASE("configuration: every key") {
    Sources sources;
    const auto result =
        read_configuration(".stackfit.yaml",
                           "disable: [versioned]\nonly: [BOTH]\nseverity: {BOTH: info, settings: error}\n"
                           "parameters: {settings: {timeout: 30, names: [a, b]}}\n"
                           "environments:\n  prod: {production: true, parameters: {Environment: prod, Size: "
                           "5, Zones: [a, b]}, region: eu-west-1}\n  dev: {}\n"
                           "exclude: {functions: [\"Canary*\"]}\nschemas: [types, a.json]\ncomplexity-weight: 10\nas-of: 2026-11-21\n",
                           checks().set, sources);
    REQUIRE(result.ok());
    const Configuration& configuration = *result;
    CHECK(configuration.disable.contains("versioned"));
    CHECK(configuration.only.contains("BOTH"));
    CHECK(configuration.severity.at("settings") == Severity::error);
    CHECK(configuration.severity.at("versioned") == Severity::info);
    CHECK(configuration.check_parameters.at("settings").at("timeout") == "30");
    CHECK(configuration.check_parameters.at("settings").at("names") == "a,b");
    REQUIRE(configuration.environments.size() == 2);
    CHECK(configuration.environments[0].production);
    CHECK(configuration.environments[0].given.parameters.at("Size") == "5");
    CHECK(configuration.environments[0].given.parameters.at("Zones") == "a,b");
    CHECK(configuration.environments[0].given.region == "eu-west-1");
    CHECK(configuration.environments[1].name == "dev");
    CHECK(configuration.exclude_functions == std::vector<std::string>{"Canary*"});
    CHECK(configuration.schemas == std::vector<std::string>{"types", "a.json"});
    CHECK(configuration.complexity_weight == 10.0);
    CHECK(configuration.as_of->text() == "2026-11-21");
}

TEST_CASE("configuration: mistakes") {
    CHECK(error_of("") == "");
    CHECK(error_of("# nothing yet\n") == "");
    CHECK(error_of("disabel: []") == "1:1: Unknown key \"disabel\". Did you mean \"disable\"?");
    CHECK(error_of("disable: [versoned]") ==
          "1:11: There is no check \"versoned\". Did you mean \"versioned\"?");
    CHECK(error_of("severity: {versioned: high}") == "1:23: A severity is error, warning or info.");
    CHECK(error_of("parameters: {settings: {timeot: 3}}") ==
          "1:25: settings has no parameter \"timeot\". Did you mean \"timeout\"?");
    CHECK(error_of("parameters: {settings: {timeout: long}}") == "1:34: The parameter must be a number.");
    CHECK(error_of("parameters: {BOTH: {timeout: 3}}") ==
          "1:14: Several checks have the alias \"BOTH\": name one by its id.");
    CHECK(error_of("environments: {prod: {prodution: true}}") ==
          "1:23: Unknown key \"prodution\". Did you mean \"production\"?");
    CHECK(error_of("complexity-weight: 101") ==
          "1:20: \"complexity-weight\" is a percentage, from 0 to 100.");
    CHECK(error_of("as-of: yesterday") == "1:8: \"as-of\" is a date, YYYY-MM-DD.");
    CHECK(error_of("[]") == "1:1: The configuration must be a mapping.");
}

TEST_CASE("configuration: the nearest file upwards") {
    MemoryFileSystem files;
    files.write("repo/.stackfit.yaml", "complexity-weight: 1\n");
    files.write("repo/a/b/.stackfit.yaml", "complexity-weight: 2\n");
    const auto weight = [&](const std::string& directory) {
        Sources sources;
        return load_configuration(files, directory, checks().set, sources).value().complexity_weight;
    };
    CHECK(weight("repo/a/b/c") == 2.0);
    CHECK(weight("repo/a") == 1.0);
    CHECK(weight("repo") == 1.0);
    CHECK_FALSE(weight("other").has_value());
    CHECK_FALSE(weight("").has_value());
}
