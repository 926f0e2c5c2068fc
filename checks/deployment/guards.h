// The alarms that guard a release, judged one by one. The subject stays the function; the mistake stands in the alarm.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common.h"
#include "stackfit/deployment_alarm_rule.h"
#include "stackfit/deployment_alarms.h"
#include "stackfit/deployment_watch.h"

namespace stackfit::checks {

/// The release of a function, and what sends it back.
struct GuardedRelease {
    Deployment deployment;
    /// Alarms of this template that look at metrics: those that are listed, and those by which a listed composite alarm goes off. Each once.
    std::vector<Alarm> alarms;
    /// Composite alarms of this template, listed or beneath those, inner ones first. Their rules are written out.
    std::vector<Alarm> composites;
    /// When it holds, the release is sent back: a part for each item of the list, over `alarms` and others.
    AlarmRule rule;
    bool all_known = true;  ///< no alarm is from elsewhere, and the list and the rules are known

    /// Can it be sent back although those of `alarms` never go off for which `silent` holds? Whatever is not known here may send it back.
    [[nodiscard]] bool is_guarded_without(const std::function<bool(const Alarm&)>& silent) const;
    /// The alarm of `alarms` that a child of `rule` is, or null.
    [[nodiscard]] const Alarm* find(const AlarmRule& child) const;
    [[nodiscard]] bool lists(const Alarm& alarm) const;
};

/// The release of the function; else what to answer without one, or without an alarm to look at. Checks that use it need
/// deployment-has-alarms.
struct Guarding {
    const GuardedRelease* release = nullptr;  ///< lives as long as the judging of the template
    Judgement otherwise;
};
Guarding guarding(CheckContext& context, const Resource& function);
/// The same, also when there are only rules of composite alarms to look at.
Guarding guarding_by_rule(CheckContext& context, const Resource& function);

/// The outcome where alarms are listed, and none that looks at metrics is of this template.
Judgement nothing_here();

/// A mistake in an alarm.
struct Defect {
    std::string message;
    Span at;
    std::string property;
};
/// Adds what is wrong with the alarm for this release.
using FindDefects = void (*)(CheckContext&, const GuardedRelease&, const Alarm&, std::vector<Defect>&);

/// 1 without a defect, 0 when nothing sends the release back once the alarms with defects stay silent, `weakened` otherwise. Each defect is a
/// finding, at the alarm. `find_in_rule` is asked of the composite alarms.
Judgement judge_guards(CheckContext& context, const Resource& function, FindDefects find,
                       FindDefects find_in_rule = nullptr);
inline constexpr double weakened = 0.4;

/// A failure that points into an alarm; it says so when the release lists only a composite alarm above it.
Judgement failure_at(const GuardedRelease& release, const Alarm& alarm, Defect defect, double value);
/// The key of a property in a block, or where the block begins; the alarm's name without one.
Span key_place(const Alarm& alarm, const Node* block, std::string_view key);
/// "2 of 3 periods of 60 seconds", "1 period of 300 seconds"; all of them are known.
std::string window_text(const AlarmWindow& window);
bool is_version_number(std::string_view text);
/// How to name the number of the version that a release brings: "Write !GetAtt F.Version.Version."
std::string version_advice(const CheckContext& context, const Deployment& release);

}  // namespace stackfit::checks
