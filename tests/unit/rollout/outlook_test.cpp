#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "../project/fixture.h"
#include "stackfit/rollout.h"
#include "support/release_simulation.h"
#include "support/source_dir.h"

using namespace stackfit;

namespace {

/// "Sum > 0, M out of N, one minute" on the metric of the version that is released.
AlarmModel version_alarm(int datapoints, int periods, MissingData missing = MissingData::not_breaching) {
    AlarmModel alarm;
    alarm.scope = AlarmModel::Scope::new_version;
    alarm.evaluation = {periods, datapoints, missing};
    return alarm;
}

Assumptions traffic(double requests, double errors) {
    Assumptions assumptions;
    assumptions.requests_per_minute = requests;
    assumptions.error_rate = errors;
    return assumptions;
}

TrafficShift shift(const char* type) {
    const auto result = predefined_shift(type);
    REQUIRE(result.has_value());
    return *result;
}

/// Within 2 %, or within half a unit of the last digit that `expected` was rounded to.
void check_near(double value, double expected, double rounding, const std::string& what) {
    CHECK_MESSAGE(std::abs(value - expected) <= std::max(0.02 * expected, rounding / 2 * 1.001), what, ": ",
                  value, " is not ", expected);
}

}  // namespace

// Numbers of an independent simulation: 6,000 releases a cell, and rounded. Sum > 0 on the version's own metric, notBreaching, d = 60 s,
// poll 30 s, a person after 30 minutes. P(rollback), its mean minute, failed requests with a rollback, expected failed requests.
TEST_CASE("outlook: the worked example") {
    struct Row {
        double requests, errors;
        const char* type;
        int periods;
        double rollback, minute, failed_with_rollback, failed;
    };
    for (const Row& row : {
             Row{120, 0.1, "Canary10Percent5Minutes", 1, 0.98, 2.4, 3.0, 8},
             Row{120, 0.1, "Canary10Percent5Minutes", 2, 0.71, 3.4, 4.8, 92},
             Row{120, 0.1, "Canary10Percent5Minutes", 3, 0.39, 4.2, 6.4, 189},
             Row{120, 0.1, "Canary10Percent10Minutes", 1, 1.00, 2.5, 3.0, 3},
             Row{120, 0.1, "Canary10Percent10Minutes", 2, 0.97, 4.3, 5.3, 12},
             Row{120, 0.1, "Canary10Percent10Minutes", 3, 0.80, 5.7, 7.6, 57},
             Row{120, 0.1, "Linear10PercentEvery1Minute", 1, 1.00, 2.4, 5.1, 5},
             Row{120, 0.1, "Linear10PercentEvery1Minute", 2, 1.00, 3.6, 10, 10},
             Row{120, 0.1, "Linear10PercentEvery1Minute", 3, 1.00, 4.6, 16, 16},
             Row{120, 0.1, "AllAtOnce", 1, 0, 0, 0, 360},
             Row{6, 1, "Canary10Percent5Minutes", 1, 0.87, 2.8, 2.0, 21},
             Row{6, 1, "Canary10Percent5Minutes", 2, 0.51, 3.8, 3.3, 75},
             Row{6, 1, "Canary10Percent5Minutes", 3, 0.17, 4.4, 4.5, 128},
             Row{6, 1, "Linear10PercentEvery1Minute", 1, 1.00, 2.8, 3.5, 4},
             Row{6, 1, "Linear10PercentEvery1Minute", 2, 1.00, 4.1, 6.6, 7},
             Row{6, 1, "Linear10PercentEvery1Minute", 3, 1.00, 5.2, 10, 10},
         }) {
        const AlarmModel alarm = version_alarm(row.periods, row.periods);
        const auto result = outlook(shift(row.type), &alarm, traffic(row.requests, row.errors));
        REQUIRE(result.has_value());
        const std::string cell = std::string(row.type) + " " + std::to_string(row.periods) + "x60";
        // Beside rounding, means of 6,000 releases deviate: a probability by 0.0065, the others by about a unit of the last digit.
        check_near(result->rollback, row.rollback, 0.015, cell + " rollback");
        check_near(result->minute, row.minute, 0.1, cell + " minute");
        check_near(result->failed_with_rollback, row.failed_with_rollback,
                   row.failed_with_rollback < 10 ? 0.22 : 1, cell + " failed with rollback");
        check_near(result->failed, row.failed, 1.1, cell + " failed");
        CHECK_FALSE(result->coarse);
    }
    const AlarmModel missing = version_alarm(2, 2, MissingData::missing);
    check_near(outlook(shift("Canary10Percent5Minutes"), &missing, traffic(6, 1))->rollback, 0.77, 0.01,
               "missing");
}

