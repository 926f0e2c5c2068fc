#include <doctest/doctest.h>

#include "stackfit/engine_configuration.h"
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
    CHECK(configuration.values.size() == 16);
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

namespace {

/// The configuration of repo/a with these files, or "path:line:column: message".
struct Layered {
    MemoryFileSystem files;
    Sources sources;

    Result<Configuration> read(const std::string& directory = "repo/a") {
        const auto found = find_configuration(files, directory, sources);
        if (!found) return found.error();
        return read_configuration(*found, checks().set, sources);
    }
    std::string error() {
        const auto result = read();
        if (result) return "";
        const Span span = result.error().span;
        if (!span.known()) return result.error().message;
        const Position position = sources[span.file].position(span.begin);
        return sources[span.file].path() + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) + ": " + result.error().message;
    }
};

}  // namespace

TEST_CASE("configuration: what is extended holds unless it is said otherwise") {
    Layered layered;
    layered.files.write("repo/a/.stackfit.yaml", "extends: [../house.yaml, b.yaml]\nenable: [versioned]\nseverity: {settings: info}\nschemas: types\n");
    layered.files.write("repo/house.yaml", "disable: [versioned, settings]\nseverity: {settings: error, versioned: error}\nschemas: house-types\n");
    layered.files.write("repo/a/b.yaml", "extends: ../house.yaml\ncomplexity-weight: 7\nenvironments: {prod: {production: true}}\n");
    const auto result = layered.read();
    REQUIRE_MESSAGE(result.ok(), layered.error());
    CHECK(result->path == "repo/a/.stackfit.yaml");
    CHECK(result->disable == std::set<std::string, std::less<>>{"settings"});
    CHECK(result->severity.at("settings") == Severity::info);
    CHECK(result->severity.at("versioned") == Severity::error);
    CHECK(result->complexity_weight == 7.0);
    CHECK(result->schemas == std::vector<std::string>{"repo/house-types", "repo/a/types"});
    CHECK(configuration_text(*result, layered.sources, true) ==
          "disable:\n  - settings  # repo/house.yaml:1\n"
          "severity:\n  settings: info  # repo/a/.stackfit.yaml:3\n  versioned: error  # repo/house.yaml:2\n"
          "environments:\n  prod:\n    production: true  # repo/a/b.yaml:3\n"
          "schemas:\n  - house-types  # repo/house.yaml:3\n  - types  # repo/a/.stackfit.yaml:4\n"
          "complexity-weight: 7  # repo/a/b.yaml:2\n");
}

TEST_CASE("configuration: circles, chains and missing files are errors at their place") {
    Layered layered;
    layered.files.write("repo/a/.stackfit.yaml", "extends: b.yaml\n");
    CHECK(layered.error().find("repo/a/.stackfit.yaml:1:10: repo/a/b.yaml: ") == 0);
    layered.files.write("repo/a/b.yaml", "extends: [./x/../.stackfit.yaml]\n");
    CHECK(layered.error() == "repo/a/b.yaml:1:11: The configurations extend each other in a circle.");
    layered.files.write("repo/a/b.yaml", "extends: {a: b}\n");
    CHECK(layered.error() == "repo/a/b.yaml:1:10: \"extends\" must be a list.");
    layered.files.write("repo/a/b.yaml", "disabel: []\n");
    CHECK(layered.error() == "repo/a/b.yaml:1:1: Unknown key \"disabel\". Did you mean \"disable\"?");
    for (int i = 0; i < 40; ++i) layered.files.write("repo/a/" + std::to_string(i) + ".yaml", "extends: " + std::to_string(i + 1) + ".yaml\n");
    layered.files.write("repo/a/b.yaml", "extends: 0.yaml\n");
    CHECK(layered.error() == "repo/a/13.yaml:1:10: A chain of more than 16 configurations.");
}

TEST_CASE("configuration: an override is for the templates that its globs match") {
    Layered layered;
    layered.files.write("repo/a/.stackfit.yaml",
                        "disable: [settings]\noverrides:\n  - files: [\"experiments/**\", \"*.tmp.yaml\"]\n    disable: [versioned]\n    enable: [settings]\n"
                        "    severity: {settings: info}\n    parameters: {settings: {timeout: 9}}\n    exclude: {resources: [X]}\n"
                        "  - files: experiments/b.yaml\n    severity: {settings: error}\n");
    const auto result = layered.read();
    REQUIRE_MESSAGE(result.ok(), layered.error());
    const Configuration other = result->of("repo/a/main.yaml"), one = result->of("repo/a/experiments/x/a.yaml"),
                        two = result->of("./repo/a/experiments/b.yaml");
    CHECK(other.disable.contains("settings"));
    CHECK(other.severity.empty());
    CHECK(one.disable == std::set<std::string, std::less<>>{"versioned"});
    CHECK(one.severity.at("settings") == Severity::info);
    CHECK(one.check_parameters.at("settings").at("timeout") == "9");
    CHECK(one.exclude_resources == std::vector<std::string>{"X"});
    CHECK(two.severity.at("settings") == Severity::error);
    CHECK(result->of("repo/a/x.tmp.yaml").disable.contains("versioned"));
    CHECK_FALSE(result->of("repo/a/sub/x.tmp.yaml").disable.contains("versioned"));
    CHECK_FALSE(other.enables(checks().set, *checks().set.by_id("settings")));
    CHECK(one.enables(checks().set, *checks().set.by_id("settings")));
}

