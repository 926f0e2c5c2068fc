// What an alarm would see of a release: the value that it compares, for so many calls of which so many fail.
#pragma once

#include <optional>

#include "guards.h"
#include "stackfit/deployment_alarm_evaluation.h"

namespace stackfit::checks {

/// Calls a minute through the alias while the new version has `share` of them. The old version never fails.
struct Calls {
    double a_minute = 0;
    double share = 1;
    double failing = 0;  ///< of the new version's calls
};

/// One point of what the alarm compares. Nothing when that is not known: it watches something that failing calls need not change, or
/// is compared with a band.
std::optional<double> point_of(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                               const Calls& calls);

/// Does such a point breach? Unknown when there is none, or the threshold is not known.
Tri breaches(CheckContext& context, const GuardedRelease& release, const Alarm& alarm, const Calls& calls);

/// "more than 10", "10 or less": what the alarm waits for.
std::string awaited(World& world, const Alarm& alarm);

/// Does failing change what the alarm compares, when there are plenty of calls? Others are no alarms on errors.
bool depends_on_failures(CheckContext& context, const GuardedRelease& release, const Alarm& alarm,
                         double share);
/// More calls than any gate or count asks for.
inline constexpr double plenty = 1e9;

/// Does the alarm read a metric that counts failed calls?
bool counts_failures(CheckContext& context, const GuardedRelease& release, const Alarm& alarm);

}  // namespace stackfit::checks
