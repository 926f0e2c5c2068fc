// Which metrics follow from calls and failures, and how ("Types of metrics for Lambda functions"; API Gateway, "Amazon API Gateway dimensions
// and metrics"; "CloudWatch metrics for your Application Load Balancer").
#include <algorithm>
#include <charconv>
#include <iterator>

#include "stackfit/deployment_points.h"

namespace stackfit {
namespace {

using Kind = CallMetric::Kind;

struct KnownMetric {
    char service[20], name[32];
    Kind kind;
};
constexpr KnownMetric known_metrics[] = {
    {"AWS/Lambda", "Errors", Kind::failures},
    {"AWS/Lambda", "Invocations", Kind::calls},
    {"AWS/Lambda", "Duration", Kind::times},
    {"AWS/ApiGateway", "5XXError", Kind::failures},
    {"AWS/ApiGateway", "5xx", Kind::failures},
    {"AWS/ApiGateway", "Count", Kind::calls},
    {"AWS/ApiGateway", "Latency", Kind::times},
    {"AWS/ApiGateway", "IntegrationLatency", Kind::times},
    {"AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", Kind::failure_counts},
    {"AWS/ApplicationELB", "LambdaUserError", Kind::failure_counts},
    {"AWS/ApplicationELB", "RequestCount", Kind::calls},
};

const KnownMetric* known_metric(std::string_view service, std::string_view name) {
    const auto* const found =
        std::find_if(std::begin(known_metrics), std::end(known_metrics),
                     [&](const KnownMetric& one) { return service == one.service && name == one.name; });
    return found != std::end(known_metrics) ? found : nullptr;
}

/// "p99", "p99.9"; nothing for other statistics.
std::optional<double> percent_of(std::string_view statistic) {
    if (statistic.size() < 2 || statistic.front() != 'p') return std::nullopt;
    double percent = 0;
    const char* const all = statistic.data() + statistic.size();
    const auto [end, error] = std::from_chars(statistic.data() + 1, all, percent);
    return error == std::errc{} && end == all ? std::optional(percent) : std::nullopt;
}

/// A statistic of samples of two values: of `ones` of the calls one of them, of the others the other.
std::optional<double> of_two_values(const CallMetric& metric, double calls, double ones, double one,
                                    double other) {
    if (calls <= 0) return std::nullopt;
    const double others = calls - ones;
    if (!metric.statistic) {
        const bool low_is_one = one < other;
        const double high = low_is_one ? others : ones;
        return high / calls > 1 - metric.percent / 100 ? std::max(one, other) : std::min(one, other);
    }
    switch (*metric.statistic) {
        case Statistic::sum: return ones * one + others * other;
        case Statistic::average: return (ones * one + others * other) / calls;
        case Statistic::minimum: return ones <= 0 ? other : others <= 0 ? one : std::min(one, other);
        case Statistic::maximum: return ones <= 0 ? other : others <= 0 ? one : std::max(one, other);
        case Statistic::sample_count: return calls;
    }
    return std::nullopt;
}

}  // namespace

std::optional<double> CallMetric::value(const PeriodCalls& calls) const {
    const CallSamples& samples = new_version ? calls.fresh : calls.all;
    const bool sum = statistic == Statistic::sum;
    if (samples.calls <= 0) return std::nullopt;
    switch (kind) {
        case Kind::failures: return of_two_values(*this, samples.calls, samples.failures, 1, 0);
        case Kind::failure_counts: return sum ? std::optional(samples.failures) : std::nullopt;
        case Kind::calls:
            return sum || statistic == Statistic::sample_count ? std::optional(samples.calls) : std::nullopt;
        case Kind::times:
            if (!calls.times) return std::nullopt;
            return of_two_values(*this, samples.calls, samples.failures, calls.times->failed,
                                 calls.times->good);
        case Kind::other: break;
    }
    return std::nullopt;
}

bool CallMetric::depends_on_all_calls() const {
    const bool only_failures = statistic == Statistic::sum || statistic == Statistic::maximum;
    return !(counts_failures() && only_failures) && !(kind == Kind::times && statistic == Statistic::maximum);
}

bool follows_from_calls(std::string_view metric_namespace, std::string_view name) {
    return known_metric(metric_namespace, name) != nullptr;
}

CallMetric call_metric(World& world, const Graph& graph, const Deployment& deployment, const Metric& metric) {
    const auto service = world.literal_of(metric.metric_namespace), name = world.literal_of(metric.name);
    const auto written = world.literal_of(metric.statistic);
    const KnownMetric* known = service && name ? known_metric(*service, *name) : nullptr;
    if (known == nullptr || !written) return {};
    CallMetric result;
    result.statistic = statistic_of(*written);
    const auto percent = percent_of(*written);
    if (!result.statistic && !percent) return {};
    result.kind = known->kind;
    result.percent = percent.value_or(0);
    result.new_version = watched(world, graph, deployment, metric).level == WatchLevel::version;
    return result;
}

/// Each term is worked out once, however often it is named; one that needs itself has no value.
class AlarmFormula::Evaluation {
public:
    Evaluation(const AlarmFormula& formula, const PeriodCalls& calls)
        : terms_(formula.terms_), calls_(calls), found_(terms_.size()) {}

    std::optional<double> of(std::size_t index) {
        const Term& term = terms_[index];
        if (!term.expression) return term.metric.value(calls_);
        Found& found = found_[index];
        if (found.begun) return found.value;
        found.begun = true;
        found.value = term.expression->value([&](std::string_view id) -> std::optional<double> {
            for (std::size_t other = 0; other < terms_.size(); ++other)
                if (terms_[other].id == id) return of(other);
            return std::nullopt;
        });
        return found.value;
    }

private:
    struct Found {
        bool begun = false;
        std::optional<double> value;
    };
    const std::vector<Term>& terms_;
    const PeriodCalls& calls_;
    std::vector<Found> found_;
};

std::size_t AlarmFormula::size() const {
    std::size_t size = 0;
    for (const Term& term : terms_) size += term.expression ? term.expression->size() : 1;
    return size;
}

std::optional<double> AlarmFormula::value(const PeriodCalls& calls) const {
    return Evaluation(*this, calls).of(compared_);
}

std::optional<AlarmFormula> formula_of(World& world, const Graph& graph, const Deployment& deployment,
                                       const Alarm& alarm) {
    if (alarm.kind == Alarm::Kind::metric)
        return AlarmFormula({{"", call_metric(world, graph, deployment, alarm.metric), std::nullopt}}, 0);
    constexpr std::size_t most_queries = 100;  // CloudWatch allows fewer; expressions may name one another
    const MetricQuery* compared = alarm.compared(world);
    if (alarm.kind != Alarm::Kind::math || compared == nullptr || !alarm.queries_known ||
        alarm.queries.size() > most_queries)
        return std::nullopt;
    std::vector<AlarmFormula::Term> terms;
    for (const MetricQuery& query : alarm.queries) {
        AlarmFormula::Term term;
        const auto id = world.literal_of(query.id);
        if (!id) return std::nullopt;
        term.id = *id;
        if (query.expression.absent()) {
            term.metric = call_metric(world, graph, deployment, query.metric);
        } else {
            const auto text = world.literal_of(query.expression);
            if (text) term.expression = MathExpression::read(*text);
            // A band, or one that is not needed, may stay unread.
            if (!term.expression && &query == compared) return std::nullopt;
        }
        terms.push_back(std::move(term));
    }
    return AlarmFormula(std::move(terms), static_cast<std::size_t>(compared - alarm.queries.data()));
}

}  // namespace stackfit
