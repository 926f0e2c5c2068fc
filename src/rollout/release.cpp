#include "release.h"

#include <algorithm>

namespace stackfit {
namespace {

std::string name_of(World& world, const Resource* resource, const Value& value) {
    return resource != nullptr ? std::string(resource->id) : world.show(value);
}

HookRollout hook_of(World& world, const Hook& hook) {
    if (hook.value.absent()) return {};
    return {true, name_of(world, hook.function, hook.value), hook.function};
}

/// Why an alarm that goes off sends nothing back, or "". (CodeDeploy API Reference, AlarmConfiguration and AutoRollbackConfiguration.)
std::string disarmed(World& world, const Deployment& deployment) {
    if (world.truth(world.get(deployment.alarm_configuration, "Enabled")) == Tri::no)
        return "AlarmConfiguration is not enabled: no alarm is looked at";
    if (deployment.auto_rollback.absent())
        return "AutoRollbackConfiguration is missing: an alarm stops the shift and leaves the traffic split";
    if (world.truth(world.get(deployment.auto_rollback, "Enabled")) == Tri::no)
        return "AutoRollbackConfiguration is not enabled: an alarm stops the shift and leaves the traffic "
               "split";
    const Value events = world.get(deployment.auto_rollback, "Events");
    if (!events.is_sequence()) return {};
    const std::vector<Value> items = world.items(events);
    const bool stops = std::any_of(items.begin(), items.end(), [&](const Value& event) {
        return world.equal(event, "DEPLOYMENT_STOP_ON_ALARM") != Tri::no;
    });
    return stops ? ""
                 : "the rollback events lack DEPLOYMENT_STOP_ON_ALARM: an alarm stops the shift and leaves "
                   "the traffic split";
}

class Release {
public:
    Release(World& world, const Graph& graph, const Deployment& deployment, Outlooks& outlooks)
        : world_(world), graph_(graph), deployment_(deployment), outlooks_(outlooks) {}

    FunctionRollout read() {
        result_.function = deployment_.function;
        result_.alias = deployment_.alias;
        if (deployment_.alias == nullptr) return result_;
        result_.kind = deployment_.has_update_policy ? FunctionRollout::Kind::code_deploy
                                                     : FunctionRollout::Kind::alias_at_once;
        if (!deployment_.has_update_policy) return result_;
        result_.before = hook_of(world_, deployment_.pre_traffic);
        result_.after = hook_of(world_, deployment_.post_traffic);
        read_type();
        read_alarms();
        choose_guard();
        compare_types();
        return std::move(result_);
    }

private:
    void read_type() {
        if (deployment_.group == nullptr) {
            result_.type = "?";
            result_.unknown = "deployment group " + world_.show(deployment_.group_name) +
                              " is not in this template: neither its type nor its alarms are known";
            return;
        }
        type_ = type_of(world_, graph_, deployment_);
        result_.type = type_.custom != nullptr ? std::string(type_.custom->id) : world_.show(type_.value);
        result_.shift = shift_of(world_, type_);
        if (result_.shift) return;
        if (type_.value.absent())
            result_.unknown =
                "the group names no DeploymentConfigName: CodeDeploy's default is one for servers";
        else if (type_.custom != nullptr)
            result_.unknown = "the steps of this type are not known, or AWS refuses them";
        else
            result_.unknown = "it is neither predefined nor of this template: its steps are not known";
    }

    void read_alarms() {
        result_.alarms_known = deployment_.group != nullptr && deployment_.alarms_known;
        for (const DeploymentAlarm& listed : deployment_.alarms) {
            AlarmRollout alarm;
            alarm.name = name_of(world_, listed.alarm, listed.name);
            alarm.alarm = listed.alarm;
            if (listed.alarm != nullptr)
                alarm.watch = watch_of(world_, graph_, deployment_, alarm_of(world_, graph_, *listed.alarm),
                                       outlooks_.assumptions());
            else
                alarm.watch.text = "is not in this template";
            if (alarm.watch.kind == AlarmWatch::Kind::counts_failures) look_ahead(alarm);
            result_.alarms.push_back(std::move(alarm));
        }
        if (!result_.alarms.empty()) result_.disarmed = disarmed(world_, deployment_);
    }

    void look_ahead(AlarmRollout& alarm) {
        alarm.times = detection_times(alarm.watch.model, outlooks_.assumptions());
        if (!result_.shift) return;
        alarm.outlook = outlooks_.of(*result_.shift, &alarm.watch.model);
        alarm.in_time = alarm.times.typical <= result_.shift->guarded_until();
        if (alarm.outlook) return;
        alarm.watch.kind = AlarmWatch::Kind::not_modelled;
        alarm.watch.text += ": too large to compute";
    }