namespace {

/// "71 %, 3.5, 4.8 → 91", as docs/rollout.md writes it.
std::string documented(const char* type, int periods, const Assumptions& assumptions) {
    const AlarmModel alarm = version_alarm(periods, periods);
    const auto result = outlook(shift(type), &alarm, assumptions);
    REQUIRE(result.has_value());
    const auto text = [](const char* format, double value) {
        char buffer[32];
        std::snprintf(buffer, sizeof buffer, format, value);
        return std::string(buffer);
    };
    const auto few = [&](double value) { return text(value < 9.95 ? "%.1f" : "%.0f", value); };
    const std::string percent = text("%.0f %%, ", result->rollback * 100);
    if (result->rollback == 0) return percent + "-, - → " + few(result->failed);
    return percent + text("%.1f, ", result->minute) + few(result->failed_with_rollback) + " → " +
           few(result->failed);
}

}  // namespace

TEST_CASE("outlook: the table of the documentation") {
    std::ifstream file(testing::in_source("docs/rollout.md"));
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(page.empty());
    const auto check_rows = [&](const Assumptions& assumptions, std::initializer_list<const char*> types) {
        for (const char* type : types) {
            std::string row = std::string("| ") + type + " |";
            for (const int periods : {1, 2, 3}) row += " " + documented(type, periods, assumptions) + " |";
            CHECK_MESSAGE(page.find(row) != std::string::npos, row);
        }
    };
    check_rows(traffic(120, 0.1), {"Canary10Percent5Minutes", "Canary10Percent10Minutes",
                                   "Linear10PercentEvery1Minute", "AllAtOnce"});
    check_rows(traffic(6, 1), {"Canary10Percent5Minutes", "Linear10PercentEvery1Minute"});
    const AlarmModel missing = version_alarm(2, 2, MissingData::missing);
    CHECK(std::lround(outlook(shift("Canary10Percent5Minutes"), &missing, traffic(6, 1))->rollback * 100) ==
          76);
    CHECK(page.find("is sent back in 76 % of releases") != std::string::npos);
}

TEST_CASE("outlook: without an alarm everything fails until a person comes") {
    const auto result = outlook(shift("Canary10Percent5Minutes"), nullptr, traffic(120, 0.1));
    REQUIRE(result.has_value());
    CHECK(result->rollback == 0);
    CHECK(result->failed == doctest::Approx(5 * 1.2 + 25 * 12));
    CHECK(result->failed == doctest::Approx(result->failed_at_worst));
}

TEST_CASE("outlook: what can never fire, and what always does") {
    AlarmModel slow = version_alarm(10, 10);
    CHECK(outlook(shift("Canary10Percent5Minutes"), &slow, traffic(120, 1))->rollback == 0);
    AlarmModel always = version_alarm(2, 2, MissingData::breaching);
    const auto blocked = outlook(shift("Canary10Percent5Minutes"), &always, traffic(120, 0));
    CHECK(blocked->rollback == doctest::Approx(1));
    CHECK(blocked->minute == 0);
    AlarmModel diluted = version_alarm(1, 1);
    diluted.scope = AlarmModel::Scope::all_traffic;
    diluted.statistic = Statistic::average;
    diluted.threshold = 0.2;
    CHECK(outlook(shift("Canary10Percent5Minutes"), &diluted, traffic(600, 1))->rollback < 0.001);
}

