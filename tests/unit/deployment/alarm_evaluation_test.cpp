#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "stackfit/deployment_alarm_evaluation.h"

using namespace stackfit;

namespace {

/// "0 - X": within the threshold, missing, breaching; oldest first, as the tables of the User Guide read.
std::vector<Point> points(std::string_view text) {
    std::vector<Point> result;
    for (const char c : text) {
        if (c == '0') result.push_back(Point::ok);
        if (c == '-') result.push_back(Point::missing);
        if (c == 'X') result.push_back(Point::breaching);
    }
    return result;
}

std::string state(const AlarmEvaluation& alarm, std::string_view text) {
    switch (evaluate_alarm(alarm, points(text))) {
        case AlarmState::ok: return "OK";
        case AlarmState::alarm: return "ALARM";
        case AlarmState::insufficient_data: return "INSUFFICIENT_DATA";
        case AlarmState::unchanged: break;
    }
    return "retain";
}

/// One row of a table: the states under missing, ignore, breaching and notBreaching.
std::string row(int datapoints, int periods, std::string_view text) {
    std::string result;
    for (const MissingData treatment :
         {MissingData::missing, MissingData::ignore, MissingData::breaching, MissingData::not_breaching})
        result += (result.empty() ? "" : " | ") + state({periods, datapoints, treatment}, text);
    return result;
}

}  // namespace

// CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data", the tables of "How alarm state is evaluated when data is
// missing", row by row.
TEST_CASE("alarm evaluation: the first table, 3 out of 3") {
    CHECK(row(3, 3, "0 - X - X") == "OK | OK | OK | OK");
    CHECK(row(3, 3, "0 - - - -") == "OK | OK | OK | OK");
    CHECK(row(3, 3, "- - - - -") == "INSUFFICIENT_DATA | retain | ALARM | OK");
    CHECK(row(3, 3, "0 X X - X") == "ALARM | ALARM | ALARM | ALARM");
    CHECK(row(3, 3, "- - X - -") == "ALARM | retain | ALARM | OK");
}

TEST_CASE("alarm evaluation: the second table, 2 out of 3") {
    CHECK(row(2, 3, "0 - X - X") == "ALARM | ALARM | ALARM | ALARM");
    CHECK(row(2, 3, "0 0 X 0 X") == "ALARM | ALARM | ALARM | ALARM");
    CHECK(row(2, 3, "0 - X - -") == "OK | OK | ALARM | OK");
    CHECK(row(2, 3, "- - - - 0") == "OK | OK | ALARM | OK");
    CHECK(row(2, 3, "- - - X -") == "ALARM | retain | ALARM | OK");
}

TEST_CASE("alarm evaluation: what the text beside the tables says") {
    // The one point within the threshold has left the range: "the next time this alarm is evaluated, it will go to ALARM".
    CHECK(state({3, 3, MissingData::breaching}, "0 - - - - -") == "ALARM");
    // "The alarm does not go immediately into ALARM state when the data is either - - - - X or - - - X -" with 3 out of 3.
    CHECK(state({3, 3, MissingData::missing}, "- - - - X") == "retain");
    CHECK(state({3, 3, MissingData::missing}, "- - - X -") == "retain");
}

TEST_CASE("alarm evaluation: a new metric has fewer points than the range") {
    CHECK(row(1, 1, "") == "INSUFFICIENT_DATA | retain | ALARM | OK");
    CHECK(row(1, 1, "X") == "ALARM | ALARM | ALARM | ALARM");
    CHECK(row(2, 2, "X") == "retain | retain | ALARM | OK");
    CHECK(row(2, 2, "X -") == "ALARM | retain | ALARM | OK");
    CHECK(row(2, 2, "X X") == "ALARM | ALARM | ALARM | ALARM");
}

TEST_CASE("alarm evaluation: only the newest real points count when there are enough") {
    CHECK(row(1, 1, "X 0") == "OK | OK | OK | OK");
    CHECK(row(1, 1, "X -") == "ALARM | ALARM | ALARM | ALARM");
    CHECK(row(2, 2, "X X 0 X") == "OK | OK | OK | OK");
    CHECK(row(2, 5, "X 0 0 0 0 X 0") == "OK | OK | OK | OK");
    CHECK(row(2, 5, "X 0 X 0 0 0 X") == "ALARM | ALARM | ALARM | ALARM");
}

TEST_CASE("alarm evaluation: comparisons") {
    const auto compared = [](std::string_view name) {
        const auto comparison = comparison_of(name);
        if (!comparison) return std::string("none");
        std::string result;
        for (const double value : {0.0, 1.0, 2.0}) result += breaches(value, *comparison, 1) ? "X" : "0";
        return result;
    };
    CHECK(compared("GreaterThanThreshold") == "00X");
    CHECK(compared("GreaterThanOrEqualToThreshold") == "0XX");
    CHECK(compared("LessThanThreshold") == "X00");
    CHECK(compared("LessThanOrEqualToThreshold") == "XX0");
    CHECK(compared("GreaterThanUpperThreshold") == "none");
}

// One sample a call: Sum counts failures, Average is their rate, Maximum and Minimum are 0 or 1, SampleCount counts calls.
TEST_CASE("alarm evaluation: statistics of a metric of failures") {
    struct Row {
        const char* statistic;
        double no_failure, one_of_four, all;
    };
    for (const Row& row : {Row{"Sum", 0, 1, 4}, Row{"Average", 0, 0.25, 1}, Row{"Minimum", 0, 0, 1},
                           Row{"Maximum", 0, 1, 1}, Row{"SampleCount", 4, 4, 4}}) {
        const auto statistic = statistic_of(row.statistic);
        REQUIRE(statistic.has_value());
        CHECK(value_of(*statistic, {4, 0}) == row.no_failure);
        CHECK(value_of(*statistic, {4, 1}) == row.one_of_four);
        CHECK(value_of(*statistic, {4, 4}) == row.all);
        CHECK(value_of(*statistic, {0, 0}) == std::nullopt);
    }
    CHECK(statistic_of("p99") == std::nullopt);
    CHECK(missing_data_of("notBreaching") == MissingData::not_breaching);
    CHECK(missing_data_of("not breaching") == std::nullopt);
}