    /// Those that count failures and send traffic back.
    [[nodiscard]] std::vector<const AlarmRollout*> armed() const {
        std::vector<const AlarmRollout*> result;
        for (const AlarmRollout& alarm : result_.alarms)
            if (result_.disarmed.empty() && alarm.watch.kind == AlarmWatch::Kind::counts_failures)
                result.push_back(&alarm);
        return result;
    }

    /// The alarm that leaves the fewest failed calls. They all see the same calls, so that two detect hardly more than the better one.
    [[nodiscard]] std::pair<const AlarmRollout*, std::optional<Outlook>> best(const TrafficShift& shift) {
        std::pair<const AlarmRollout*, std::optional<Outlook>> result{nullptr, outlooks_.of(shift, nullptr)};
        for (const AlarmRollout* alarm : armed()) {
            const auto outlook = outlooks_.of(shift, &alarm->watch.model);
            if (outlook &&
                (outlook->failed < result.second->failed || outlook->rollback > result.second->rollback))
                result = {alarm, outlook};
        }
        return result;
    }

    void choose_guard() {
        if (!result_.shift) return;
        const AlarmRollout* guard = best(*result_.shift).first;
        if (guard == nullptr) return;
        result_.guard = static_cast<std::size_t>(guard - result_.alarms.data());
        if (outlooks_.assumptions().background_rate <= 0) return;
        if (const auto healthy = outlooks_.healthy(*result_.shift, guard->watch.model))
            result_.false_alarm = healthy->rollback;
    }

    void compare_types() {
        const bool predefined = type_.predefined && result_.shift;
        if (result_.shift && !predefined) add_type(result_.type, *result_.shift, true);
        for (const char* type : predefined_types())
            add_type(type, *predefined_shift(type), predefined && result_.type == type);
    }

    void add_type(std::string type, const TrafficShift& shift, bool chosen) {
        const auto [alarm, outlook] = best(shift);
        result_.types.push_back(
            {std::move(type), shift, *outlook, alarm != nullptr ? alarm->name : "", chosen});
    }

    World& world_;
    const Graph& graph_;
    const Deployment& deployment_;
    DeploymentType type_;
    Outlooks& outlooks_;
    FunctionRollout result_;
};

}  // namespace

std::optional<Outlook> Outlooks::of(const TrafficShift& shift, const AlarmModel* alarm) {
    const std::optional<AlarmModel> model = alarm != nullptr ? std::optional(*alarm) : std::nullopt;
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.shift == shift && entry.alarm == model;
    });
    if (found != entries_.end()) return found->outlook;
    entries_.push_back({shift, model, outlook(shift, remembered(alarm), assumptions_, memory_)});
    return entries_.back().outlook;
}

const AlarmModel* Outlooks::remembered(const AlarmModel* alarm) {
    if (alarm == nullptr) return nullptr;
    const auto found = std::find(alarms_.begin(), alarms_.end(), *alarm);
    return found != alarms_.end() ? &*found : &alarms_.emplace_back(*alarm);
}

std::optional<Outlook> Outlooks::healthy(const TrafficShift& shift, const AlarmModel& alarm) {
    Assumptions healthy = assumptions_;
    healthy.error_rate = healthy.background_rate;
    return outlook(shift, remembered(&alarm), healthy, memory_);
}

std::string release_key(World& world, const Graph& graph, const Deployment& deployment) {
    if (!deployment.has_update_policy) return deployment.alias != nullptr ? "at once" : "";
    const DeploymentType type = type_of(world, graph, deployment);
    std::string key = world.show(type.value) + "|" + world.show(deployment.group_name);
    if (const auto shift = shift_of(world, type))
        key += "|" + std::to_string(shift->percent) + "|" + std::to_string(shift->interval);
    for (const Hook* hook : {&deployment.pre_traffic, &deployment.post_traffic})
        key += "|" + (hook->value.absent() ? std::string() : name_of(world, hook->function, hook->value));
    for (const DeploymentAlarm& alarm : deployment.alarms)
        key += "|" + name_of(world, alarm.alarm, alarm.name);
    return key + (deployment.alarms_known ? "" : "|?") + "|" + disarmed(world, deployment);
}

FunctionRollout release_of(World& world, const Graph& graph, const Deployment& deployment,
                           Outlooks& outlooks) {
    return Release(world, graph, deployment, outlooks).read();
}

}  // namespace stackfit
