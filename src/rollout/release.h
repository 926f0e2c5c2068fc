// One function's release in one world; private to the rollout layer.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "detection.h"

namespace stackfit {

/// Outlooks under one set of assumptions: many functions have the same alarms and types.
class Outlooks {
public:
    explicit Outlooks(const Assumptions& assumptions) : assumptions_(assumptions) {}

    /// nullptr: without an alarm.
    std::optional<Outlook> of(const TrafficShift& shift, const AlarmModel* alarm);
    /// Of a release that fails no more than the old version does.
    std::optional<Outlook> healthy(const TrafficShift& shift, const AlarmModel& alarm);
    [[nodiscard]] const Assumptions& assumptions() const { return assumptions_; }

private:
    const AlarmModel* remembered(const AlarmModel* alarm);

    struct Entry {
        TrafficShift shift;
        std::optional<AlarmModel> alarm;
        std::optional<Outlook> outlook;
    };
    Assumptions assumptions_;
    std::vector<Entry> entries_;
    std::deque<AlarmModel> alarms_;  ///< that memory_ refers to
    SlotMemory memory_;
};

/// What tells worlds apart: type, alarms and hooks of the release, as text. "" when CodeDeploy does not release the function.
std::string release_key(World& world, const Graph& graph, const Deployment& deployment);

FunctionRollout release_of(World& world, const Graph& graph, const Deployment& deployment,
                           Outlooks& outlooks);

}  // namespace stackfit