namespace {

struct Cell {
    const char* name;
    TrafficShift shift;
    AlarmModel alarm;
    Assumptions assumptions;
    int releases = 5000;
};

std::vector<Cell> cells() {
    const TrafficShift canary5 = shift("Canary10Percent5Minutes"),
                       linear1 = shift("Linear10PercentEvery1Minute"),
                       canary15 = shift("Canary10Percent15Minutes");
    std::vector<Cell> result{
        {"canary, 2 of 2", canary5, version_alarm(2, 2), traffic(120, 0.1)},
        {"canary, 2 of 3, missing", canary5, version_alarm(2, 3, MissingData::missing), traffic(20, 0.4)},
        {"linear, 3 of 3", linear1, version_alarm(3, 3), traffic(40, 0.15)},
        {"canary, ignore, rare calls", canary15, version_alarm(2, 2, MissingData::ignore), traffic(8, 0.9)},
    };
    Cell slow{"canary of 15 minutes, 2 of 2 times 5 minutes, sliding", canary15, version_alarm(2, 2),
              traffic(30, 0.3)};
    slow.alarm.period = 300;
    result.push_back(slow);
    Cell sum{"linear, Sum >= 3 over 2 minutes", linear1, version_alarm(1, 1), traffic(60, 0.1)};
    sum.alarm.period = 120;
    sum.alarm.threshold = 3;
    sum.alarm.comparison = ComparisonOperator::greater_or_equal;
    result.push_back(sum);
    Cell rate{"linear, a rate over all traffic", linear1, version_alarm(2, 2), traffic(60, 0.4)};
    rate.alarm.scope = AlarmModel::Scope::all_traffic;
    rate.alarm.statistic = Statistic::average;
    rate.alarm.threshold = 0.1;
    rate.assumptions.background_rate = 0.01;
    result.push_back(rate);
    Cell noisy{"canary, all traffic with errors of its own", canary15, version_alarm(3, 3), traffic(60, 0.2)};
    noisy.alarm.scope = AlarmModel::Scope::all_traffic;
    noisy.alarm.threshold = 1;
    noisy.assumptions.background_rate = 0.01;
    noisy.assumptions.metric_delay = 30;
    noisy.assumptions.poll_interval = 60;
    result.push_back(noisy);
    Cell minimum{"canary, every call of a minute fails", canary15, version_alarm(1, 1), traffic(20, 0.6)};
    minimum.alarm.statistic = Statistic::minimum;
    result.push_back(minimum);
    return result;
}

CallMetric metric(CallMetric::Kind kind, bool new_version, double percent = 0) {
    CallMetric result;
    result.kind = kind;
    result.new_version = new_version;
    if (percent == 0) result.statistic = Statistic::sum;
    result.percent = percent;
    return result;
}

/// An alarm on an expression over errors and calls, of the new version or of both.
AlarmModel math_alarm(const char* expression, double threshold, bool new_version, int datapoints,
                      int periods) {
    AlarmModel alarm = version_alarm(datapoints, periods);
    alarm.threshold = threshold;
    alarm.compared = expression;
    std::vector<AlarmFormula::Term> terms{{"result", {}, MathExpression::read(expression)},
                                          {"errors", metric(CallMetric::Kind::failures, new_version), {}},
                                          {"calls", metric(CallMetric::Kind::calls, new_version), {}}};
    if (std::string_view(expression).find("everything") != std::string_view::npos)
        terms.push_back({"everything", metric(CallMetric::Kind::calls, false), {}});
    alarm.formula = std::make_shared<AlarmFormula>(std::move(terms), 0);
    return alarm;
}

AlarmModel percentile_alarm(CallMetric::Kind kind, bool new_version, double percent, double threshold) {
    AlarmModel alarm = version_alarm(1, 1);
    alarm.threshold = threshold;
    alarm.formula = std::make_shared<AlarmFormula>(
        std::vector<AlarmFormula::Term>{{"", metric(kind, new_version, percent), {}}}, 0);
    return alarm;
}

std::vector<Cell> formula_cells() {
    const TrafficShift canary5 = shift("Canary10Percent5Minutes"),
                       linear1 = shift("Linear10PercentEvery1Minute"),
                       canary15 = shift("Canary10Percent15Minutes");
    std::vector<Cell> result{
        {"canary, a rate with a gate", canary15,
         math_alarm("IF(calls < 3 || errors < 2, 0, errors / calls * 100)", 20, true, 2, 3),
         traffic(60, 0.3)},
        {"linear, a rate over both versions", linear1, math_alarm("errors / calls", 0.1, false, 1, 1),
         traffic(40, 0.3)},
        {"linear, a point only with errors", linear1, math_alarm("IF(errors > 1, errors)", 2, true, 2, 2),
         traffic(30, 0.3)},
        {"canary, errors of the new version beside all calls", canary15,
         math_alarm("IF(everything > 50, errors / everything * 100)", 1.5, true, 1, 2), traffic(60, 0.15)},
        {"linear, many calls", linear1, math_alarm("errors / calls * 100", 3.4, false, 2, 2),
         traffic(3000, 0.1), 300},
        {"canary, the 60th percentile of errors", canary5,
         percentile_alarm(CallMetric::Kind::failures, true, 60, 0), traffic(30, 0.3)},
    };
    result[2].alarm.evaluation.missing_data = MissingData::missing;
    result[1].assumptions.background_rate = 0.02;
    Cell slow{"linear, the 90th percentile of times", linear1,
              percentile_alarm(CallMetric::Kind::times, false, 90, 500), traffic(60, 0.4)};
    slow.assumptions.failed_duration = 3000;
    slow.assumptions.duration = 100;
    result.push_back(slow);
    return result;
}

/// Over the children in this order; the rule names them A, B and C.
AlarmModel composite_alarm(const char* rule, std::vector<AlarmModel> children) {
    static Fixture fixture(
        "Resources:\n"
        "  A: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: A}}\n"
        "  B: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: B}}\n"
        "  C: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: C}}\n");
    auto model = std::make_shared<CompositeModel>();
    fixture.in_headline([&](World& world) {
        Value text;
        text.state = Value::State::text;
        text.text = {Piece{Piece::Kind::literal, rule, {}}};
        model->rule = read_alarm_rule(world, fixture.graph, text);
    });
    REQUIRE(model->rule.kind != AlarmRule::Kind::unknown);
    for (std::size_t i = 0; i < children.size(); ++i)
        model->children.emplace_back(&fixture.resource(std::string(1, static_cast<char>('A' + i))),
                                     std::move(children[i]));
    AlarmModel alarm;
    alarm.composite = std::move(model);
    return alarm;
}

std::vector<Cell> composite_cells() {
    const TrafficShift canary5 = shift("Canary10Percent5Minutes"),
                       linear1 = shift("Linear10PercentEvery1Minute"),
                       canary15 = shift("Canary10Percent15Minutes");
    AlarmModel all = version_alarm(2, 2, MissingData::missing);
    all.scope = AlarmModel::Scope::all_traffic;
    all.threshold = 1;
    AlarmModel minutes = version_alarm(1, 1);
    minutes.period = 120;
    minutes.threshold = 2;
    std::vector<Cell> result{
        {"canary, either", canary5, composite_alarm("ALARM(A) OR ALARM(B)", {version_alarm(2, 2), all}),
         traffic(60, 0.2)},
        {"linear, both", linear1,
         composite_alarm("ALARM(A) AND ALARM(B)", {version_alarm(1, 1, MissingData::ignore), all}),
         traffic(20, 0.4)},
        {"linear, two of three", linear1,
         composite_alarm("AT_LEAST(2, ALARM, (A, B, C))",
                         {version_alarm(2, 2), all, math_alarm("errors / calls", 0.3, true, 1, 1)}),
         traffic(30, 0.3)},
        {"canary, one and not another", canary15,
         composite_alarm("ALARM(A) AND NOT ALARM(B)",
                         {version_alarm(1, 1), version_alarm(2, 3, MissingData::missing)}),
         traffic(10, 0.5)},
        {"canary, an alarm that has data", canary15,
         composite_alarm("ALARM(A) AND NOT INSUFFICIENT_DATA(B)",
                         {minutes, version_alarm(1, 1, MissingData::missing)}),
         traffic(30, 0.3)},
        {"canary, and one that is not computed", canary5,
         composite_alarm("ALARM(A) AND OK(elsewhere)", {version_alarm(1, 1)}), traffic(60, 0.1)},
    };
    result[0].assumptions.background_rate = 0.01;
    return result;
}

}  // namespace

