// An alarm on a metric that nobody publishes has no data, and stays where it is for ever.
#include <algorithm>

#include "alarm_metric.h"

namespace stackfit::checks {
namespace {

/// Services send their metrics once a minute; shorter periods are for high-resolution metrics (CloudWatch API Reference, PutMetricAlarm).
void judge_period(const Look& look) {
    const auto period = look.context.world.number(look.metric.period);
    if (!period || *period >= 60) return;
    look.report(say("Alarm ", look.alarm.resource->id, " looks every ", number_text(*period),
                    " seconds for a point of ", look.service,
                    ", which sends one a minute: it has no data most of the time, and hardly ever goes off. "
                    "Set Period: 60."),
                look.metric.period.node->span, "Period");
}

/// An alarm with a unit sees only points of that unit (CloudWatch API Reference, PutMetricAlarm, Unit).
void judge_unit(const Look& look) {
    const auto name = look.context.world.literal_of(look.metric.name);
    const auto unit = look.context.world.literal_of(look.metric.unit);
    const auto published = name ? published_metric(look.service, *name) : std::nullopt;
    if (!unit || !published || *unit == published->unit) return;
    look.report(say(look.never(), "it looks for points in ", *unit, ", and ", look.service, " publishes ",
                    *name, " in ", published->unit, ". ", no_data, "Remove Unit."),
                look.metric.unit.node->span, "Unit");
}

/// Metrics of CloudFront are in us-east-1 only (Amazon CloudFront Developer Guide, "Monitor CloudFront metrics with Amazon CloudWatch").
void judge_region(const Look& look) {
    const auto region = look.context.world.peek_value("AWS::Region");
    if (look.service != "AWS/CloudFront" || !region || *region == "us-east-1") return;
    look.report(say(look.never(), "CloudFront publishes its metrics in us-east-1, and the alarm is made in ",
                    *region, ". ", no_data, "Watch a metric of this region."),
                look.metric.metric_namespace.node->span, "Namespace");
}

/// Does the setting switch detailed metrics on, as far as known?
bool switches_on(World& world, const Value& setting, std::string_view key) {
    const Value flag = world.get(setting, key);
    return setting.unknown() || (!flag.absent() && world.truth(flag) != Tri::no);
}

/// Is `value` the same as what the alarm watches, or everything, as far as known?
bool covers(World& world, const Value& value, const Dimension* watched, std::string_view everything) {
    if (!value.is_text() || watched == nullptr || !watched->value.is_text()) return true;
    return world.equal(value, everything) != Tri::no ||
           world.equal(value.text, watched->value.text) != Tri::no;
}

bool has_detailed_metrics(const Look& look, const Resource& stage) {
    World& world = look.context.world;
    const Value settings = world.get(stage.properties, "MethodSettings");
    if (settings.unknown()) return true;
    const std::vector<Value> items = world.items(settings);
    return std::any_of(items.begin(), items.end(), [&](const Value& item) {
        return switches_on(world, item, "MetricsEnabled") &&
               covers(world, world.get(item, "HttpMethod"), look.metric.dimension("Method"), "*") &&
               covers(world, world.get(item, "ResourcePath"), look.metric.dimension("Resource"), "/*");
    });
}

bool has_detailed_routes(const Look& look, const Resource& stage) {
    World& world = look.context.world;
    if (switches_on(world, world.get(stage.properties, "DefaultRouteSettings"), "DetailedMetricsEnabled"))
        return true;
    const Value routes = world.get(stage.properties, "RouteSettings");
    const auto settings = world.members(routes);
    return routes.unknown() || std::any_of(settings.begin(), settings.end(), [&](const auto& setting) {
               return switches_on(world, setting.second, "DetailedMetricsEnabled");
           });
}

/// Is it a stage of the API that the alarm watches? An API without a Name has the title of its definition.
Tri is_of_the_api(const Look& look, const Resource& stage, bool method) {
    World& world = look.context.world;
    const Value id = world.get(stage.properties, method ? "RestApiId" : "ApiId");
    const Dimension& watched = *look.metric.dimension(method ? "ApiName" : "ApiId");
    Value identity = id;
    if (method) {
        const Resource* api = id.is_text() ? resource_meant(look.context.graph, id.text) : nullptr;
        if (api == nullptr) return Tri::unknown;
        identity = world.get(api->properties, "Name");
        if (identity.absent()) identity = world.at(api->properties, {"Body", "info", "title"});
    }
    if (!identity.is_text() || !watched.value.is_text()) return Tri::unknown;
    return world.equal(identity.text, watched.value.text);
}

/// Metrics of one method or route are published only where a stage asks for them (API Gateway Developer Guide, "Amazon API Gateway
/// dimensions and metrics"). An API of another template may do so.
void judge_detailed_metrics(const Look& look) {
    const std::string set =
        look.service == "AWS/ApiGateway" && look.metric.dimensions_known ? dimension_set(look.metric) : "";
    const bool method = set == "ApiName,Method,Resource,Stage", route = set == "ApiId,Route,Stage";
    if (!method && !route) return;
    const std::string_view type = method ? "AWS::ApiGateway::Stage" : "AWS::ApiGatewayV2::Stage";
    const Resource* stage = nullptr;
    for (const Resource& resource : look.context.unit.expanded.resources()) {
        if (resource.type != type || !look.context.world.exists(resource.id)) continue;
        if (is_of_the_api(look, resource, method) != Tri::yes) continue;
        stage = &resource;
        if (method ? has_detailed_metrics(look, resource) : has_detailed_routes(look, resource)) return;
    }
    if (stage == nullptr) return;
    look.report(say(look.never(), "it watches one ", method ? "method" : "route", ", and stage ", stage->id,
                    " does not publish such metrics. ", no_data,
                    method ? "Set MetricsEnabled in its MethodSettings"
                           : "Set DetailedMetricsEnabled in its RouteSettings",
                    ", or watch the stage as a whole."),
                key_place(look.alarm, look.metric.node, "Dimensions"), "Dimensions");
}

/// A model needs hours of data to have a band, and each version is a new metric (CloudWatch User Guide, "Create a CloudWatch alarm based on
/// anomaly detection").
void judge_band(const Look& look) {
    const auto band =
        std::find_if(look.alarm.queries.begin(), look.alarm.queries.end(), [](const MetricQuery& query) {
            return query.expression.is_text() &&
                   to_string(query.expression.text).find("ANOMALY_DETECTION_BAND") != std::string::npos;
        });
    if (band == look.alarm.queries.end()) return;
    const Watched watch =
        watched(look.context.world, look.context.graph, look.release.deployment, look.metric);
    if (watch.level != WatchLevel::version) return;
    look.report(say("Alarm ", look.alarm.resource->id,
                    " compares the new version with an anomaly band that does not exist yet: each version is "
                    "a metric of its own, "
                    "and CloudWatch learns for hours before it draws a band. The traffic is shifted by then. "
                    "Compare with a fixed "
                    "Threshold."),
                band->expression.node->span, "Metrics");
}

void find(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
          std::vector<Defect>& defects) {
    for (const Metric* metric : alarm.metrics()) {
        const auto service = context.world.literal_of(metric->metric_namespace);
        if (!service) continue;
        const Look look{context, release, alarm, *metric, *service, defects};
        judge_metric(look);
        if (!service->starts_with("AWS/")) continue;
        judge_period(look);
        judge_unit(look);
        judge_region(look);
        judge_detailed_metrics(look);
        judge_band(look);
    }
}

/// FALSE, or what contradicts itself. An inner composite alarm is told first, and the outer one then not at all.
void find_in_rule(CheckContext& context, const GuardedRelease& release, const Alarm& composite,
                  std::vector<Defect>& defects) {
    const auto is_dead = [](const AlarmRule& rule) {
        return can_hold(rule, [](const AlarmRule&) { return any_state; }) == Tri::no;
    };
    if (!is_dead(composite.rule)) return;
    const AlarmRule own = alarm_of(context.world, context.graph, *composite.resource).rule;
    const auto set_off = set_off_by(own);
    const bool told =
        std::any_of(release.composites.begin(), release.composites.end(), [&](const Alarm& inner) {
            return is_dead(inner.rule) &&
                   std::any_of(set_off.begin(), set_off.end(),
                               [&](const AlarmRule* child) { return child->alarm == inner.resource; });
        });
    if (told) return;
    const Value rule = context.world.get(composite.resource->properties, "AlarmRule");
    defects.push_back(
        {say("Composite alarm ", composite.resource->id, " can never go off: its rule, ", to_string(own),
             ", is not true in whatever states the alarms are that it names. ", no_data,
             "Ask for ALARM(...) of the alarms that tell of a bad release, joined by OR."),
         rule.node->span, "Properties.AlarmRule"});
}

Judgement judge(CheckContext& context, const Resource& function) {
    return judge_guards(context, function, find, find_in_rule);
}

}  // namespace

NativeCheck alarm_can_fire() { return {"alarm-can-fire", judge}; }

}  // namespace stackfit::checks
