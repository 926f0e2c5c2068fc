// rollout: what will happen when a stack is deployed: how traffic is shifted, when an alarm can stop it, how much fails until then, in
// which order the rest changes. The model, its sources and its limits: docs/rollout.md. Minutes everywhere, counted from the moment when
// CodeDeploy shifts the first traffic, unless a name says otherwise.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stackfit/deployment_alarm_evaluation.h"
#include "stackfit/deployment_alarm_rule.h"
#include "stackfit/deployment_alarms.h"
#include "stackfit/deployment_points.h"
#include "stackfit/deployment_shift.h"
#include "stackfit/graph_update_order.h"

namespace stackfit {

struct CompositeModel;

/// An alarm on what follows from calls and failures, as far as arithmetic needs it: on a metric of failed calls (one sample a call, 0 or 1), or
/// on what `formula` makes of the calls, or a composite alarm.
struct AlarmModel {
    /// Whose calls are counted: those of the new version only, or all that go through the alias, function or API.
    enum class Scope : std::uint8_t { new_version, all_traffic };
    Scope scope = Scope::all_traffic;
    Statistic statistic = Statistic::sum;
    ComparisonOperator comparison = ComparisonOperator::greater;
    double threshold = 0;
    double period = 60;  ///< seconds, a multiple of 60
    AlarmEvaluation evaluation;
    /// Metric math, percentiles, times: compared in place of `statistic` of the calls of `scope`. Else null.
    std::shared_ptr<const AlarmFormula> formula;
    std::string compared;  ///< `formula` in words: "errors / calls", "p99"
    /// A composite alarm: nothing else is asked then. Else null.
    std::shared_ptr<const CompositeModel> composite;

    /// The value of a period; nothing: no point. Not of a composite alarm.
    [[nodiscard]] std::optional<double> value(const PeriodCalls& calls) const;

    /// Formulas and composite alarms are equal when they are the same one.
    friend bool operator==(const AlarmModel&, const AlarmModel&) = default;
};

/// The rule over its children's states. A child without a model is supposed to be in OK.
struct CompositeModel {
    AlarmRule rule;
    std::vector<std::pair<const Resource*, AlarmModel>> children;

    /// Of `children`, in which a child of the rule is; nothing: it has no model.
    [[nodiscard]] std::optional<std::size_t> find(const AlarmRule& child) const;
};

/// What an alarm sees of the calls of one function that is being released: an AlarmModel, or why there is none.
struct AlarmWatch {
    enum class Kind : std::uint8_t {
        counts_failures,  ///< `model` says how
        other,  ///< it watches something that failed calls need not change: time, throttling, another function
        no_data,       ///< CloudWatch never has a point for it
        not_modelled,  ///< it may go off, and this is not computed: anomaly bands, PromQL, what is too large
        unknown        ///< it, or a value of it, is not known here
    };
    Kind kind = Kind::unknown;
    AlarmModel model;
    std::string
        text;  ///< what it watches, in words: "Errors of the new version, Sum > 0"; or why there is no model
};

/// "Sum > 0, 2 of 3 periods of 60 s, missing data notBreaching"; not of a composite alarm.
std::string rule_text(const AlarmModel& alarm);

/// What the model supposes of the world outside the template.
struct Assumptions {
    double requests_per_minute = 120;
    double error_rate = 0.1;     ///< of the new version
    double background_rate = 0;  ///< of the old version
    double metric_delay = 60;   ///< seconds from the end of a minute until CloudWatch has evaluated its point
    double poll_interval = 30;  ///< seconds between two looks of CodeDeploy at the alarms
    double repair_minutes = 30;  ///< until a person ends what no alarm ended
    double failed_duration = 0;  ///< milliseconds that a failing call takes; 0: not supposed
    double duration = 0;         ///< the same of other calls, where failed_duration is supposed

