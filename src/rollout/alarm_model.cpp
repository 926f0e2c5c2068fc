// From an alarm of the template to what arithmetic needs of it. Whatever is not literal, or not simple, is said and not guessed.
#include <algorithm>
#include <cmath>
#include <memory>

#include "stackfit/deployment_watch.h"
#include "stackfit/rollout.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

using Kind = AlarmWatch::Kind;

AlarmWatch said(Kind kind, std::string text) { return {kind, {}, std::move(text)}; }

/// An alarm that looks at metrics.
class Reader {
public:
    Reader(World& world, const Graph& graph, const Deployment& deployment, const Alarm& alarm,
           const Assumptions& assumptions)
        : world_(world),
          graph_(graph),
          deployment_(deployment),
          alarm_(alarm),
          times_known_(assumptions.times().has_value()) {}

    AlarmWatch read() {
        if (alarm_.kind == Alarm::Kind::promql)
            return said(Kind::not_modelled, "is a PromQL alarm: not computed");
        if (alarm_.kind == Alarm::Kind::log) return said(Kind::not_modelled, "is a log alarm: not computed");
        const bool math = alarm_.kind == Alarm::Kind::math;
        if (auto problem = math ? read_math() : read_only_metric()) return *problem;
        if (auto problem = read_comparison()) return *problem;
        if (auto problem = read_window()) return *problem;
        result_.kind = Kind::counts_failures;
        result_.text =
            math ? rule_text(result_.model) + result_.text : result_.text + ": " + rule_text(result_.model);
        return std::move(result_);
    }

private:
    using Problem = std::optional<AlarmWatch>;

    AlarmWatch not_known(const std::string& what, const Value& value) {
        return said(Kind::unknown, "its " + what + " is not known (" + world_.show(value) + ")");
    }

    /// What the metric follows from, and whose calls it sees. `text`: in words.
    Problem read_metric(const Metric& metric, CallMetric& read, std::string& text) {
        const auto service = world_.literal_of(metric.metric_namespace),
                   name = world_.literal_of(metric.name);
        if (!service || !name)
            return said(Kind::unknown, "watches " + world_.show(metric.metric_namespace) + " " +
                                           world_.show(metric.name) +
                                           ": whether failed calls change it is not known");
        const std::string called = *service + " " + *name;
        read = call_metric(world_, graph_, deployment_, metric);
        if (read.kind == CallMetric::Kind::other) {
            const auto statistic = world_.literal_of(metric.statistic);
            if (!follows_from_calls(*service, *name))
                return said(Kind::other, "watches " + called + ", which failed calls need not change");
            if (!statistic) return not_known("statistic", metric.statistic);
            return said(Kind::not_modelled, "compares " + *statistic + " of " + called + ": not computed");
        }
        if (read.kind == CallMetric::Kind::times && !times_known_)
            return said(Kind::other,
                        "watches " + called +
                            ", which failed calls need not change (--failed-duration supposes how "
                            "long they take)");
        if (*service == "AWS/Lambda") return read_versions(metric, *name, text);
        text = *name + (*service == "AWS/ApiGateway" ? " of the API" : " of the load balancer") +
               ", supposed to be in front of all calls";
        return std::nullopt;
    }

    Problem read_versions(const Metric& metric, const std::string& name, std::string& text) {
        if (!metric.dimensions_known) return said(Kind::unknown, "its dimensions are not known");
        const Watched watch = watched(world_, graph_, deployment_, metric);
        if (watch.level == WatchLevel::other)
            return said(
                Kind::no_data,
                "watches " + name + " under dimensions that Lambda does not publish: it never has data");
        if (watch.level == WatchLevel::region)
            return said(Kind::not_modelled,
                        "watches the " + name + " of all functions of the region: not computed");
        if (watch.function == Tri::no)
            return said(
                Kind::other,
                "watches the " + name + " of another function" +
                    (watch.other_function != nullptr ? ", " + std::string(watch.other_function->id) : ""));
        text = name;
        if (watch.level == WatchLevel::function) {
            text += " of the function, all versions";
        } else if (watch.level == WatchLevel::alias) {
            if (watch.alias == Tri::no) return said(Kind::other, "watches the " + name + " of another alias");
            text += " of the alias, both versions";
        } else {
            if (watch.version == Tri::no)
                return said(Kind::other, "watches the " + name + " of another version");
            text += " of the new version";
        }
        return std::nullopt;
    }

