// Of check alarm-can-fire: the rules on what a metric is called. The others stand in alarm-can-fire.cpp.
#pragma once

#include "guards.h"
#include "stackfit/spec_metrics.h"

namespace stackfit::checks {

/// What the rules look at: one metric of one alarm.
struct Look {
    CheckContext& context;
    const GuardedRelease& release;
    const Alarm& alarm;
    const Metric& metric;
    std::string_view service;  ///< the namespace: "AWS/Lambda"
    std::vector<Defect>& defects;

    void report(std::string message, Span at, std::string_view property) const {
        defects.push_back({std::move(message), at, "Properties." + std::string(property)});
    }
    [[nodiscard]] std::string never() const {
        return say("Alarm ", alarm.resource->id, " can never go off: ");
    }
    [[nodiscard]] std::string show(const Value& value) const { return context.world.show(value); }
};

inline constexpr std::string_view no_data =
    "An alarm without data lets every release pass, whatever the new version does. ";

/// Name, dimensions and their values.
void judge_metric(const Look& look);
/// The names of the dimensions as data/metrics.txt has them: sorted, with commas between them; "-": none.
std::string dimension_set(const Metric& metric);

}  // namespace stackfit::checks
