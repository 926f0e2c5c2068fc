// An alarm with data, about something else than this release.
#include <algorithm>

#include "guards.h"

namespace stackfit::checks {
namespace {

Watched watch_of(CheckContext& context, const GuardedRelease& release, const Metric& metric) {
    return watched(context.world, context.graph, release.deployment, metric);
}

/// Is every metric of the alarm one of another function?
bool is_of_another(CheckContext& context, const GuardedRelease& release, const Alarm& alarm) {
    const auto metrics = alarm.metrics();
    return !metrics.empty() && std::all_of(metrics.begin(), metrics.end(), [&](const Metric* metric) {
        return watch_of(context, release, *metric).function == Tri::no;
    });
}

/// Alarms of callers and callees are good company, but no guard.
bool is_alone(CheckContext& context, const GuardedRelease& release) {
    return !release.is_guarded_without(
        [&](const Alarm& alarm) { return is_of_another(context, release, alarm); });
}

void judge_function(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                    std::vector<Defect>& defects) {
    const Metric& metric = *alarm.metrics().front();
    const Dimension* dimension = metric.dimension("FunctionName");
    if (dimension == nullptr) dimension = metric.dimension("Resource");
    if (dimension == nullptr) return;
    const Resource* other = watch_of(context, release, metric).other_function;
    const std::string_view id = release.deployment.function->id;
    defects.push_back(
        {say("Alarm ", alarm.resource->id, " guards the release of function ", id, " and watches ",
             other != nullptr ? say("function ", other->id) : context.world.show(dimension->value),
             ". Errors of ", id, " do not move it, so no release of it is ever rolled back. Watch ", id,
             ", or list an alarm that does."),
         dimension->value.node->span, "Properties.Dimensions"});
}

void judge_alias(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                 const Dimension& resource, std::vector<Defect>& defects) {
    const std::string alias =
        context.world.show(context.world.get(release.deployment.alias->properties, "Name"));
    const std::string_view id = release.deployment.function->id;
    defects.push_back(
        {say("Alarm ", alarm.resource->id, " watches ", context.world.show(resource.value),
             ", and CodeDeploy shifts the traffic of alias ", alias,
             ". Calls through that alias are not in this metric, so the alarm stays silent. Write !Sub \"${",
             id, "}:", alias, "\"."),
         resource.value.node->span, "Properties.Dimensions"});
}

/// "version 7", "the version of function Billing"; "" for a text that is no version at all (check alarm-can-fire).
std::string version_text(CheckContext& context, const Text& version) {
    if (const auto text = literal(version)) {
        return is_version_number(*text) || *text == "$LATEST" ? say("version ", *text) : "";
    }
    const Resource* resource = resource_meant(context.graph, version);
    const Value name =
        resource != nullptr ? context.world.get(resource->properties, "FunctionName") : Value{};
    const Resource* function = name.is_text() ? resource_meant(context.graph, name.text) : nullptr;
    return function != nullptr ? say("the version of function ", function->id)
                               : say("version ", to_string(version));
}

void judge_version(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                   const Dimension& dimension, std::vector<Defect>& defects) {
    const QualifiedName parts = split_qualifier(dimension.value.text);
    const std::string version =
        version_text(context, parts.qualified ? parts.qualifier : dimension.value.text);
    if (version.empty()) return;
    defects.push_back(
        {say("Alarm ", alarm.resource->id, " watches ", version, ", and each release of function ",
             release.deployment.function->id, " brings a new one of its own. The alarm never sees it. ",
             version_advice(context, release.deployment)),
         dimension.value.node->span, "Properties.Dimensions"});
}

void find(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
          std::vector<Defect>& defects) {
    if (is_of_another(context, release, alarm)) {
        if (is_alone(context, release)) judge_function(context, release, alarm, defects);
        return;
    }
    for (const Metric* metric : alarm.metrics()) {
        const Watched watch = watch_of(context, release, *metric);
        const Dimension* resource = metric->dimension("Resource");
        const Dimension* version = metric->dimension("ExecutedVersion");
        // What has no data in any case is told by check alarm-can-fire.
        if (resource == nullptr || watch.function == Tri::no || watch.level == WatchLevel::other) continue;
        if (watch.alias == Tri::no) judge_alias(context, release, alarm, *resource, defects);
        if (watch.version == Tri::no)
            judge_version(context, release, alarm, version != nullptr ? *version : *resource, defects);
    }
}

Judgement judge(CheckContext& context, const Resource& function) {
    return judge_guards(context, function, find);
}

}  // namespace

NativeCheck alarm_watches_the_release() { return {"alarm-watches-the-release", judge}; }

}  // namespace stackfit::checks