    Problem read_only_metric() {
        CallMetric metric;
        if (auto problem = read_metric(alarm_.metric, metric, result_.text)) return problem;
        AlarmModel& model = result_.model;
        if (metric.kind == CallMetric::Kind::calls)
            return said(Kind::other, "watches " + world_.show(alarm_.metric.metric_namespace) + " " +
                                         world_.show(alarm_.metric.name) +
                                         ", which failed calls need not change");
        model.scope = metric.new_version ? AlarmModel::Scope::new_version : AlarmModel::Scope::all_traffic;
        model.statistic = metric.statistic.value_or(Statistic::sum);
        if (metric.kind == CallMetric::Kind::failures && metric.statistic) return std::nullopt;
        if (!metric.statistic && world_.equal(alarm_.low_samples, "ignore") != Tri::no &&
            !alarm_.low_samples.absent())
            return said(Kind::not_modelled,
                        "compares a percentile that too few calls leave as it was "
                        "(EvaluateLowSampleCountPercentile): not computed");
        model.formula =
            std::make_shared<AlarmFormula>(std::vector<AlarmFormula::Term>{{"", metric, std::nullopt}}, 0);
        model.compared = world_.show(alarm_.metric.statistic);
        return std::nullopt;
    }

    /// The metrics of the expression, and what it makes of them. Whatever it does not need may be anything.
    Problem read_math() {
        if (!alarm_.threshold_metric.absent())
            return said(Kind::not_modelled,
                        "compares with an anomaly band, which CloudWatch learns from the metric's past: not "
                        "computed");
        auto formula = formula_of(world_, graph_, deployment_, alarm_);
        if (!formula) return said(Kind::unknown, "its metric math is not known, or cannot be read");
        bool counts = false;
        for (std::size_t i = 0; i < alarm_.queries.size(); ++i) {
            const MetricQuery& query = alarm_.queries[i];
            const AlarmFormula::Term& term = formula->terms()[i];
            if (!query.expression.absent()) {
                if (!term.expression)
                    return said(Kind::unknown, "its metric math is not known, or cannot be read");
                if (!term.expression->not_computed().empty())
                    return said(Kind::not_modelled, "compares metric math with " +
                                                        std::string(term.expression->not_computed()) +
                                                        ": not computed");
                if (&query != alarm_.compared(world_))
                    result_.text += "; " + term.id + " is " + world_.show(query.expression);
                continue;
            }
            CallMetric metric;
            std::string text;
            if (auto problem = read_metric(query.metric, metric, text)) {
                problem->text = "compares metric math, and its " + term.id + " " + problem->text;
                return problem;
            }
            counts = counts || metric.kind != CallMetric::Kind::calls;
            result_.text += "; " + term.id + " is " + world_.show(query.metric.statistic) + " of " + text;
        }
        if (!counts)
            return said(Kind::other, "compares metric math of metrics that failed calls need not change");
        const MetricQuery* compared = alarm_.compared(world_);
        result_.model.compared =
            world_.show(compared->expression.absent() ? compared->id : compared->expression);
        result_.model.formula = std::make_shared<AlarmFormula>(*std::move(formula));
        return std::nullopt;
    }

    Problem read_comparison() {
        const auto written = world_.literal_of(alarm_.comparison);
        const auto comparison = written ? comparison_of(*written) : std::nullopt;
        if (!comparison) return not_known("comparison", alarm_.comparison);
        const auto threshold = world_.number(alarm_.threshold);
        if (!threshold) return not_known("threshold", alarm_.threshold);
        result_.model.comparison = *comparison;
        result_.model.threshold = *threshold;
        return std::nullopt;
    }

    Problem read_window() {
        const AlarmWindow window = window_of(world_, alarm_);
        if (!window.period)
            return not_known(
                "period", alarm_.metrics().empty() ? alarm_.metric.period : alarm_.metrics().front()->period);
        if (!window.evaluation_periods) return not_known("number of periods", alarm_.evaluation_periods);
        if (!window.datapoints_to_alarm) return not_known("number of datapoints", alarm_.datapoints_to_alarm);
        constexpr double minute = 60, day = 86400;
        if (*window.period < minute)
            return said(Kind::no_data,
                        "has a period of less than the minute in which the metric is sent: it has no data "
                        "most of the time");
        const double periods = *window.evaluation_periods, datapoints = *window.datapoints_to_alarm;
        const bool valid = std::fmod(*window.period, minute) == 0 && periods >= 1 && datapoints >= 1 &&
                           datapoints <= periods && periods * *window.period <= 7 * day;
        if (!valid) return said(Kind::unknown, "has a window that CloudWatch refuses");
        result_.model.period = *window.period;
        result_.model.evaluation = {static_cast<int>(periods), static_cast<int>(datapoints),
                                    MissingData::missing};
        return read_missing_data();
    }

    Problem read_missing_data() {
        if (alarm_.missing_data.absent()) return std::nullopt;
        const auto written = world_.literal_of(alarm_.missing_data);
        const auto treatment = written ? missing_data_of(*written) : std::nullopt;
        if (!treatment) return not_known("treatment of missing data", alarm_.missing_data);
        result_.model.evaluation.missing_data = *treatment;
        return std::nullopt;
    }

