// alarm_evaluation: what CloudWatch makes of the points of a metric (CloudWatch User Guide, "Alarm evaluation" and "Configuring how
// CloudWatch alarms treat missing data"). Points in, state out; nothing here reads a template.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace stackfit {

/// A point of the metric, compared with the threshold. `missing`: nothing was reported in that period.
enum class Point : std::uint8_t { missing, ok, breaching };

/// TreatMissingData.
enum class MissingData : std::uint8_t { missing, ignore, breaching, not_breaching };
/// As a template writes it: "missing", "ignore", "breaching", "notBreaching".
std::optional<MissingData> missing_data_of(std::string_view text);

enum class AlarmState : std::uint8_t {
    ok,
    alarm,
    insufficient_data,
    unchanged  ///< the alarm stays as it is
};

/// "M out of N": `datapoints` (DatapointsToAlarm, 1 to `periods`) of `periods` (EvaluationPeriods) have to breach.
struct AlarmEvaluation {
    int periods = 1;
    int datapoints = 1;
    MissingData missing_data = MissingData::missing;

    /// How many of the latest points CloudWatch fetches, so that real ones can stand in for missing ones. Its page says "a greater number"
    /// than `periods` and gives 5 for 3; the general rule is not published.
    [[nodiscard]] int range() const { return periods + 2; }

    friend bool operator==(const AlarmEvaluation&, const AlarmEvaluation&) = default;
};

/// `points`: oldest first; those older than range() are not looked at, and what lacks in front is missing.
AlarmState evaluate_alarm(const AlarmEvaluation& alarm, std::span<const Point> points);

/// ComparisonOperator, of those that compare with a threshold.
enum class ComparisonOperator : std::uint8_t { greater, greater_or_equal, less, less_or_equal };
/// "GreaterThanThreshold" and the like; nothing for the operators of anomaly detection.
std::optional<ComparisonOperator> comparison_of(std::string_view text);
bool breaches(double value, ComparisonOperator comparison, double threshold);

/// Statistics of the samples of one period.
enum class Statistic : std::uint8_t { sum, average, minimum, maximum, sample_count };
/// "Sum" and the like; nothing for percentiles and trimmed statistics.
std::optional<Statistic> statistic_of(std::string_view text);

/// A metric that has one sample a call, 1 where it failed and 0 where not, as AWS/Lambda Errors ("Types of metrics for Lambda functions")
/// and the 5XX errors of API Gateway have. No calls: no point.
struct CallSamples {
    double calls = 0, failures = 0;
};
std::optional<double> value_of(Statistic statistic, CallSamples samples);

}  // namespace stackfit
