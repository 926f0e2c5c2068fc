#include "alarm_points.h"

#include <algorithm>

#include "stackfit/deployment_points.h"

namespace stackfit::checks {

std::optional<double> point_of(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                               const Calls& calls) {
    const auto formula = formula_of(context.world, context.graph, release.deployment, alarm);
    const auto period = window_of(context.world, alarm).period;
    if (!formula || !period) return std::nullopt;
    const double all = calls.a_minute * *period / 60, fresh = all * calls.share,
                 failed = fresh * calls.failing;
    return formula->value({{fresh, failed}, {all, failed}, std::nullopt});
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

bool counts_failures(CheckContext& context, const GuardedRelease& release, const Alarm& alarm) {
    const auto metrics = alarm.metrics();
    return std::any_of(metrics.begin(), metrics.end(), [&](const Metric* metric) {
        return call_metric(context.world, context.graph, release.deployment, *metric).counts_failures();
    });
}

}  // namespace stackfit::checks