    World& world_;
    const Graph& graph_;
    const Deployment& deployment_;
    const Alarm& alarm_;
    bool times_known_;
    AlarmWatch result_;
};

/// A composite alarm: its children are read one by one, and the rule says what they come to.
class CompositeReader {
public:
    CompositeReader(World& world, const Graph& graph, const Deployment& deployment,
                    const Assumptions& assumptions)
        : world_(world), graph_(graph), deployment_(deployment), assumptions_(assumptions) {}

    AlarmWatch read(const Alarm& alarm) {
        auto model = std::make_shared<CompositeModel>();
        model->rule = written_out(world_, graph_, alarm);
        const std::string rule = to_string(alarm.rule);
        read_children(model->rule, *model);
        const Tri can = can_hold(model->rule, [&](const AlarmRule& child) {
            return model->find(child) ? any_state : AlarmStates{.ok = true};
        });
        if (can == Tri::unknown || has_unknown(model->rule))
            return said(Kind::unknown, "is a composite alarm whose rule is not known, or cannot be read");
        if (can == Tri::no || model->children.empty())
            return said(Kind::other,
                        "goes off when " + rule + ", which failed calls do not bring about" + text_);
        AlarmWatch result;
        result.kind = Kind::counts_failures;
        result.model.composite = std::move(model);
        result.text = "other alarms and goes off when " + rule + text_;
        return result;
    }

private:
    void read_children(const AlarmRule& rule, CompositeModel& model) {
        for (const AlarmRule& part : rule.parts) read_children(part, model);
        if (rule.kind != AlarmRule::Kind::child) return;
        const std::string name = rule.alarm != nullptr ? std::string(rule.alarm->id) : to_string(rule.name);
        if (std::find(seen_.begin(), seen_.end(), name) != seen_.end()) return;
        seen_.push_back(name);
        if (rule.alarm == nullptr) {
            text_ += "; " + name + " is not in this template and supposed to be in OK";
            return;
        }
        const AlarmWatch watch =
            watch_of(world_, graph_, deployment_, alarm_of(world_, graph_, *rule.alarm), assumptions_);
        const bool counts = watch.kind == Kind::counts_failures;
        text_ += "; " + name + (counts ? " watches " : " ") + watch.text;
        if (counts)
            model.children.emplace_back(rule.alarm, watch.model);
        else
            text_ += ", and is supposed to be in OK";
    }

    static bool has_unknown(const AlarmRule& rule) {
        return rule.kind == AlarmRule::Kind::unknown ||
               std::any_of(rule.parts.begin(), rule.parts.end(), has_unknown);
    }

    World& world_;
    const Graph& graph_;
    const Deployment& deployment_;
    const Assumptions& assumptions_;
    std::vector<std::string> seen_;
    std::string text_;
};

std::string number(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

std::optional<double> AlarmModel::value(const PeriodCalls& calls) const {
    if (formula) return formula->value(calls);
    return value_of(statistic, scope == Scope::new_version ? calls.fresh : calls.all);
}

std::optional<std::size_t> CompositeModel::find(const AlarmRule& child) const {
    const auto found = std::find_if(children.begin(), children.end(),
                                    [&](const auto& one) { return one.first == child.alarm; });
    return found != children.end() ? std::optional(static_cast<std::size_t>(found - children.begin()))
                                   : std::nullopt;
}

std::optional<CallTimes> Assumptions::times() const {
    return failed_duration > 0 ? std::optional(CallTimes{failed_duration, duration}) : std::nullopt;
}

AlarmWatch watch_of(World& world, const Graph& graph, const Deployment& deployment, const Alarm& alarm,
                    const Assumptions& assumptions) {
    if (alarm.kind == Alarm::Kind::composite)
        return CompositeReader(world, graph, deployment, assumptions).read(alarm);
    return Reader(world, graph, deployment, alarm, assumptions).read();
}

std::string rule_text(const AlarmModel& alarm) {
    const std::string statistics[] = {"Sum", "Average", "Minimum", "Maximum", "SampleCount"};
    constexpr const char* comparisons[] = {">", ">=", "<", "<="};
    constexpr const char* treatments[] = {"missing", "ignore", "breaching", "notBreaching"};
    const AlarmEvaluation& evaluation = alarm.evaluation;
    return (alarm.formula ? alarm.compared : statistics[static_cast<std::size_t>(alarm.statistic)]) + " " +
           comparisons[static_cast<std::size_t>(alarm.comparison)] + " " + number(alarm.threshold) + ", " +
           std::to_string(evaluation.datapoints) + " of " + std::to_string(evaluation.periods) +
           (evaluation.periods == 1 ? " period of " : " periods of ") + number(alarm.period) +
           " s, missing data " + treatments[static_cast<std::size_t>(evaluation.missing_data)];
}

}  // namespace stackfit