namespace {

/// One cell of so many is simulated. Under the sanitizers that is a share of them: the simulation is slow, and not what they look at.
std::size_t stride() {
    const char* share = std::getenv("STACKFIT_TEST_SHARE");
    return share == nullptr ? 1 : static_cast<std::size_t>(std::lround(1 / std::stod(share)));
}

void check_against_simulation(const std::vector<Cell>& cells, std::uint64_t seed) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const Cell& cell = cells[i];
        const auto computed = outlook(cell.shift, &cell.alarm, cell.assumptions);
        REQUIRE_MESSAGE(computed.has_value(), cell.name);
        if (i % stride() != 0) continue;
        const Outlook simulated =
            ReleaseSimulation(cell.shift, cell.alarm, cell.assumptions, seed + i).run(cell.releases);
        const std::string name = cell.name;
        check_near(computed->rollback, simulated.rollback, 0.02, name + " rollback");
        check_near(computed->minute, simulated.minute, 0.02, name + " minute");
        check_near(computed->share, simulated.share, 0.01, name + " share");
        check_near(computed->failed_with_rollback, simulated.failed_with_rollback, 0.1,
                   name + " failed with rollback");
        // A few missed releases weigh much in the mean: 2 % of the worst case at most.
        check_near(computed->failed, simulated.failed, 0.04 * simulated.failed_without_rollback,
                   name + " failed");
    }
}

}  // namespace

