#include "alarm_points.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "stackfit/deployment_math.h"

namespace stackfit::checks {
namespace {

/// Metrics whose points follow from calls and failures. `samples`: one sample a call, 1 where it failed (see CallSamples), so that the
/// average is a rate; the others are plain counts.
struct CallMetric {
    char service[20], name[32];
    bool counts_failures, samples;
};
constexpr CallMetric call_metrics[] = {
    {"AWS/Lambda", "Errors", true, true},
    {"AWS/Lambda", "Invocations", false, false},
    {"AWS/ApiGateway", "5XXError", true, true},
    {"AWS/ApiGateway", "5xx", true, true},
    {"AWS/ApiGateway", "Count", false, false},
    {"AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", true, false},
    {"AWS/ApplicationELB", "LambdaUserError", true, false},
    {"AWS/ApplicationELB", "RequestCount", false, false},
};

const CallMetric* call_metric(World& world, const Metric& metric) {
    const auto service = world.literal_of(metric.metric_namespace), name = world.literal_of(metric.name);
    const auto found =
        std::find_if(std::begin(call_metrics), std::end(call_metrics),
                     [&](const CallMetric& known) { return service == known.service && name == known.name; });
    return found != std::end(call_metrics) ? &*found : nullptr;
}

/// p99 of samples that are 0 or 1: 1 when more than a hundredth of the calls fail.
std::optional<double> percentile(std::string_view statistic, const CallSamples& samples) {
    if (statistic.size() < 2 || statistic.front() != 'p' || samples.calls == 0) return std::nullopt;
    double percent = 0;
    const auto [end, error] =
        std::from_chars(statistic.data() + 1, statistic.data() + statistic.size(), percent);
    if (error != std::errc{} || end != statistic.data() + statistic.size()) return std::nullopt;
    return samples.failures / samples.calls > 1 - percent / 100 ? 1 : 0;
}

class Points {
public:
    Points(CheckContext& context, const GuardedRelease& release, const Calls& calls)
        : context_(context), release_(release), calls_(calls) {}

    std::optional<double> of(const Metric& metric) {
        const CallMetric* known = call_metric(context_.world, metric);
        const auto statistic = context_.world.literal_of(metric.statistic);
        const auto period = context_.world.number(metric.period);
        if (known == nullptr || !statistic || !period) return std::nullopt;
        const CallSamples samples = samples_in(metric, *period / 60);
        if (!known->samples) {
            if (*statistic != "Sum") return std::nullopt;
            return known->counts_failures ? samples.failures : samples.calls;
        }
        const auto plain = statistic_of(*statistic);
        return plain ? value_of(*plain, samples) : percentile(*statistic, samples);
    }

    std::optional<double> of(const Alarm& alarm) {
        if (alarm.kind == Alarm::Kind::metric) return of(alarm.metric);
        const MetricQuery* compared = alarm.compared(context_.world);
        return compared != nullptr && alarm.queries_known ? of(alarm, *compared, 0) : std::nullopt;
    }

private:
    /// Expressions may name expressions: CloudWatch allows at most ten in a row.
    std::optional<double> of(const Alarm& alarm, const MetricQuery& query, int depth) {
        if (query.expression.absent()) return of(query.metric);
        const auto expression = context_.world.literal_of(query.expression);
        if (!expression || depth > 10) return std::nullopt;
        return evaluate_math(*expression, [&](std::string_view id) -> std::optional<double> {
            for (const MetricQuery& other : alarm.queries)
                if (context_.world.equal(other.id, id) == Tri::yes) return of(alarm, other, depth + 1);
            return std::nullopt;
        });
    }

    CallSamples samples_in(const Metric& metric, double minutes) {
        const double all = calls_.a_minute * minutes, fresh = all * calls_.share;
        const auto level = watched(context_.world, context_.graph, release_.deployment, metric).level;
        return {level == WatchLevel::version ? fresh : all, fresh * calls_.failing};
    }

    CheckContext& context_;
    const GuardedRelease& release_;
    const Calls& calls_;
};

}  // namespace

std::optional<double> point_of(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                               const Calls& calls) {
    return Points(context, release, calls).of(alarm);
}

Tri breaches(CheckContext& context, const GuardedRelease& release, const Alarm& alarm, const Calls& calls) {
    const auto threshold = context.world.number(alarm.threshold);
    const auto name = context.world.literal_of(alarm.comparison);
    const auto comparison = name ? comparison_of(*name) : std::nullopt;
    const auto point = threshold && comparison ? point_of(context, release, alarm, calls) : std::nullopt;
    if (!point) return Tri::unknown;
    return stackfit::breaches(*point, *comparison, *threshold) ? Tri::yes : Tri::no;
}

std::string awaited(World& world, const Alarm& alarm) {
    const auto name = world.literal_of(alarm.comparison);
    const std::string threshold = world.show(alarm.threshold);
    switch (name ? comparison_of(*name).value_or(ComparisonOperator::greater) : ComparisonOperator::greater) {
        case ComparisonOperator::greater: return "more than " + threshold;
        case ComparisonOperator::greater_or_equal: return threshold + " or more";
        case ComparisonOperator::less: return "less than " + threshold;
        case ComparisonOperator::less_or_equal: break;
    }
    return threshold + " or less";
}

bool depends_on_failures(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                         double share) {
    const auto good = point_of(context, release, alarm, {plenty, share, 0});
    const auto bad = point_of(context, release, alarm, {plenty, share, 1});
    return good && bad && *good != *bad;
}

bool counts_failures(World& world, const Alarm& alarm) {
    const auto metrics = alarm.metrics();
    return std::any_of(metrics.begin(), metrics.end(), [&](const Metric* metric) {
        const CallMetric* known = call_metric(world, *metric);
        return known != nullptr && known->counts_failures;
    });
}

}  // namespace stackfit::checks
