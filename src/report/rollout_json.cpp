// `rollout` for programs: docs/json.md, docs/rollout.schema.json.
#include "report/json_writer.h"
#include "stackfit/report.h"

namespace stackfit {
namespace {

using Resources = std::vector<const Resource*>;

constexpr int share_decimals = 4;  // of probabilities, rates and shares

void write_share(JsonWriter& json, std::string_view name, double share) {
    json.key(name);
    json.number(share, share_decimals);
}

void write_id(JsonWriter& json, std::string_view name, const Resource* resource) {
    json.key(name);
    if (resource == nullptr) return json.null();
    json.string(resource->id);
}

void write_ids(JsonWriter& json, std::string_view name, const Resources& resources) {
    json.key(name);
    json.begin_array();
    for (const Resource* resource : resources) json.string(resource->id);
    json.end_array();
}

void write_assumptions(JsonWriter& json, const Assumptions& assumptions) {
    json.key("assumptions");
    json.begin_object();
    json.member("requests_per_minute", assumptions.requests_per_minute);
    write_share(json, "error_rate", assumptions.error_rate);
    write_share(json, "background_error_rate", assumptions.background_rate);
    json.member("metric_delay_seconds", assumptions.metric_delay);
    json.member("poll_interval_seconds", assumptions.poll_interval);
    json.member("mttr_minutes", assumptions.repair_minutes);
    const auto times = assumptions.times();
    json.key("failed_duration_milliseconds");
    times ? json.number(times->failed) : json.null();
    json.key("duration_milliseconds");
    times ? json.number(times->good) : json.null();
    json.end_object();
}

void write_outlook(JsonWriter& json, const Outlook& outlook) {
    json.begin_object();
    write_share(json, "rollback_probability", outlook.rollback);
    const auto with_rollback = [&](std::string_view name, double value, int decimals = 2) {
        json.key(name);
        outlook.rollback > 0 ? json.number(value, decimals) : json.null();
    };
    with_rollback("rollback_minute", outlook.minute);
    with_rollback("shifted_at_rollback", outlook.share, share_decimals);
    with_rollback("failed_requests_with_rollback", outlook.failed_with_rollback);
    json.key("failed_requests_without_rollback");
    outlook.rollback < 1 ? json.number(outlook.failed_without_rollback) : json.null();
    json.member("failed_requests", outlook.failed);
    json.member("failed_requests_at_worst", outlook.failed_at_worst);
    json.member("periods_aligned_to_the_clock", outlook.coarse);
    json.end_object();
}

void write_shift(JsonWriter& json, const TrafficShift& shift) {
    json.member("guarded_until_minute", shift.guarded_until());
    json.list("steps", shift.steps(), [&](const TrafficShift::Step& step) {
        json.member("minute", step.minute);
        write_share(json, "share", step.share);
    });
}

void write_hook(JsonWriter& json, std::string_view name, const HookRollout& hook) {
    json.key(name);
    if (!hook.named) return json.null();
    json.begin_object();
    json.member("name", hook.name);
    write_id(json, "function", hook.function);
    json.end_object();
}

const char* kind_text(AlarmWatch::Kind kind) {
    switch (kind) {
        case AlarmWatch::Kind::counts_failures: return "counts_failures";
        case AlarmWatch::Kind::other: return "other";
        case AlarmWatch::Kind::no_data: return "no_data";
        case AlarmWatch::Kind::not_modelled: return "not_modelled";
        case AlarmWatch::Kind::unknown: break;
    }
    return "unknown";
}

void write_alarm(JsonWriter& json, const AlarmRollout& alarm) {
    json.member("name", alarm.name);
    write_id(json, "alarm", alarm.alarm);
    json.member("kind", kind_text(alarm.watch.kind));
    json.member("text", alarm.watch.text);
    if (alarm.watch.kind != AlarmWatch::Kind::counts_failures) return;
    json.key("detection_minutes");
    json.begin_object();
    json.member("earliest", alarm.times.earliest);
    json.member("typical", alarm.times.typical);
    json.member("latest", alarm.times.latest);
    json.end_object();
    json.member("in_time", alarm.in_time);
    if (!alarm.outlook) return;
    json.key("outlook");
    write_outlook(json, *alarm.outlook);
}

const char* kind_text(FunctionRollout::Kind kind) {
    switch (kind) {
        case FunctionRollout::Kind::code_deploy: return "code_deploy";
        case FunctionRollout::Kind::alias_at_once: return "alias_at_once";
        case FunctionRollout::Kind::no_alias: break;
    }
    return "no_alias";
}

void write_release(JsonWriter& json, const FunctionRollout& function) {
    json.member("type", function.type);
    json.member_or_null("unknown", function.unknown);
    if (function.shift) write_shift(json, *function.shift);
    write_hook(json, "before_allow_traffic", function.before);
    write_hook(json, "after_allow_traffic", function.after);
    json.list("alarms", function.alarms, [&](const AlarmRollout& alarm) { write_alarm(json, alarm); });
    json.member("alarms_known", function.alarms_known);
    json.member_or_null("not_armed", function.disarmed);
    json.key("guard");
    function.guard ? json.string(function.alarms[*function.guard].name) : json.null();
    json.key("false_alarm_probability");
    function.false_alarm ? json.number(*function.false_alarm, share_decimals) : json.null();
    json.list("types", function.types, [&](const TypeRollout& type) {
        json.member("type", type.type);
        json.member("chosen", type.chosen);
        write_shift(json, type.shift);
        json.member_or_null("guard", type.alarm);
        json.key("outlook");
        write_outlook(json, type.outlook);
    });
    write_ids(json, "waiting", function.waiting);
}

void write_function(JsonWriter& json, const FunctionRollout& function) {
    json.begin_object();
    json.member("function", function.function->id);
    json.member("kind", kind_text(function.kind));
    write_id(json, "alias", function.alias);
    if (function.kind == FunctionRollout::Kind::code_deploy) write_release(json, function);
    json.end_object();
}

void write_order(JsonWriter& json, const UpdateOrder& order) {
    json.key("update_order");
    json.begin_array();
    for (const Resources& wave : order.waves) {
        json.begin_array();
        for (const Resource* resource : wave) json.string(resource->id);
        json.end_array();
    }
    json.end_array();
    write_ids(json, "circular", order.circular);
}

void write_world(JsonWriter& json, const WorldRollout& world) {
    json.strings("when", world.when);
    json.member("headline", world.headline);
    json.member("production_like", world.production_like);
    json.key("functions");
    json.begin_array();
    for (const FunctionRollout& function : world.functions)
        if (function.shown) write_function(json, function);
    json.end_array();
    write_order(json, world.order);
    json.list("at_once", world.at_once, [&](const ChangedAtOnce& group) {
        json.member("kind", group.kind);
        write_ids(json, "resources", group.resources);
    });
    json.key("not_restored");
    json.begin_object();
    write_ids(json, "data", world.data);
    write_ids(json, "lost_on_replacement", world.lost_on_replacement);
    write_ids(json, "orphan_versions", world.orphans);
    json.end_object();
}

}  // namespace

std::string rollout_json(const Unit& unit, const Rollout& rollout) {
    JsonWriter json;
    json.begin_object();
    json.member("path", unit.path);
    write_assumptions(json, rollout.assumptions);
    json.list("worlds", rollout.worlds, [&](const WorldRollout& world) { write_world(json, world); });
    json.key("more_worlds");
    json.integer(static_cast<long long>(rollout.more_worlds));
    json.member("complete", rollout.complete);
    json.end_object();
    return json.take();
}

}  // namespace stackfit
