#include <doctest/doctest.h>

#include "stackfit/template_parameters.h"

using namespace stackfit;

TEST_CASE("one token gives one parameter") {
    CHECK(*parse_parameter("A=1") == std::pair<std::string, std::string>{"A", "1"});
    CHECK(*parse_parameter("A=b=c") == std::pair<std::string, std::string>{"A", "b=c"});
    CHECK(*parse_parameter("A=") == std::pair<std::string, std::string>{"A", ""});
    CHECK(*parse_parameter("ParameterKey=A,ParameterValue=x,y") == std::pair<std::string, std::string>{"A", "x,y"});
    CHECK_FALSE(parse_parameter("=1"));
    CHECK_FALSE(parse_parameter("A"));
    CHECK_FALSE(parse_parameter("ParameterKey=A"));
}

TEST_CASE("parameter files in the three shapes") {
    const std::map<std::string, std::string, std::less<>> expected = {{"A", "1"}, {"B", "true"}};
    for (const char* text : {R"([{"ParameterKey": "A", "ParameterValue": "1"}, {"ParameterKey": "B", "ParameterValue": true}])",
                             R"({"Parameters": {"A": "1", "B": true}, "Tags": {"x": "y"}})", R"({"A": 1, "B": "true"})"}) {
        Sources sources;
        CAPTURE(text);
        const auto values = read_parameter_file("p.json", text, sources);
        REQUIRE(values);
        CHECK(*values == expected);
    }
}

TEST_CASE("a wrong parameter file is one error with its place") {
    Sources sources;
    const auto values = read_parameter_file("p.json", "{\"A\":\n  [1]}", sources);
    REQUIRE_FALSE(values);
    CHECK(values.error().message == "the value of parameter A must be a string");
    CHECK(sources[values.error().span.file].position(values.error().span.begin).line == 2);
    CHECK_FALSE(read_parameter_file("q.json", "", sources));
    CHECK_FALSE(read_parameter_file("r.json", "[{\"ParameterKey\": \"A\"}]", sources));
}

TEST_CASE("samconfig.toml: overrides as string or list, by environment") {
    const auto environments = read_samconfig(R"(version = 0.1
[default.deploy.parameters]
stack_name = "x"
region = "eu-west-1"
parameter_overrides = "Stage=\"beta one\" Size='3' ParameterKey=Mode,ParameterValue=on"
[prod.deploy.parameters]
parameter_overrides = ["Stage=prod", "Size=9"]
[empty.build.parameters]
cached = true
)");
    REQUIRE(environments);
    REQUIRE(environments->size() == 2);
    CHECK((*environments)[0].name == "default");
    CHECK((*environments)[0].given.region == "eu-west-1");
    CHECK((*environments)[0].given.parameters == std::map<std::string, std::string, std::less<>>{{"Mode", "on"}, {"Size", "3"}, {"Stage", "beta one"}});
    CHECK((*environments)[1].given.parameters.at("Stage") == "prod");
    CHECK_FALSE(read_samconfig("[broken"));
}
