#include <doctest/doctest.h>

#include <algorithm>
#include <deque>

#include "stackfit/report_publish.h"

using namespace stackfit;

namespace {

/// Templates with a fitness each, as a report sees them.
struct Made {
    std::deque<Unit> units;
    std::deque<Verdict> verdicts;
    Report report;

    void add(const std::string& path, std::optional<double> fitness) {
        Unit& unit = units.emplace_back();
        unit.path = path;
        unit.readable = true;
        Verdict& verdict = verdicts.emplace_back();
        verdict.unit = &unit;
        ReportedTemplate one;
        one.unit = &unit;
        one.verdict = &verdict;
        if (fitness) {
            one.fitness.emplace();
            one.fitness->value = one.fitness->low.value = one.fitness->high.value = *fitness;
            one.fitness->families.push_back({Family::access, *fitness, 100, 1, 0});
        }
        report.templates.push_back(std::move(one));
        report.version = "1.2.3";
        report.scoring_model = "0";
        report.as_of = {2026, 11, 21};
    }
};

std::size_t lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("emf: a line for the whole and one for each family") {
    Made made;
    made.add("a b/ü.yaml", 81.256);
    CHECK(
        score_emf(made.report, {"Acme", {}, 1767225600}) ==
        R"({"_aws":{"Timestamp":1767225600000,"CloudWatchMetrics":[{"Namespace":"Acme","Dimensions":[["Template"]],"Metrics":[{"Name":"Fitness","Unit":"None"}]}]},"Template":"a%20b/%C3%BC.yaml","Fitness":81.26,"version":"1.2.3","scoring_model":"0","as_of":"2026-11-21","deployable":"yes"}
{"_aws":{"Timestamp":1767225600000,"CloudWatchMetrics":[{"Namespace":"Acme","Dimensions":[["Template","Family"]],"Metrics":[{"Name":"Fitness","Unit":"None"}]}]},"Template":"a%20b/%C3%BC.yaml","Family":"access","Fitness":81.26,"version":"1.2.3","scoring_model":"0","as_of":"2026-11-21","deployable":"yes"}
)");
}

TEST_CASE("put-metric-data: the dimensions given, and no other where they suffice") {
    Made made;
    made.add("a.yaml", 50);
    const std::string text = score_put_metric_data(made.report, {"stackfit", {{"Service", "orders"}}, 0});
    CHECK(text.find("Template") == std::string::npos);
    CHECK(text.find("\"Timestamp\": \"1970-01-01T00:00:00Z\"") != std::string::npos);
    CHECK(text.find("\"Value\": 50") != std::string::npos);
    CHECK(score_put_metric_data(made.report, {"stackfit", {}, 86399}).find("1970-01-01T23:59:59Z") !=
          std::string::npos);
}

TEST_CASE("what is n/a is not published") {
    Made made;
    made.add("a.yaml", std::nullopt);
    CHECK(score_emf(made.report, {}).empty());
    CHECK(data_count(made.report) == 0);
    CHECK(score_put_metric_data(made.report, {}).find("Fitness") == std::string::npos);
    const std::string outputs = score_github_output(made.report);
    CHECK(outputs.find("\nfitness=\n") != std::string::npos);
    CHECK(outputs.find("\ndeployment=\n") != std::string::npos);
}

TEST_CASE("what cannot be read is not deployable") {
    Made made;
    made.add("a.yaml", std::nullopt);
    made.units.back().readable = false;
    made.verdicts.back().deployable = Verdict::Deployable::no;
    CHECK(score_github_output(made.report).starts_with("deployable=no\n"));
}

TEST_CASE("several templates are told apart, and all together have no dimension of their own") {
    Made made;
    made.add("a.yaml", 50);
    made.add("b.yaml", std::nullopt);
    made.report.total = made.report.templates[0].fitness;
    CHECK(data_count(made.report) == 4);
    CHECK(score_emf(made.report, {}).find("\"Dimensions\":[[]]") != std::string::npos);
}

TEST_CASE("a dimension that the user gives comes before a property of its name") {
    Made made;
    made.add("a.yaml", 50);
    const std::string text = score_emf(made.report, {"stackfit", {{"version", "mine"}}, 0});
    CHECK(text.find("\"version\":\"mine\"") != std::string::npos);
    CHECK(text.find("1.2.3") == std::string::npos);
}

TEST_CASE("what CloudWatch would refuse") {
    CHECK_FALSE(refused_namespace("Acme/Fitness #1"));
    for (const char* name : {"", "   ", "AWS/Lambda", ":x", "a\"b", "a\nb"}) CHECK(refused_namespace(name));
    CHECK(refused_namespace(std::string(256, 'a')));
    CHECK_FALSE(refused_dimension("Service", "orders"));
    for (const char* name : {"", " ", ":x", "Fitness", "_aws", "Template", "Family", "a\tb", "\xc3\xbc"})
        CHECK(refused_dimension(name, "x"));
    for (const char* value : {"", " ", "\xc3\xbc", "a\nb"}) CHECK(refused_dimension("Service", value));
    CHECK(refused_dimension("Service", std::string(1025, 'a')));
}

TEST_CASE("markdown: names cannot break it") {
    Made made;
    made.add("a|b`<x>.yaml", 50);
    const std::string text = score_markdown(made.report);
    CHECK(text.find("### ``a|b`<x>.yaml``: fitness 50") != std::string::npos);
}

TEST_CASE("markdown: it has an end, and says what it leaves out") {
    Made made;
    for (int i = 0; i < 500; ++i) made.add(std::string(200, 'a') + std::to_string(i), i % 100);
    made.report.total = made.report.templates[0].fitness;
    const std::string text = score_markdown(made.report, 40'000);
    CHECK(text.size() <= 40'000);
    CHECK(lines(text) > 100);
    CHECK(text.find("too long") != std::string::npos);
    CHECK(text.find("<sub>stackfit 1.2.3") != std::string::npos);
    CHECK(score_markdown(made.report, 10).size() < 200);
}