    [[nodiscard]] std::optional<CallTimes> times() const;
};

AlarmWatch watch_of(World& world, const Graph& graph, const Deployment& deployment, const Alarm& alarm,
                    const Assumptions& assumptions);

/// When an alarm can have sent the traffic back, if the defect shows in every period from minute 0 on.
struct DetectionTimes {
    double earliest = 0, typical = 0, latest = 0;
};
DetectionTimes detection_times(const AlarmModel& alarm, const Assumptions& assumptions);

/// What becomes of a release whose new version fails at the supposed rate.
struct Outlook {
    double rollback = 0;              ///< probability that the alarm sends the traffic back in time
    double minute = 0;                ///< of the rollback, on average, where there is one
    double share = 0;                 ///< of traffic that was shifted by then, on average
    double failed_with_rollback = 0;  ///< failed requests, on average, where there is a rollback
    double failed_without_rollback = 0;
    double failed = 0;           ///< on average over both
    double failed_at_worst = 0;  ///< on average when no alarm fires at all
    bool coarse = false;         ///< periods were taken as aligned to the clock, which detects later
};

/// Without an alarm nothing rolls back. Nothing when the alarm is too large for the model's budget.
std::optional<Outlook> outlook(const TrafficShift& shift, const AlarmModel* alarm,
                               const Assumptions& assumptions);

/// An alarm that a deployment group lists.
struct AlarmRollout {
    std::string name;  ///< logical id; of an alarm outside the template what the group calls it
    const Resource* alarm = nullptr;  ///< null: not of this template
    AlarmWatch watch;
    DetectionTimes times;            ///< these and the following: of an alarm that counts failures
    std::optional<Outlook> outlook;  ///< under the type of the deployment
    bool in_time = false;            ///< typically detects before all traffic is shifted
};

struct HookRollout {
    bool named = false;
    std::string name;                    ///< logical id, or what the alias calls it
    const Resource* function = nullptr;  ///< null: not of this template
};

/// The same defect, alarms and traffic under a deployment type.
struct TypeRollout {
    std::string type;
    TrafficShift shift;
    Outlook outlook;
    std::string alarm;  ///< that detects best; "": none
    bool chosen = false;
};

/// The release of one function in one world.
struct FunctionRollout {
    enum class Kind : std::uint8_t {
        code_deploy,    ///< CodeDeploy shifts the traffic of its alias, or moves all of it at once
        alias_at_once,  ///< it has an alias, and CloudFormation moves it at once, without hooks and alarms
        no_alias        ///< new code serves as soon as $LATEST is updated
    };
    Kind kind = Kind::no_alias;
    bool shown = true;  ///< false: another function was asked for
    const Resource* function = nullptr;
    const Resource* alias = nullptr;
    std::string type;                   ///< as it is called, also when its steps are not known
    std::optional<TrafficShift> shift;  ///< nothing: not known, `unknown` says why
    std::string unknown;
    HookRollout before, after;
    std::vector<AlarmRollout> alarms;
    bool alarms_known = true;           ///< false: there may be others
    std::string disarmed;               ///< why no alarm sends traffic back although there are some; else ""
    std::optional<std::size_t> guard;   ///< of `alarms`: the one that most often sends it back
    std::vector<TypeRollout> types;     ///< of CodeDeploy: a custom type first, then the predefined ones
    std::optional<double> false_alarm;  ///< probability that a release without a defect is sent back
    std::vector<const Resource*> waiting;  ///< updated only after the release
};

/// A kind of resources that do not shift gradually, in words, and which.
struct ChangedAtOnce {
    std::string_view kind;
    std::vector<const Resource*> resources;
};

/// One way in which the template can be deployed; others that release alike are the same.
struct WorldRollout {
    std::vector<std::string> when;  ///< "Environment=prod"; one suffices; empty: always
    bool headline = false, production_like = false;
    std::vector<FunctionRollout> functions;
    UpdateOrder order;
    std::vector<ChangedAtOnce> at_once;
    std::vector<const Resource*> data;  ///< whose contents no rollback restores
    std::vector<const Resource*>
        lost_on_replacement;  ///< of these: a replacement that is rolled back deletes the new copy
    std::vector<const Resource*> orphans;  ///< versions that a failed release leaves behind
};

struct Rollout {
    Assumptions assumptions;
    std::vector<WorldRollout> worlds;  ///< the headline world first
    std::size_t more_worlds = 0;       ///< left out
    bool complete = true;              ///< false: there may be worlds that were not looked at
};

struct RolloutOptions {
    Assumptions assumptions;
    std::string_view function;  ///< logical id of the only function to show; "": all
    std::size_t most_worlds = 4;
};
/// `unit` is a readable template; `graph` is of its expansion.
Rollout rollout(const Unit& unit, const Graph& graph, const RolloutOptions& options);

}  // namespace stackfit
