// Reads an alarm (CloudFormation Template Reference, AWS::CloudWatch::Alarm, CompositeAlarm and LogAlarm).
#include "stackfit/deployment_alarms.h"

#include <algorithm>

#include "lookup.h"

namespace stackfit {
namespace {

constexpr std::string_view metric_alarm = "AWS::CloudWatch::Alarm";
constexpr std::string_view composite_alarm = "AWS::CloudWatch::CompositeAlarm";
constexpr std::string_view log_alarm = "AWS::CloudWatch::LogAlarm";

void read_dimensions(World& world, const Value& list, Metric& metric) {
    metric.dimensions_known = !list.unknown();
    for (const Value& item : world.items(list)) {
        metric.dimensions.push_back({world.get(item, "Name"), world.get(item, "Value"), item.node});
        metric.dimensions_known = metric.dimensions_known && !item.unknown() &&
                                  world.literal_of(metric.dimensions.back().name).has_value();
    }
}

/// Of an alarm itself; of a MetricStat the metric stands one level deeper.
void read_identity(World& world, const Value& block, Metric& metric) {
    metric.node = block.node;
    metric.metric_namespace = world.get(block, "Namespace");
    metric.name = world.get(block, "MetricName");
    read_dimensions(world, world.get(block, "Dimensions"), metric);
}

Metric read_metric_stat(World& world, const Value& stat) {
    Metric metric;
    read_identity(world, world.get(stat, "Metric"), metric);
    metric.unit = world.get(stat, "Unit");
    metric.statistic = world.get(stat, "Stat");
    metric.period = world.get(stat, "Period");
    return metric;
}

MetricQuery read_query(World& world, const Value& item) {
    MetricQuery query;
    query.node = item.node;
    query.id = world.get(item, "Id");
    query.return_data = world.get(item, "ReturnData");
    query.expression = world.get(item, "Expression");
    query.period = world.get(item, "Period");
    query.account = world.get(item, "AccountId");
    query.metric = read_metric_stat(world, world.get(item, "MetricStat"));
    return query;
}

void read_metric_alarm(World& world, const Value& properties, Alarm& alarm) {
    read_identity(world, properties, alarm.metric);
    alarm.metric.unit = world.get(properties, "Unit");
    alarm.metric.statistic = world.get(properties, "Statistic");
    if (alarm.metric.statistic.absent()) alarm.metric.statistic = world.get(properties, "ExtendedStatistic");
    alarm.metric.period = world.get(properties, "Period");
}

void read_what_it_watches(World& world, const Value& properties, Alarm& alarm) {
    const Value metrics = world.get(properties, "Metrics");
    if (!metrics.absent()) {
        alarm.kind = Alarm::Kind::math;
        alarm.queries_known = !metrics.unknown();
        for (const Value& item : world.items(metrics)) alarm.queries.push_back(read_query(world, item));
    } else if (!world.get(properties, "EvaluationCriteria").absent()) {
        alarm.kind = Alarm::Kind::promql;
    } else {
        read_metric_alarm(world, properties, alarm);
    }
}

void read_evaluation(World& world, const Value& properties, Alarm& alarm) {
    alarm.comparison = world.get(properties, "ComparisonOperator");
    alarm.threshold = world.get(properties, "Threshold");
    alarm.threshold_metric = world.get(properties, "ThresholdMetricId");
    alarm.evaluation_periods = world.get(properties, "EvaluationPeriods");
    alarm.datapoints_to_alarm = world.get(properties, "DatapointsToAlarm");
    alarm.missing_data = world.get(properties, "TreatMissingData");
    alarm.low_samples = world.get(properties, "EvaluateLowSampleCountPercentile");
    alarm.evaluation_interval = world.get(properties, "EvaluationInterval");
    alarm.wall_clock = world.get(world.get(properties, "EvaluationWindow"), "WallClockWindow");
    const Value warm_up = world.get(properties, "WarmUpConfiguration");
    alarm.warm_up_minutes = world.get(warm_up, "WarmUpPeriodDurationInMinutes");
    alarm.full_warm_up = world.get(warm_up, "OnlyStartEvaluatingAfterWarmUpPeriodEnds");
}

std::optional<double> longest_period(World& world, const Alarm& alarm) {
    std::optional<double> longest;
    for (const Metric* metric : alarm.metrics()) {
        const auto period = world.number(metric->period);
        if (!period) return {};
        longest = std::max(longest.value_or(0), *period);
    }
    return longest;
}

}  // namespace

const Dimension* Metric::dimension(std::string_view wanted) const {
    const auto found = std::find_if(dimensions.begin(), dimensions.end(), [&](const Dimension& dimension) {
        return dimension.name.is_text() && literal(dimension.name.text) == wanted;
    });
    return found != dimensions.end() ? &*found : nullptr;
}

std::vector<const Metric*> Alarm::metrics() const {
    if (kind == Kind::metric) return {&metric};
    std::vector<const Metric*> result;
    for (const MetricQuery& query : queries)
        if (query.expression.absent()) result.push_back(&query.metric);
    return result;
}

const MetricQuery* Alarm::compared(World& world) const {
    if (queries.size() == 1) return &queries.front();
    const auto band = threshold_metric.absent() ? std::nullopt : world.literal_of(threshold_metric);
    const auto found = std::find_if(queries.begin(), queries.end(), [&](const MetricQuery& query) {
        // PutMetricAlarm: ReturnData is true where it is not given.
        const bool returns = query.return_data.absent() || world.truth(query.return_data) == Tri::yes;
        return returns && (!band || world.equal(query.id, *band) == Tri::no);
    });
    return found != queries.end() ? &*found : nullptr;
}

AlarmWindow window_of(World& world, const Alarm& alarm) {
    AlarmWindow window;
    window.period = longest_period(world, alarm);
    window.evaluation_periods = world.number(alarm.evaluation_periods);
    window.datapoints_to_alarm = alarm.datapoints_to_alarm.absent() ? window.evaluation_periods
                                                                    : world.number(alarm.datapoints_to_alarm);
    return window;
}

bool is_alarm(const Resource& resource) {
    return resource.type == metric_alarm || resource.type == composite_alarm || resource.type == log_alarm;
}

Alarm alarm_of(World& world, const Graph& graph, const Resource& resource) {
    Alarm alarm;
    alarm.resource = &resource;
    const Value properties = world.evaluate(resource.properties);
    alarm.name = world.get(properties, "AlarmName");
    if (resource.type == composite_alarm) {
        alarm.kind = Alarm::Kind::composite;
        alarm.rule = read_alarm_rule(world, graph, world.get(properties, "AlarmRule"));
        return alarm;
    }
    if (resource.type == log_alarm) {
        alarm.kind = Alarm::Kind::log;
    } else {
        read_what_it_watches(world, properties, alarm);
    }
    read_evaluation(world, properties, alarm);
    return alarm;
}

const Resource* alarm_meant(World& world, const Graph& graph, const Value& name) {
    for (const std::string_view type : {metric_alarm, composite_alarm, log_alarm})
        if (const Resource* alarm = meant(world, graph, name, type, "AlarmName")) return alarm;
    return nullptr;
}

}  // namespace stackfit