TEST_CASE("outlook: agrees with a simulation, second by second") { check_against_simulation(cells(), 1); }

TEST_CASE("outlook: metric math, percentiles and times agree with the simulation") {
    check_against_simulation(formula_cells(), 101);
}

TEST_CASE("outlook: composite alarms agree with the simulation") {
    check_against_simulation(composite_cells(), 201);
}

TEST_CASE("outlook: a composite alarm of one child is that child") {
    for (const AlarmModel& child : {version_alarm(2, 3, MissingData::missing), version_alarm(1, 1)}) {
        const AlarmModel composite = composite_alarm("ALARM(A)", {child});
        const auto one = outlook(shift("Canary10Percent5Minutes"), &child, traffic(60, 0.2)),
                   other = outlook(shift("Canary10Percent5Minutes"), &composite, traffic(60, 0.2));
        REQUIRE((one && other));
        CHECK(one->rollback == doctest::Approx(other->rollback).epsilon(1e-6));
        CHECK(one->failed == doctest::Approx(other->failed).epsilon(1e-6));
    }
}

TEST_CASE("outlook: the times of a composite alarm follow its rule") {
    const AlarmModel quick = version_alarm(1, 1), slow = version_alarm(3, 3);
    const auto typical = [&](const char* rule) {
        return detection_times(composite_alarm(rule, {quick, slow}), {}).typical;
    };
    const double first = detection_times(quick, {}).typical, second = detection_times(slow, {}).typical;
    CHECK(typical("ALARM(A) OR ALARM(B)") == first);
    CHECK(typical("ALARM(A) AND ALARM(B)") == second);
    CHECK(typical("ALARM(B) AND NOT ALARM(C)") == second);
}

TEST_CASE("outlook: what is too large is not computed") {
    AlarmModel math = math_alarm("errors / calls", 0.1, true, 1, 1);
    math.period = 300;
    CHECK(outlook(shift("Canary10Percent15Minutes"), &math, traffic(60, 0.3))->coarse);
    const AlarmModel mixed = composite_alarm("ALARM(A) OR ALARM(B)", {math, version_alarm(1, 1)});
    CHECK_FALSE(outlook(shift("Canary10Percent15Minutes"), &mixed, traffic(60, 0.3)).has_value());
    const AlarmModel wide = composite_alarm("ALARM(A) OR ALARM(B) OR ALARM(C)",
                                            {math_alarm("errors / calls", 0.1, true, 9, 9),
                                             math_alarm("errors - 1", 1, true, 8, 9), version_alarm(7, 9)});
    CHECK_FALSE(outlook(shift("Canary10Percent15Minutes"), &wide, traffic(60, 0.3)).has_value());
}
