// The alarms that guard a release, judged one by one. The subject stays the function; the mistake stands in the alarm.
#pragma once

#include <string>
#include <vector>

#include "common.h"
#include "stackfit/deployment_alarms.h"
#include "stackfit/deployment_watch.h"

namespace stackfit::checks {

/// The release of a function, and those of its alarms that are of this template.
struct GuardedRelease {
    Deployment deployment;
    std::vector<Alarm> alarms;
    bool all_known = true;  ///< no alarm is from elsewhere, and the list is known
};

/// The release of the function; else what to answer without one, or without an alarm to look at. Checks that use it need
/// deployment-has-alarms.
struct Guarding {
    const GuardedRelease* release = nullptr;  ///< lives as long as the judging of the template
    Judgement otherwise;
};
Guarding guarding(CheckContext& context, const Resource& function);

/// A mistake in an alarm.
struct Defect {
    std::string message;
    Span at;
    std::string property;
};
/// Adds what is wrong with the alarm for this release.
using FindDefects = void (*)(CheckContext&, const GuardedRelease&, const Alarm&, std::vector<Defect>&);

/// 1 without a defect, 0 when no alarm is left without one, `weakened` otherwise. Each defect is a finding, at the alarm.
Judgement judge_guards(CheckContext& context, const Resource& function, FindDefects find);
inline constexpr double weakened = 0.4;

/// A failure that points into an alarm.
Judgement failure_at(const Resource& alarm, Defect defect, double value);
/// The key of a property in a block, or where the block begins; the alarm's name without one.
Span key_place(const Alarm& alarm, const Node* block, std::string_view key);
/// "2 of 3 periods of 60 seconds", "1 period of 300 seconds"; all of them are known.
std::string window_text(const AlarmWindow& window);
bool is_version_number(std::string_view text);
/// How to name the number of the version that a release brings: "Write !GetAtt F.Version.Version."
std::string version_advice(const CheckContext& context, const Deployment& release);

}  // namespace stackfit::checks
