// The rule behind the ten rows of the two tables of "Configuring how CloudWatch alarms treat missing data". CloudWatch looks for as many
// real points as it needs in a range that is a little longer, and only what it does not find is filled in.
#include <algorithm>
#include <iterator>

#include "stackfit/deployment_alarm_evaluation.h"

namespace stackfit {
namespace {

using Points = std::span<const Point>;

template <class Choice>
struct Name {
    const char* text;
    Choice choice;
};

constexpr Name<MissingData> missing_data_names[] = {
    {"missing", MissingData::missing},
    {"ignore", MissingData::ignore},
    {"breaching", MissingData::breaching},
    {"notBreaching", MissingData::not_breaching},
};
constexpr Name<ComparisonOperator> comparison_names[] = {
    {"GreaterThanThreshold", ComparisonOperator::greater},
    {"GreaterThanOrEqualToThreshold", ComparisonOperator::greater_or_equal},
    {"LessThanThreshold", ComparisonOperator::less},
    {"LessThanOrEqualToThreshold", ComparisonOperator::less_or_equal},
};
constexpr Name<Statistic> statistic_names[] = {
    {"Sum", Statistic::sum},
    {"Average", Statistic::average},
    {"Minimum", Statistic::minimum},
    {"Maximum", Statistic::maximum},
    {"SampleCount", Statistic::sample_count},
};

template <class Choice, std::size_t count>
std::optional<Choice> named(const Name<Choice> (&names)[count], std::string_view text) {
    const auto found =
        std::find_if(std::begin(names), std::end(names), [&](const auto& name) { return text == name.text; });
    return found != std::end(names) ? std::optional(found->choice) : std::nullopt;
}

int count(Points points, Point kind) {
    return static_cast<int>(std::count(points.begin(), points.end(), kind));
}

/// How many of the newest `most` real points breach.
int breaching_of_newest(Points points, int most) {
    int seen = 0, breaching = 0;
    for (auto point = points.rbegin(); point != points.rend() && seen < most; ++point) {
        if (*point == Point::missing) continue;
        ++seen;
        breaching += *point == Point::breaching ? 1 : 0;
    }
    return breaching;
}

/// "Avoiding premature transitions to alarm state": is the oldest breaching point among the last `periods` at least as old as
/// `datapoints`? (That no newer one is within the threshold is known already.)
bool is_old_enough(const AlarmEvaluation& alarm, Points points) {
    const auto window = points.last(std::min(points.size(), static_cast<std::size_t>(alarm.periods)));
    const auto oldest = std::find(window.begin(), window.end(), Point::breaching);
    return std::distance(oldest, window.end()) >= alarm.datapoints;
}

/// Fewer real points than periods, and what lacks is not filled in.
AlarmState with_too_few(const AlarmEvaluation& alarm, Points points) {
    const bool ignores = alarm.missing_data == MissingData::ignore;
    const int breaching = count(points, Point::breaching);
    if (breaching >= alarm.datapoints) return AlarmState::alarm;
    if (count(points, Point::ok) > 0) return AlarmState::ok;
    if (breaching == 0) return ignores ? AlarmState::unchanged : AlarmState::insufficient_data;
    return ignores || !is_old_enough(alarm, points) ? AlarmState::unchanged : AlarmState::alarm;
}

}  // namespace

std::optional<MissingData> missing_data_of(std::string_view text) { return named(missing_data_names, text); }
std::optional<ComparisonOperator> comparison_of(std::string_view text) { return named(comparison_names, text); }
std::optional<Statistic> statistic_of(std::string_view text) { return named(statistic_names, text); }

AlarmState evaluate_alarm(const AlarmEvaluation& alarm, Points points) {
    points = points.last(std::min(points.size(), static_cast<std::size_t>(alarm.range())));
    const int real = count(points, Point::ok) + count(points, Point::breaching);
    const auto state = [&](int breaching) {
        return breaching >= alarm.datapoints ? AlarmState::alarm : AlarmState::ok;
    };
    if (real >= alarm.periods) return state(breaching_of_newest(points, alarm.periods));
    const int breaching = count(points, Point::breaching);
    if (alarm.missing_data == MissingData::breaching) return state(breaching + alarm.periods - real);
    if (alarm.missing_data == MissingData::not_breaching) return state(breaching);
    return with_too_few(alarm, points);
}

bool breaches(double value, ComparisonOperator comparison, double threshold) {
    switch (comparison) {
        case ComparisonOperator::greater: return value > threshold;
        case ComparisonOperator::greater_or_equal: return value >= threshold;
        case ComparisonOperator::less: return value < threshold;
        case ComparisonOperator::less_or_equal: return value <= threshold;
    }
    return false;
}

std::optional<double> value_of(Statistic statistic, CallSamples samples) {
    if (samples.calls <= 0) return std::nullopt;
    switch (statistic) {
        case Statistic::sum: return samples.failures;
        case Statistic::average: return samples.failures / samples.calls;
        case Statistic::minimum: return samples.failures < samples.calls ? 0 : 1;
        case Statistic::maximum: return samples.failures > 0 ? 1 : 0;
        case Statistic::sample_count: return samples.calls;
    }
    return std::nullopt;
}

}  // namespace stackfit
