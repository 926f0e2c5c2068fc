// deployment: what the rule of a composite alarm makes of the states of its children (CloudWatch User Guide, "Composite alarms").
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "stackfit/deployment_alarm_evaluation.h"
#include "stackfit/deployment_alarms.h"
#include "stackfit/template_tri.h"

namespace stackfit {

/// In which states an alarm can be. None of them: nothing is known of it.
struct AlarmStates {
    bool ok = false, alarm = false, insufficient_data = false;
};
inline constexpr AlarmStates any_state{true, true, true};
inline constexpr AlarmStates never_in_alarm{true, false, true};
inline constexpr AlarmStates always_in_alarm{false, true, false};

/// Asked of parts of Kind::child; equal children have to get equal answers.
using StatesOf = std::function<AlarmStates(const AlarmRule& child)>;
using StateOf = std::function<std::optional<AlarmState>(const AlarmRule& child)>;

/// Is the rule true when its children have these states? Nothing: the state is not known. Linear in the rule.
Tri holds(const AlarmRule& rule, const StateOf& state_of);

/// Is there a choice of its children's states for which the rule is true? A child has one state wherever it is named. Unknown also
/// when that depends on what cannot be read, and where the search would take more than a million steps.
Tri can_hold(const AlarmRule& rule, const StatesOf& states_of);
/// Is the rule true for every such choice?
Tri always_holds(const AlarmRule& rule, const StatesOf& states_of);

/// The moment in which a rule first holds, and the child that it waits for; null: none.
struct RuleMoment {
    double time = 0;
    const AlarmRule* child = nullptr;
};
/// `time_of`: when a child goes into ALARM; infinity: never. Whatever asks for another state holds from the beginning. Nothing when a
/// time is not known.
std::optional<RuleMoment> first_moment(
    const AlarmRule& rule, const std::function<std::optional<double>(const AlarmRule& child)>& time_of);

/// The children that help the rule to be true by going into ALARM, in order: not those behind NOT. An alarm may be named twice.
std::vector<const AlarmRule*> set_off_by(const AlarmRule& rule);

/// The rule of a composite alarm of this template, with the rules of the composite alarms of this template that it names written out.
/// What names itself, or grows beyond ten levels or ten thousand parts, is unknown.
AlarmRule written_out(World& world, const Graph& graph, const Alarm& composite);

/// "ALARM(Errors) AND NOT ALARM(Maintenance)": alarms of the template by logical id.
std::string to_string(const AlarmRule& rule);

}  // namespace stackfit
