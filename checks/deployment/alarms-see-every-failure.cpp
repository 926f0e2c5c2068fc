// Failures that happen and that no listed alarm counts.
#include <algorithm>
#include <array>
#include <functional>

#include "guards.h"
#include "stackfit/support/text.h"

namespace stackfit::checks {
namespace {

constexpr const char* web_callers[] = {
    "AWS::ApiGateway::Method",        "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::Integration", "AWS::Lambda::Url",         "AWS::ElasticLoadBalancingV2::TargetGroup",
};

/// What calls the function for a client that waits for a status, or null.
const Resource* web_caller(const Graph& graph, const Resource& function) {
    for (const Invocation& call : invocations(graph, function))
        if (is_one_of(web_callers, call.by->type)) return call.by;
    return nullptr;
}

/// Metrics of Lambda that count or time calls, whatever status the function answers with.
bool is_blind_to_answers(World& world, const Metric& metric) {
    if (world.equal(metric.metric_namespace, "AWS/Lambda") != Tri::yes) return false;
    const auto name = world.literal_of(metric.name);
    return name && (*name == "Errors" || *name == "Invocations" || *name == "Duration");
}

/// Does it look at nothing else?
bool is_blind_to_answers(World& world, const Alarm& alarm) {
    const auto metrics = alarm.metrics();
    return !metrics.empty() && std::all_of(metrics.begin(), metrics.end(), [&](const Metric* metric) {
        return is_blind_to_answers(world, *metric);
    });
}

using Blindness = std::function<bool(const Alarm&)>;

/// The first alarm that does not see a failure, when without those nothing sends the release back.
const Alarm* blind_guard(const GuardedRelease& release, const Blindness& blind) {
    const auto first = std::find_if(release.alarms.begin(), release.alarms.end(), blind);
    return first == release.alarms.end() || release.is_guarded_without(blind) ? nullptr : &*first;
}

std::optional<Judgement> blind_to_answers(CheckContext& context, const GuardedRelease& release) {
    const Resource* caller = web_caller(context.graph, *release.deployment.function);
    if (caller == nullptr) return std::nullopt;
    const Alarm* first =
        blind_guard(release, [&](const Alarm& alarm) { return is_blind_to_answers(context.world, alarm); });
    if (first == nullptr) return std::nullopt;
    const Metric& metric = *first->metrics().front();
    return failure_at(release, *first,
                      {say("Function ", release.deployment.function->id, " answers for ", caller->id,
                           ", and its alarms count only what Lambda calls an error: an answer with status "
                           "500 is none, and neither is a "
                           "call that is throttled. A new version that catches its exceptions and answers "
                           "500 is released to everyone. "
                           "List an alarm on the 5XX errors of the API as well."),
                       metric.name.node->span, "Properties.MetricName"},
                      weakened);
}

/// Does the alarm count errors of Lambda, and nothing else?
bool counts_errors(World& world, const Alarm& alarm) {
    return alarm.kind == Alarm::Kind::metric &&
           world.equal(alarm.metric.metric_namespace, "AWS/Lambda") == Tri::yes &&
           world.equal(alarm.metric.name, "Errors") == Tri::yes;
}

std::optional<double> seconds_back(World& world, const Alarm& alarm) {
    const AlarmWindow window = window_of(world, alarm);
    if (!window.period || !window.evaluation_periods) return std::nullopt;
    return *window.period * *window.evaluation_periods;
}

/// An error is reported in the minute in which the call began, when it ends (Lambda Developer Guide, "Types of metrics for Lambda functions").
std::optional<Judgement> misses_timeouts(CheckContext& context, const GuardedRelease& release) {
    World& world = context.world;
    const Value timeout = world.get(release.deployment.function->properties, "Timeout");
    const auto seconds = world.number(timeout);
    if (!seconds) return std::nullopt;
    const Alarm* first = blind_guard(release, [&](const Alarm& alarm) {
        const auto back = counts_errors(world, alarm) ? seconds_back(world, alarm) : std::nullopt;
        return back && *back <= *seconds;
    });
    if (first == nullptr) return std::nullopt;
    return failure_at(release, *first,
                      {say("Alarm ", first->resource->id, " looks back ",
                           number_text(*seconds_back(world, *first)), " seconds, and a call of function ",
                           release.deployment.function->id, " may run ", number_text(*seconds),
                           ". Lambda reports a time-out when the call ends, for the minute in which it "
                           "began, which the alarm has left "
                           "behind by then. Raise EvaluationPeriods with DatapointsToAlarm: 1, lower the "
                           "Timeout, or watch Duration."),
                       first->evaluation_periods.node->span, "Properties.EvaluationPeriods"},
                      weakened);
}

Judgement judge(CheckContext& context, const Resource& function) {
    const Guarding guarding = checks::guarding(context, function);
    if (!guarding.release) return guarding.otherwise;
    std::vector<Judgement> failures;
    for (auto find : {blind_to_answers, misses_timeouts})
        if (auto failure = find(context, *guarding.release)) failures.push_back(*std::move(failure));
    return together(std::move(failures), Judgement::pass());
}

}  // namespace

NativeCheck alarms_see_every_failure() { return {"alarms-see-every-failure", judge}; }

}  // namespace stackfit::checks
