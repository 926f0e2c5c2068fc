// deployment: the value that an alarm compares, worked out from the calls of one period. The checks ask it for the calls that they suppose,
// `rollout` for every number of calls that there may be.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stackfit/deployment_alarm_evaluation.h"
#include "stackfit/deployment_alarms.h"
#include "stackfit/deployment_math.h"
#include "stackfit/deployment_watch.h"

namespace stackfit {

/// Milliseconds that a call takes, when it fails and when not.
struct CallTimes {
    double failed = 0, good = 0;
};

/// The calls of one period: those of the new version, and those of both versions.
struct PeriodCalls {
    CallSamples fresh, all;
    std::optional<CallTimes> times;  ///< nothing: not known
};

/// What calls do to a metric, under one statistic.
struct CallMetric {
    enum class Kind : std::uint8_t {
        other,           ///< nothing that follows from calls and failures
        failures,        ///< one sample a call, 1 where it failed: the average is a rate
        failure_counts,  ///< plain counts, as load balancers send them
        calls,
        times  ///< one sample a call, its time in milliseconds
    };
    Kind kind = Kind::other;
    bool new_version = false;            ///< only the calls of the new version
    std::optional<Statistic> statistic;  ///< nothing: `percent`
    double percent = 0;                  ///< 99 of "p99"

    /// Nothing when there are no calls, or it is not known.
    [[nodiscard]] std::optional<double> value(const PeriodCalls& calls) const;
    [[nodiscard]] bool counts_failures() const {
        return kind == Kind::failures || kind == Kind::failure_counts;
    }
    /// Does the number of good calls matter, beyond whether there are any?
    [[nodiscard]] bool depends_on_all_calls() const;
};
/// Is this a metric that has a kind?
bool follows_from_calls(std::string_view metric_namespace, std::string_view name);
/// `kind` is other when the statistic is not known either.
CallMetric call_metric(World& world, const Graph& graph, const Deployment& deployment, const Metric& metric);

/// Metrics by the ids of their queries, and expressions over them.
class AlarmFormula {
public:
    struct Term {
        std::string id;
        CallMetric metric;                         ///< without an expression
        std::optional<MathExpression> expression;  ///< over the other terms
    };
    AlarmFormula(std::vector<Term> terms, std::size_t compared)
        : terms_(std::move(terms)), compared_(compared) {}

    [[nodiscard]] std::optional<double> value(const PeriodCalls& calls) const;
    [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }
    /// Metrics, and parts of expressions.
    [[nodiscard]] std::size_t size() const;

private:
    class Evaluation;

    std::vector<Term> terms_;
    std::size_t compared_ = 0;
};

/// Of an alarm on a metric or on metric math. Nothing when what it compares is not known, or cannot be read.
std::optional<AlarmFormula> formula_of(World& world, const Graph& graph, const Deployment& deployment,
                                       const Alarm& alarm);

}  // namespace stackfit
