// deployment: one CloudWatch alarm of the template as a value in a world: what it watches and when it goes off. What that amounts to for a
// release, the checks and `rollout` judge.
//
// Every field is what the template says: absent, known or unknown, with the node where it stands. Defaults of CloudWatch are not
// filled in, except in AlarmWindow.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stackfit/graph.h"

namespace stackfit {

struct Dimension {
    Value name, value;
    const Node* node = nullptr;  ///< the item of the list
};

/// A metric as an alarm names it: its own, or that of one entry of Metrics.
struct Metric {
    Value metric_namespace, name, unit;
    Value statistic;  ///< Statistic, ExtendedStatistic or Stat: "Sum", "p99"
    Value period;     ///< seconds
    const Node* node = nullptr;  ///< the mapping that has MetricName and Dimensions, or null
    std::vector<Dimension> dimensions;
    bool dimensions_known = true;  ///< false: the list or the name of an item is not known

    /// The dimension of this name, or null.
    [[nodiscard]] const Dimension* dimension(std::string_view name) const;
};

/// An entry of Metrics: a metric, or an expression over other entries ("Using metric math").
struct MetricQuery {
    Value id, return_data;
    Value expression;  ///< absent: a metric
    Value period;      ///< of an expression
    Value account;     ///< AccountId: the metric of another account
    Metric metric;
    const Node* node = nullptr;
};

/// The rule of a composite alarm (CloudWatch API Reference, PutCompositeAlarm).
struct AlarmRule {
    enum class Kind : std::uint8_t {
        all,       ///< AND of `parts`
        any,       ///< OR of `parts`
        negated,   ///< NOT `parts[0]`
        at_least,  ///< AT_LEAST(`count`, ...): that many of `parts`
        child,     ///< ALARM("name"): `alarm` is in `state`
        always,    ///< TRUE
        never,     ///< FALSE
        unknown    ///< not in the template, or it cannot be read
    };
    Kind kind = Kind::unknown;
    std::vector<AlarmRule> parts;
    std::string count;                ///< "2" or "50%"
    std::string state;                ///< "ALARM", "OK" or "INSUFFICIENT_DATA"
    Text name;                        ///< of a child: its name or ARN
    const Resource* alarm = nullptr;  ///< of a child: when it is an alarm of this template
};

struct Alarm {
    enum class Kind : std::uint8_t {
        metric,
        math,       ///< Metrics
        promql,     ///< EvaluationCriteria
        composite,  ///< AWS::CloudWatch::CompositeAlarm
        log         ///< AWS::CloudWatch::LogAlarm
    };
    const Resource* resource = nullptr;
    Kind kind = Kind::metric;
    Value name;                        ///< AlarmName
    Metric metric;                     ///< of Kind::metric
    std::vector<MetricQuery> queries;  ///< of Kind::math
    bool queries_known = true;         ///< false: Metrics is not known
    AlarmRule rule;                    ///< of Kind::composite
    Value comparison;                  ///< ComparisonOperator
    Value threshold;
    Value threshold_metric;  ///< ThresholdMetricId: the entry of `queries` that is an anomaly band
    Value evaluation_periods, datapoints_to_alarm;
    Value missing_data;     ///< TreatMissingData
    Value low_samples;      ///< EvaluateLowSampleCountPercentile
    Value warm_up_minutes;  ///< WarmUpConfiguration.WarmUpPeriodDurationInMinutes
    Value full_warm_up;     ///< WarmUpConfiguration.OnlyStartEvaluatingAfterWarmUpPeriodEnds
    Value wall_clock;       ///< EvaluationWindow.WallClockWindow
    Value evaluation_interval;

    /// The metrics that it reads: its own, or those of its queries.
    [[nodiscard]] std::vector<const Metric*> metrics() const;
    /// The query whose result is compared: the one with ReturnData that is no band, or the only one. Null: there is none.
    [[nodiscard]] const MetricQuery* compared(World& world) const;
};

/// "N out of M": how many periods of how many seconds have to breach.
struct AlarmWindow {
    std::optional<double> period;               ///< in seconds; the longest of its metrics
    std::optional<double> evaluation_periods;   ///< N
    std::optional<double> datapoints_to_alarm;  ///< M; N when it is not given
};
AlarmWindow window_of(World& world, const Alarm& alarm);

/// Is it an AWS::CloudWatch::Alarm, CompositeAlarm or LogAlarm?
bool is_alarm(const Resource& resource);
/// `resource`: an alarm. Linear in its size; a composite alarm's children are named and not read.
Alarm alarm_of(World& world, const Graph& graph, const Resource& resource);
/// `rule`: an AlarmRule. Linear in its length.
AlarmRule read_alarm_rule(World& world, const Graph& graph, const Value& rule);
/// The alarm of this template that a name, ARN or reference means, or null.
const Resource* alarm_meant(World& world, const Graph& graph, const Value& name);

}  // namespace stackfit
