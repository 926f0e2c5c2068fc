#include "guards.h"

#include <algorithm>

namespace stackfit::checks {
namespace {

/// Reads the listed alarms and those beneath them.
class Reading {
public:
    Reading(CheckContext& context, GuardedRelease& release) : context_(context), release_(release) {}

    void read(const Deployment& deployment) {
        release_.deployment = deployment;
        release_.rule.kind = AlarmRule::Kind::any;
        for (const DeploymentAlarm& listed : deployment.alarms) add_listed(listed);
        if (!deployment.alarms_known) release_.rule.parts.emplace_back();
        release_.all_known = is_known(release_.rule);
        for (const AlarmRule* child : set_off_by(release_.rule))
            if (child->alarm != nullptr && release_.find(*child) == nullptr)
                release_.alarms.push_back(alarm_of(context_.world, context_.graph, *child->alarm));
    }

private:
    void add_listed(const DeploymentAlarm& listed) {
        AlarmRule child;
        child.kind = AlarmRule::Kind::child;
        child.state = "ALARM";
        child.name = listed.name.text;
        child.alarm = listed.alarm;
        if (child.alarm == nullptr && child.name.empty()) child = {};
        release_.rule.parts.push_back(is_composite(child) ? add_composite(*child.alarm) : child);
    }

    static bool is_composite(const AlarmRule& rule) {
        return rule.kind == AlarmRule::Kind::child && rule.alarm != nullptr &&
               rule.alarm->type == "AWS::CloudWatch::CompositeAlarm";
    }

    /// Its rule, written out. What it names itself comes first.
    AlarmRule add_composite(const Resource& resource) {
        Alarm alarm = alarm_of(context_.world, context_.graph, resource);
        const AlarmRule own = alarm.rule;
        alarm.rule = written_out(context_.world, context_.graph, alarm);
        open_.push_back(&resource);
        for (const AlarmRule* child : set_off_by(own))
            if (is_composite(*child) && !is_seen(*child->alarm)) add_composite(*child->alarm);
        open_.pop_back();
        if (!is_seen(resource)) release_.composites.push_back(alarm);
        return std::move(alarm.rule);
    }
    [[nodiscard]] bool is_seen(const Resource& composite) const {
        const auto& seen = release_.composites;
        return std::find(open_.begin(), open_.end(), &composite) != open_.end() ||
               std::any_of(seen.begin(), seen.end(),
                           [&](const Alarm& alarm) { return alarm.resource == &composite; });
    }

    static bool is_known(const AlarmRule& rule) {
        if (rule.kind == AlarmRule::Kind::unknown) return false;
        if (rule.kind == AlarmRule::Kind::child) return rule.alarm != nullptr;
        return std::all_of(rule.parts.begin(), rule.parts.end(), is_known);
    }