TEST_CASE("configuration: mistakes of overrides, exclusions and honours") {
    CHECK(error_of("overrides: {files: a}") == "1:12: \"overrides\" must be a list.");
    CHECK(error_of("overrides: [{disable: []}]") == "1:13: An override needs \"files\": globs of the templates that it is for.");
    CHECK(error_of("overrides: [{files: a, schemas: b}]") == "1:24: Unknown key \"schemas\". Known are files, disable, enable, only, severity, parameters and exclude.");
    CHECK(error_of("exclude: {roles: [hok]}") == "1:19: A role is hook, custom-resource or edge, not \"hok\". Did you mean \"hook\"?");
    CHECK(error_of("exclude: {bucket: a}") == "1:11: Unknown key \"bucket\". Known are functions, resources, types and roles.");
    CHECK(error_of("honour: [checkov, cfn-nag]") == "1:19: stackfit knows the suppressions of cfn-lint, cfn_nag, checkov and guard, not of \"cfn-nag\". Did you mean \"cfn_nag\"?");
}

TEST_CASE("configuration: what contradicts itself, and what other linters write") {
    CHECK(error_of("disable: [versioned]\nenable: [versioned]\n") == "2:10: versioned is disabled in the same place: it cannot be both.");
    CHECK(error_of("disable: [versioned]\noverrides: [{files: a, enable: [versioned]}]\n") == "");
    CHECK(error_of("severity: {versioned: off}") ==
          "1:23: A severity is error, warning or info. A check is switched off by its id under \"disable\".");
    CHECK(error_of("severity: {versioned: eror}") == "1:23: A severity is error, warning or info. Did you mean \"error\"?");
    CHECK(error_of("environments: {prod: {region: Ireland}}") == "1:31: A region is a name like eu-west-1, not \"Ireland\".");
    CHECK(error_of("environments: {prod: {region: us-gov-west-1}}") == "");
}

TEST_CASE("configuration: it is looked up above the working directory too, and named from there") {
    const auto found_in = [&](const std::string& file, const std::string& directory, const std::string& working_directory) {
        MemoryFileSystem files;
        files.write(file, "complexity-weight: 1\n");
        Sources sources;
        const auto found = find_configuration(files, directory, sources, working_directory);
        return found ? found->path(sources) : found.error().message;
    };
    CHECK(found_in("../../.stackfit.yaml", "x", "/repo/a/b") == "../../.stackfit.yaml");
    CHECK(found_in("../.stackfit.yaml", "", "/repo/a") == "../.stackfit.yaml");
    CHECK(found_in(".stackfit.yaml", "x/y/", "/repo/a") == ".stackfit.yaml");
    CHECK(found_in(".stackfit.yaml", "../other", "/repo/a") == "");  // what is beside is not above
    CHECK(found_in("/repo/.stackfit.yaml", "/repo/a/b", "/elsewhere") == "/repo/.stackfit.yaml");
    CHECK(found_in("../../../.stackfit.yaml", "", "/repo/a") == "");
}

TEST_CASE("configuration: globs of an override are seen from its file, wherever the run begins") {
    Sources sources;
    const auto disables = [&](const std::string& file, const std::string& glob, const std::string& path, const std::string& working_directory) {
        const auto result = read_configuration(file, "overrides: [{files: \"" + glob + "\", disable: [versioned]}]\n", checks().set, sources);
        return configuration_for(*result, path, working_directory).disable.contains("versioned");
    };
    CHECK(disables("../../.stackfit.yaml", "a/b/*.yaml", "t.yaml", "/repo/a/b"));
    CHECK_FALSE(disables("../../.stackfit.yaml", "*.yaml", "t.yaml", "/repo/a/b"));
    CHECK(disables("/repo/.stackfit.yaml", "a/*", "t.yaml", "/repo/a"));
    CHECK(disables("conf/house.yaml", "../a/*", "a/t.yaml", "/repo"));
    CHECK_FALSE(disables("conf/house.yaml", "a/*", "a/t.yaml", "/repo"));
    CHECK(disables(".stackfit.yaml", "./a/*", "a/t.yaml", "/repo"));
    CHECK(disables(".stackfit.yaml", "a/", "a/b/t.yaml", "/repo"));
    CHECK(disables(".stackfit.yaml", "/repo/a/*", "a/t.yaml", "/repo"));
    CHECK(disables(".stackfit.yaml", "a/*", "/repo/a/t.yaml", "/repo"));
}

TEST_CASE("configuration: what is excluded is judged by validity checks only") {
    const CompiledChecks set({check_file("versioned", "must: {path: Properties.V, exists: true}\nmessage: V.", "family: resilience\nweight: 1\n"),
                              check_file("shaped", "must: {path: Properties.S, exists: true}\nmessage: S.", "family: validity\nweight: 0\n")});
    const std::string text = "Resources:\n  A: {Type: AWS::S3::Bucket}\n  B: {Type: AWS::S3::Bucket}\n";
    using Lines = std::vector<std::string>;
    CHECK(stackfit::testing::Judged(set.set, text, "exclude: {resources: [A*]}").findings() ==
          Lines{"2:3 warning shaped: S.", "3:3 warning shaped: S.", "3:3 warning versioned: V."});
    CHECK(stackfit::testing::Judged(set.set, text, "exclude: {types: \"AWS::S3::*\"}").findings() ==
          Lines{"2:3 warning shaped: S.", "3:3 warning shaped: S."});
}
