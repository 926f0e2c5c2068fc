// Numbers that CloudWatch holds against each other (CloudWatch API Reference, PutMetricAlarm; User Guide, "Using math expressions").
#include <algorithm>

#include "../common/say.h"
#include "stackfit/deployment_alarms.h"
#include "stackfit/engine.h"
#include "stackfit/support/ascii.h"

namespace stackfit::checks {
namespace {

constexpr std::string_view id = "alarm-numbers-valid";
constexpr double day = 86'400, hour = 3'600;  // seconds

/// The ids that an expression names: words with a small first letter (Id of a MetricDataQuery), outside of quoted texts.
std::vector<std::string_view> ids_in(std::string_view expression) {
    const auto is_word = [](char c) { return is_letter_or_digit(c) || c == '_'; };
    std::vector<std::string_view> ids;
    for (std::size_t at = 0; at < expression.size(); ++at) {
        if (expression[at] == '\'' || expression[at] == '"') {
            at = expression.find(expression[at], at + 1);
            if (at == std::string_view::npos) break;
            continue;
        }
        if (!is_word(expression[at])) continue;
        const std::size_t begin = at;
        while (at + 1 < expression.size() && is_word(expression[at + 1])) ++at;
        if (is_lower(expression[begin])) ids.push_back(expression.substr(begin, at + 1 - begin));
    }
    return ids;
}

class AlarmJudge {
public:
    AlarmJudge(CheckContext& context, std::vector<Problem>& problems, const Alarm& alarm)
        : world_(context.world), problems_(problems), alarm_(alarm) {}

    void judge() {
        judge_window();
        if (alarm_.kind != Alarm::Kind::math || !alarm_.queries_known) return;
        judge_returned_data();
        judge_expressions();
        judge_periods();
    }

private:
    void report(std::string message, Span at) {
        problems_.push_back({id, std::move(message), at, alarm_.resource->id, false});
    }

    void judge_window() {
        const AlarmWindow window = window_of(world_, alarm_);
        if (!window.evaluation_periods) return;
        if (window.datapoints_to_alarm && *window.datapoints_to_alarm > *window.evaluation_periods)
            report(say("Alarm ", alarm_.resource->id, " waits for ", number_text(*window.datapoints_to_alarm),
                       " of ", number_text(*window.evaluation_periods),
                       " periods. CloudWatch refuses it. DatapointsToAlarm is at most EvaluationPeriods."),
                   alarm_.datapoints_to_alarm.node->span);
        if (!window.period) return;
        const double seconds = *window.evaluation_periods * *window.period,
                     most = *window.period >= hour ? 7 * day : day;
        if (seconds > most)
            report(
                say("The ", number_text(*window.evaluation_periods), " periods of alarm ",
                    alarm_.resource->id, " make ", number_text(seconds),
                    " seconds, and CloudWatch takes at most ", number_text(most), " of periods ",
                    most == day ? "under an hour" : "of an hour and more", ". Use fewer or shorter periods."),
                alarm_.evaluation_periods.node->span);
    }

    [[nodiscard]] Tri returns_data(const MetricQuery& query) const {
        return query.return_data.absent() ? Tri::yes : world_.truth(query.return_data);
    }
    [[nodiscard]] bool is_band(const MetricQuery& query) const {
        const auto band = world_.literal_of(alarm_.threshold_metric);
        return band && world_.equal(query.id, *band) == Tri::yes;
    }

    void judge_returned_data() {
        const MetricQuery* first = nullptr;
        for (const MetricQuery& query : alarm_.queries) {
            const Tri returns = returns_data(query);
            if (returns == Tri::no || is_band(query)) continue;
            if (returns == Tri::unknown) return;
            if (first != nullptr)
                return report(say("Entry ", world_.show(query.id), " of alarm ", alarm_.resource->id,
                                  " returns data too, beside ", world_.show(first->id),
                                  ", and an alarm compares one value. CloudWatch refuses it. Set ReturnData: "
                                  "false in all entries but one; where it is not given, it is true."),
                              query.id.absent() ? query.node->span : query.id.node->span);
            first = &query;
        }
        if (first == nullptr && !alarm_.queries.empty())
            report(say("No entry of alarm ", alarm_.resource->id,
                       " returns data, so there is nothing to compare. CloudWatch refuses it. Set "
                       "ReturnData: true in one."),
                   alarm_.queries.front().node->span);
    }

    [[nodiscard]] bool has_query(std::string_view name) const {
        return std::any_of(alarm_.queries.begin(), alarm_.queries.end(),
                           [&](const MetricQuery& query) { return world_.equal(query.id, name) != Tri::no; });
    }
    void judge_expressions() {
        for (const MetricQuery& query : alarm_.queries) {
            const auto expression = world_.literal_of(query.expression);
            // A query of Metrics Insights has words of its own.
            if (!expression || expression->starts_with("SELECT")) continue;
            for (const std::string_view name : ids_in(*expression)) {
                if (has_query(name)) continue;
                report(say("The expression of alarm ", alarm_.resource->id, " names ", name,
                           ", which no entry of its Metrics has as Id. CloudWatch refuses it. Add the entry, "
                           "or mend the name."),
                       query.expression.node->span);
                break;
            }
        }
    }

    void judge_periods() {
        std::optional<double> first;
        for (const MetricQuery& query : alarm_.queries) {
            const auto period = world_.number(query.metric.period);
            if (!period) continue;
            if (!first) first = period;
            if (*period == *first) continue;
            return report(say("Alarm ", alarm_.resource->id, " computes with periods of ",
                              number_text(*first), " and of ", number_text(*period),
                              " seconds. CloudWatch refuses it: the metrics of an alarm have one period."),
                          query.metric.period.node->span);
        }
    }

    World& world_;
    std::vector<Problem>& problems_;
    const Alarm& alarm_;
};

void find(CheckContext& context, std::vector<Problem>& problems) {
    for (const Resource& resource : context.unit.expanded.resources()) {
        if (resource.type != "AWS::CloudWatch::Alarm" || !context.world.exists(resource.id)) continue;
        const Alarm alarm = alarm_of(context.world, context.graph, resource);
        AlarmJudge(context, problems, alarm).judge();
    }
}

}  // namespace

NativeCheck alarm_numbers_valid() { return {id, nullptr, find}; }

}  // namespace stackfit::checks