    CheckContext& context_;
    GuardedRelease& release_;
    std::vector<const Resource*> open_;
};

const GuardedRelease& release_behind(CheckContext& context, const Deployment& deployment) {
    return context.memory.remember(context.world, "guarded release", deployment.function, [&] {
        GuardedRelease release;
        Reading(context, release).read(deployment);
        return release;
    });
}

/// The listed composite alarm by which the alarm guards the release, when it is not listed itself.
const Alarm* listed_above(const GuardedRelease& release, const Alarm& alarm) {
    if (release.lists(alarm)) return nullptr;
    for (const Alarm& composite : release.composites) {
        if (!release.lists(composite)) continue;
        for (const AlarmRule* child : set_off_by(composite.rule))
            if (child->alarm == alarm.resource) return &composite;
    }
    return nullptr;
}

}  // namespace

bool GuardedRelease::is_guarded_without(const std::function<bool(const Alarm&)>& silent) const {
    return can_hold(rule, [&](const AlarmRule& child) {
               const Alarm* alarm = find(child);
               return alarm != nullptr && silent(*alarm) ? never_in_alarm : any_state;
           }) != Tri::no;
}

const Alarm* GuardedRelease::find(const AlarmRule& child) const {
    const auto found = std::find_if(alarms.begin(), alarms.end(),
                                    [&](const Alarm& alarm) { return child.alarm == alarm.resource; });
    return found != alarms.end() ? &*found : nullptr;
}

bool GuardedRelease::lists(const Alarm& alarm) const {
    return std::any_of(deployment.alarms.begin(), deployment.alarms.end(),
                       [&](const DeploymentAlarm& listed) { return listed.alarm == alarm.resource; });
}

Judgement nothing_here() { return Judgement::unknown("the alarms are not in this template"); }

Guarding guarding_by_rule(CheckContext& context, const Resource& function) {
    const auto& deployment = released(context, function);
    if (auto nothing = without_group(deployment)) return {nullptr, *std::move(nothing)};
    const GuardedRelease& release = release_behind(context, *deployment);
    if (release.alarms.empty() && release.composites.empty()) return {nullptr, nothing_here()};
    return {&release, {}};
}

Guarding guarding(CheckContext& context, const Resource& function) {
    const Guarding found = guarding_by_rule(context, function);
    if (found.release != nullptr && found.release->alarms.empty()) return {nullptr, nothing_here()};
    return found;
}

Judgement judge_guards(CheckContext& context, const Resource& function, FindDefects find,
                       FindDefects find_in_rule) {
    const Guarding guarding = guarding_by_rule(context, function);
    if (!guarding.release) return guarding.otherwise;
    const GuardedRelease& release = *guarding.release;
    std::vector<Judgement> failures;
    std::vector<const Resource*> defective;
    const auto judge = [&](const Alarm& alarm, FindDefects defects_of) {
        std::vector<Defect> defects;
        defects_of(context, release, alarm, defects);
        if (!defects.empty()) defective.push_back(alarm.resource);
        for (Defect& defect : defects) failures.push_back(failure_at(release, alarm, std::move(defect), 0));
    };
    for (const Alarm& alarm : release.alarms) judge(alarm, find);
    for (const Alarm& alarm : release.composites)
        if (find_in_rule != nullptr) judge(alarm, find_in_rule);
    const bool guarded = release.is_guarded_without([&](const Alarm& alarm) {
        return std::find(defective.begin(), defective.end(), alarm.resource) != defective.end();
    });
    for (Judgement& failure : failures) failure.value = guarded ? weakened : 0;
    return together(std::move(failures), release.alarms.empty() ? nothing_here() : Judgement::pass());
}

Judgement failure_at(const GuardedRelease& release, const Alarm& alarm, Defect defect, double value) {
    if (const Alarm* above = listed_above(release, alarm))
        defect.message += say(" The release lists composite alarm ", above->resource->id,
                              ", which waits for ", alarm.resource->id, ".");
    Judgement judgement =
        Judgement::fail(std::move(defect.message), defect.at, std::move(defect.property), value);
    judgement.location = alarm.resource;
    return judgement;
}

Span key_place(const Alarm& alarm, const Node* block, std::string_view key) {
    const Member* member = block == nullptr ? nullptr : block->find(key);
    if (member != nullptr) return member->key_span;
    return block == nullptr || block == alarm.resource->properties ? alarm.resource->id_span : block->span;
}

std::string window_text(const AlarmWindow& window) {
    const double points = *window.datapoints_to_alarm, periods = *window.evaluation_periods;
    return say(number_text(points), points == periods ? "" : say(" of ", number_text(periods)),
               periods == 1 ? " period of " : " periods of ", number_text(*window.period), " seconds");
}

std::string version_advice(const CheckContext& context, const Deployment& release) {
    if (made_by_sam(context, *release.function))
        return say("Write !GetAtt ", release.function->id, ".Version.Version.");
    return release.version != nullptr ? say("Write !GetAtt ", release.version->id, ".Version.")
                                      : "Take the attribute Version of the AWS::Lambda::Version.";
}

bool is_version_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace stackfit::checks
