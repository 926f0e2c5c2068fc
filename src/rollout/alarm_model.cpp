// From an alarm of the template to what arithmetic needs of it. Whatever is not literal, or not simple, is said and not guessed.
#include <cmath>
#include <iterator>

#include "stackfit/deployment_watch.h"
#include "stackfit/rollout.h"
#include "stackfit/support/text.h"

namespace stackfit {
namespace {

using Kind = AlarmWatch::Kind;

/// Metrics that have one sample a call, 1 for a failed one ("Types of metrics for Lambda functions"; API Gateway, "Amazon API Gateway
/// dimensions and metrics"). A function that fails is an answer 502 of the API in front of it.
constexpr char failure_metrics[][2][20] = {
    {"AWS/Lambda", "Errors"},
    {"AWS/ApiGateway", "5XXError"},
    {"AWS/ApiGateway", "5xx"},
};

bool counts_failures(std::string_view service, std::string_view name) {
    for (const auto& metric : failure_metrics)
        if (service == metric[0] && name == metric[1]) return true;
    return false;
}

AlarmWatch said(Kind kind, std::string text) { return {kind, {}, std::move(text)}; }

class Reader {
public:
    Reader(World& world, const Graph& graph, const Deployment& deployment, const Alarm& alarm)
        : world_(world), graph_(graph), deployment_(deployment), alarm_(alarm) {}

    AlarmWatch read() {
        if (alarm_.kind != Alarm::Kind::metric) return said(Kind::not_modelled, kind_text());
        const auto service = world_.literal_of(alarm_.metric.metric_namespace);
        const auto name = world_.literal_of(alarm_.metric.name);
        if (!service || !name)
            return said(Kind::unknown, "watches " + world_.show(alarm_.metric.metric_namespace) + " " +
                                           world_.show(alarm_.metric.name) +
                                           ": whether failed calls change it is not known");
        if (!counts_failures(*service, *name))
            return said(Kind::other,
                        "watches " + *service + " " + *name + ", which failed calls need not change");
        if (auto problem = read_scope(*service, *name)) return *problem;
        if (auto problem = read_comparison()) return *problem;
        if (auto problem = read_window()) return *problem;
        result_.kind = Kind::counts_failures;
        result_.text += ": " + rule_text(result_.model);
        return std::move(result_);
    }

private:
    using Problem = std::optional<AlarmWatch>;

    [[nodiscard]] std::string kind_text() const {
        switch (alarm_.kind) {
            case Alarm::Kind::composite: return "is a composite alarm: not computed";
            case Alarm::Kind::math: return "compares the result of metric math: not computed";
            case Alarm::Kind::promql: return "is a PromQL alarm: not computed";
            case Alarm::Kind::log: return "is a log alarm: not computed";
            case Alarm::Kind::metric: break;
        }
        return {};
    }

    AlarmWatch not_known(const std::string& what, const Value& value) {
        return said(Kind::unknown, "its " + what + " is not known (" + world_.show(value) + ")");
    }

    Problem read_scope(const std::string& service, const std::string& name) {
        if (service == "AWS/ApiGateway") {
            result_.text = name + " of the API, supposed to be in front of all calls";
            return std::nullopt;
        }
        if (!alarm_.metric.dimensions_known) return said(Kind::unknown, "its dimensions are not known");
        const Watched watch = watched(world_, graph_, deployment_, alarm_.metric);
        if (watch.level == WatchLevel::other)
            return said(Kind::no_data,
                        "watches Errors under dimensions that Lambda does not publish: it never has data");
        if (watch.level == WatchLevel::region)
            return said(Kind::not_modelled,
                        "watches the Errors of all functions of the region: not computed");
        if (watch.function == Tri::no)
            return said(
                Kind::other,
                "watches the Errors of another function" +
                    (watch.other_function != nullptr ? ", " + std::string(watch.other_function->id) : ""));
        if (watch.level == WatchLevel::function)
            return scope(AlarmModel::Scope::all_traffic, "Errors of the function, all versions");
        if (watch.alias == Tri::no && watch.level == WatchLevel::alias)
            return said(Kind::other, "watches the Errors of another alias");
        if (watch.level == WatchLevel::alias)
            return scope(AlarmModel::Scope::all_traffic, "Errors of the alias, both versions");
        if (watch.version == Tri::no) return said(Kind::other, "watches the Errors of another version");
        return scope(AlarmModel::Scope::new_version, "Errors of the new version");
    }

    Problem scope(AlarmModel::Scope scope, const char* text) {
        result_.model.scope = scope;
        result_.text = text;
        return std::nullopt;
    }

    Problem read_comparison() {
        const auto statistic = world_.literal_of(alarm_.metric.statistic);
        if (!statistic) return not_known("statistic", alarm_.metric.statistic);
        const auto known = statistic_of(*statistic);
        if (!known) return said(Kind::not_modelled, "compares " + *statistic + " of Errors: not computed");
        const auto written = world_.literal_of(alarm_.comparison);
        const auto comparison = written ? comparison_of(*written) : std::nullopt;
        if (!comparison) return not_known("comparison", alarm_.comparison);
        const auto threshold = world_.number(alarm_.threshold);
        if (!threshold) return not_known("threshold", alarm_.threshold);
        result_.model.statistic = *known;
        result_.model.comparison = *comparison;
        result_.model.threshold = *threshold;
        return std::nullopt;
    }

    Problem read_window() {
        const AlarmWindow window = window_of(world_, alarm_);
        if (!window.period) return not_known("period", alarm_.metric.period);
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
    AlarmWatch result_;
};

std::string number(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

AlarmWatch watch_of(World& world, const Graph& graph, const Deployment& deployment, const Alarm& alarm) {
    return Reader(world, graph, deployment, alarm).read();
}

std::string rule_text(const AlarmModel& alarm) {
    constexpr const char* statistics[] = {"Sum", "Average", "Minimum", "Maximum", "SampleCount"};
    constexpr const char* comparisons[] = {">", ">=", "<", "<="};
    constexpr const char* treatments[] = {"missing", "ignore", "breaching", "notBreaching"};
    const AlarmEvaluation& evaluation = alarm.evaluation;
    return std::string(statistics[static_cast<std::size_t>(alarm.statistic)]) + " " +
           comparisons[static_cast<std::size_t>(alarm.comparison)] + " " + number(alarm.threshold) + ", " +
           std::to_string(evaluation.datapoints) + " of " + std::to_string(evaluation.periods) +
           (evaluation.periods == 1 ? " period of " : " periods of ") + number(alarm.period) +
           " s, missing data " + treatments[static_cast<std::size_t>(evaluation.missing_data)];
}

}  // namespace stackfit
